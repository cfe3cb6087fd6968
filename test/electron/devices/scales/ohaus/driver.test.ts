import { describe, expect, it } from 'vitest';
import { ohaus } from '../../../../../electron/devices/scales/ohaus/protocol.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';
import { after, createReadyScale } from '../../../../support/ready-scale.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

const createReadyRig = (load?: string) => createReadyScale(ohaus, load);

describe('Ohaus driver with its simulator', () => {
  it('follows a parcel from motion to rest and sends nothing but IP', () => {
    const rig = createReadyRig();
    rig.world('place 7.650 kg');
    expect(readingsOf(after(rig, 350), 'mass').some((one) => !one.stable)).toBe(true);
    expect(readingsOf(after(rig, 700), 'mass').at(-1)).toMatchObject({
      value: '7.650',
      unit: 'kg',
      stable: true,
      basis: 'gross',
    });
    expect(new Set(rig.sent)).toEqual(new Set(['IP\r\n']));
  });

  it('zeroes and tares when asked', () => {
    const rig = createReadyRig('0.1 kg');
    rig.request('zero');
    expect(readingsOf(after(rig, 1000), 'mass').at(-1)).toMatchObject({ value: '0.000' });
    rig.world('place 0.6 kg');
    rig.run(1000);
    rig.request('tare');
    const tared = after(rig, 1000);
    expect(readingsOf(tared, 'mass').at(-1)).toMatchObject({ value: '0.000', basis: 'net' });
    expect(faultCodes(tared)).toEqual([]);
  });

  it('a zero of a heavy load is not executable', () => {
    const rig = createReadyRig('2 kg');
    rig.request('zero');
    const observations = after(rig, 1000);
    expect(faultCodes(observations)).toEqual(['not-executable']);
    expect(readingsOf(observations, 'mass').at(-1)).toMatchObject({ value: '2.000' });
  });

  it('stops a continuous print-out that an earlier program left running', () => {
    const rig = createProtocolRig(ohaus);
    rig.world('fault heartbeat-left-on');
    rig.run(4000);
    expect(rig.sent).toContain('0P\r\n');
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
    expect(new Set(faultCodes(observations))).toEqual(new Set(['instrument-error']));
  });

  it('an overloaded scale that prints nothing gives no weight', () => {
    const rig = createReadyRig('1 kg');
    rig.world('fault overload');
    rig.run(300);
    const observations = after(rig, 3000);
    expect(readingsOf(observations, 'mass')).toEqual([]);
    expect(faultCodes(observations)).toEqual(['silent']);
  });

  it('a cable pulled in the middle of a line leaves no weight behind', () => {
    const rig = createReadyRig('1 kg');
    rig.cut(true);
    rig.takeObservations();
    rig.inject(latin1('    9.99'));
    const observations = after(rig, 1500);
    expect(readingsOf(observations, 'mass')).toEqual([]);
    expect(faultCodes(observations)).toContain('malformed');
  });
});

describe('Ohaus simulator', () => {
  it.each([
    ['IP', '    0.000 kg    G  \r\n'],
    ['SP', '    0.000 kg    G  \r\n'],
    ['PSN', '12345678\r\n'],
    ['0P', ''],
    ['XYZ', 'ES\r\n'],
  ])('answers %s', (command, answer) => {
    const simulator = ohaus.createSimulator(1);
    simulator.start(0);
    const { emit } = simulator.receive(latin1(`${command}\r\n`), 1000);
    expect(Buffer.concat(emit).toString('latin1')).toBe(answer);
  });
});

it('Ohaus is recognised by a weight, not by ES', () => {
  const [probe] = ohaus.descriptor.detection.probes;
  expect(probe?.recognise(latin1('     192.21 g  \r\n'))).not.toBeNull();
  expect(probe?.recognise(latin1('ES\r\n'))).toBeNull();
});
