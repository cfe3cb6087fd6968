import { describe, expect, it } from 'vitest';
import { toledo8217 } from '../../../../../electron/devices/scales/toledo-8217/protocol.ts';
import { faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';
import { after, createReadyScale } from '../../../../support/ready-scale.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

const createReadyRig = (load?: string) => createReadyScale(toledo8217, load);

describe('Toledo 8217 driver with its simulator', () => {
  it('asks W and nothing else, four times a second', () => {
    const rig = createReadyRig();
    rig.run(10_000);
    expect(new Set(rig.sent)).toEqual(new Set(['W']));
    expect(rig.sent.length).toBeGreaterThan(35);
    expect(rig.sent.length).toBeLessThanOrEqual(46);
  });

  it('reads a parcel once it rests', () => {
    const rig = createReadyRig();
    rig.world('place 1.250 kg');
    expect(faultCodes(after(rig, 350))).toContain('not-executable');
    expect(readingsOf(after(rig, 700), 'mass').at(-1)).toMatchObject({
      value: '1.250',
      unit: 'kg',
      stable: true,
      basis: 'gross',
    });
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
    const rig = createReadyRig('0.100 kg');
    rig.request('zero');
    expect(readingsOf(after(rig, 1000), 'mass').at(-1)).toMatchObject({ value: '0.000' });
    rig.world('place 0.600 kg');
    rig.run(1000);
    rig.request('tare');
    expect(readingsOf(after(rig, 1000), 'mass').at(-1)).toMatchObject({ basis: 'net', zero: true });
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

  it('error replies are faults and no weight', () => {
    const rig = createReadyRig('1 kg');
    rig.world('fault error-reply');
    rig.run(300);
    const observations = after(rig, 1000);
    expect(readingsOf(observations, 'mass')).toEqual([]);
    expect(faultCodes(observations)).toContain('not-executable');
  });

  it('a cable pulled in the middle of a frame leaves no weight behind', () => {
    const rig = createReadyRig('1 kg');
    rig.cut(true);
    rig.takeObservations();
    rig.inject(latin1('\x0209.99'));
    const observations = after(rig, 1500);
    expect(readingsOf(observations, 'mass')).toEqual([]);
    expect(faultCodes(observations)).toContain('malformed');
  });
});

it('Toledo 8217 driver reads in the unit that the site states', () => {
  const driver = toledo8217.createDriver({ unit: 'kg' });
  driver.wake(driver.start(0).wakeAtMs ?? 0);
  driver.receive(latin1('\x0201.25\r'), 400);
  driver.wake(650);
  const { observations } = driver.receive(latin1('\x0201.25\r'), 700);
  expect(observations).toMatchObject([{ value: '1.25', unit: 'kg' }]);
});

describe('Toledo 8217 simulator', () => {
  const ask = (commands: string): string => {
    const simulator = toledo8217.createSimulator(1);
    simulator.start(0);
    const { emit } = simulator.receive(latin1(commands), 1000);
    return Buffer.concat(emit.map((bytes) => Buffer.from(bytes))).toString('latin1');
  };

  it.each([
    ['W', '\x0200.000\r'],
    ['H', '\x0200.0000\r'],
    ['Z', '\x02?P\r'],
    ['C', '\x02?P\r'],
    ['AB', '\x02\r\x02@\r'],
    ['EhelloF', '\x02E\rhello\x02F\r'],
    ['x', ''],
  ])('answers %s', (commands, answer) => {
    expect(ask(commands)).toBe(answer);
  });
});

describe('Toledo 8217 detection', () => {
  const [weight, echo] = toledo8217.descriptor.detection.probes;

  it('knows a weight and a status and nothing else', () => {
    expect(weight?.recognise(latin1('\x0201.25\r'))).not.toBeNull();
    expect(weight?.recognise(latin1('\x02?A\r'))).not.toBeNull();
    expect(weight?.recognise(latin1('ES\r\n'))).toBeNull();
    expect(weight?.recognise(latin1('W'))).toBeNull();
    expect(weight?.recognise(latin1(''))).toBeNull();
  });

  it('knows the echo of a scale from that of a loop, and always ends it', () => {
    expect(echo?.recognise(latin1('\x02E\rhello'))).not.toBeNull();
    expect(echo?.recognise(latin1('Ehello'))).toBeNull();
    expect(echo?.restore).toEqual(latin1('F\r\n'));
  });
});
