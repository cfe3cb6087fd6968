import { describe, expect, it } from 'vitest';
import { sma } from '../../../../../electron/devices/scales/sma/protocol.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';
import { after, createReadyScale } from '../../../../support/ready-scale.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

const createReadyRig = (load?: string) => createReadyScale(sma, load);

describe('SMA driver with its simulator', () => {
  it('follows a parcel from motion to rest and sends nothing but W', () => {
    const rig = createReadyRig();
    rig.world('place 7.650 kg');
    expect(readingsOf(after(rig, 350), 'mass').some((one) => !one.stable)).toBe(true);
    expect(readingsOf(after(rig, 700), 'mass').at(-1)).toMatchObject({
      value: '7.650',
      unit: 'kg',
      stable: true,
      basis: 'gross',
    });
    expect(new Set(rig.sent)).toEqual(new Set(['\nW\r']));
  });

  it.each(['overload', 'underload'])('%s is a fault and no weight', (fault) => {
    const rig = createReadyRig('1 kg');
    rig.world(`fault ${fault}`);
    rig.run(300);
    const observations = after(rig, 1000);
    expect(readingsOf(observations, 'mass')).toEqual([]);
    expect(new Set(faultCodes(observations))).toEqual(new Set([fault]));
  });

  it('zeroes, tares and clears the tare when asked', () => {
    const rig = createReadyRig('0.1 kg');
    rig.request('zero');
    expect(readingsOf(after(rig, 1000), 'mass').at(-1)).toMatchObject({
      value: '0.000',
      zero: true,
    });
    rig.world('place 0.6 kg');
    rig.run(1000);
    rig.request('tare');
    expect(readingsOf(after(rig, 1000), 'mass').at(-1)).toMatchObject({
      value: '0.000',
      basis: 'net',
    });
    rig.request('clear-tare');
    const cleared = after(rig, 1000);
    expect(readingsOf(cleared, 'mass').at(-1)).toMatchObject({ value: '0.500', basis: 'gross' });
    expect(faultCodes(cleared)).toEqual([]);
  });

  it('a zero of a heavy load is not executable', () => {
    const rig = createReadyRig('2 kg');
    rig.request('zero');
    const observations = after(rig, 1000);
    expect(faultCodes(observations)).toEqual(['not-executable']);
    expect(readingsOf(observations, 'mass').at(-1)).toMatchObject({ value: '2.000' });
  });

  it('ends a repetition that an earlier program left running', () => {
    const rig = createProtocolRig(sma);
    rig.world('fault heartbeat-left-on');
    rig.run(4000);
    const before = rig.sent.length;
    const observations = after(rig, 2000);
    expect(faultCodes(observations)).toEqual([]);
    expect(readingsOf(observations, 'mass')).toHaveLength(rig.sent.length - before);
  });

  it('error replies are faults and no weight', () => {
    const rig = createReadyRig('1 kg');
    rig.world('fault error-reply');
    rig.run(300);
    const observations = after(rig, 1000);
    expect(readingsOf(observations, 'mass')).toEqual([]);
    expect(faultCodes(observations)).toContain('instrument-error');
  });

  it('a cable pulled in the middle of a reply leaves no weight behind', () => {
    const rig = createReadyRig('1 kg');
    rig.cut(true);
    rig.takeObservations();
    rig.inject(latin1('\n 1G       9.99'));
    const observations = after(rig, 1500);
    expect(readingsOf(observations, 'mass')).toEqual([]);
    expect(faultCodes(observations)).toContain('malformed');
  });
});

describe('SMA simulator', () => {
  const createScale = () => {
    const simulator = sma.createSimulator(1);
    simulator.start(0);
    const ask = (command: string, atMs = 1000): string =>
      Buffer.concat(simulator.receive(latin1(`\n${command}\r`), atMs).emit).toString('latin1');
    return { simulator, ask };
  };

  it.each([
    ['W', '\nZ1G       0.000kg \r'],
    ['H', '\nZ1g      0.0000kg \r'],
    ['M', '\nZ1T       0.000kg \r'],
    ['U', '\nZ1G       0.000lb \r'],
    ['A', '\nSMA:2\r'],
    ['D', '\n?\r'],
  ])('answers %s', (command, answer) => {
    expect(createScale().ask(command)).toBe(answer);
  });

  it('scrolls through what it says of itself', () => {
    const { ask } = createScale();
    expect([ask('A'), ask('B'), ask('B'), ask('B'), ask('B')].join('')).toBe(
      '\nSMA:2\r\nMFG:Simulated\r\nMOD:Bench scale\r\nREV:1.00\r\nEND:\r',
    );
  });

  it('Q waits until the load rests', () => {
    const { simulator, ask } = createScale();
    simulator.change({ kind: 'place', value: '1', unit: 'kg' }, 1000);
    expect(ask('Q', 1100)).toBe('');
    const { emit } = simulator.wake(1500);
    expect(Buffer.concat(emit).toString('latin1')).toBe('\n 1G       1.000kg \r');
    expect(simulator.wake(1600).emit).toEqual([]);
  });
});

it('SMA is recognised by its weight only', () => {
  const [probe] = sma.descriptor.detection.probes;
  expect(probe?.recognise(latin1('\n 1G       5.025lb \r'))).not.toBeNull();
  expect(probe?.recognise(latin1('\n0005.25LB\r\n00\r\x03'))).toBeNull();
  expect(probe?.recognise(latin1('\n?\r'))).toBeNull();
});
