import { describe, expect, it } from 'vitest';
import { nciScp01 } from '../../../../../electron/devices/scales/nci-scp01/protocol.ts';
import { faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';
import { after, createReadyScale } from '../../../../support/ready-scale.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

const createReadyRig = (load?: string) => createReadyScale(nciScp01, load);

describe('NCI SCP-01 driver with its simulator', () => {
  it('follows a parcel from motion to rest and sends nothing but W', () => {
    const rig = createReadyRig();
    rig.world('place 5.25 lb');
    expect(readingsOf(after(rig, 350), 'mass').some((one) => !one.stable)).toBe(true);
    expect(readingsOf(after(rig, 700), 'mass').at(-1)).toMatchObject({
      value: '5.25',
      unit: 'lb',
      stable: true,
      basis: 'gross',
    });
    expect(new Set(rig.sent)).toEqual(new Set(['W\r']));
  });

  it.each(['overload', 'underload'])('%s is a fault and no weight', (fault) => {
    const rig = createReadyRig('1 kg');
    rig.world(`fault ${fault}`);
    rig.run(300);
    const observations = after(rig, 1000);
    expect(readingsOf(observations, 'mass')).toEqual([]);
    expect(new Set(faultCodes(observations))).toEqual(new Set([fault]));
  });

  it('zeroes a small load, and not a heavy one', () => {
    const rig = createReadyRig('0.5 lb');
    rig.request('zero');
    expect(readingsOf(after(rig, 1000), 'mass').at(-1)).toMatchObject({
      value: '0.00',
      zero: true,
    });
    rig.world('place 20 lb');
    rig.run(1000);
    rig.request('zero');
    const observations = after(rig, 1000);
    expect(faultCodes(observations)).toEqual(['not-executable']);
    expect(readingsOf(observations, 'mass').at(-1)).toMatchObject({ value: '19.50' });
  });

  it('has no tare', () => {
    const rig = createReadyRig();
    rig.request('tare');
    expect(faultCodes(after(rig, 1000))).toEqual([]);
    expect(new Set(rig.sent)).toEqual(new Set(['W\r']));
  });

  it('reads a clone without ETX once it has been silent for 50 ms', () => {
    const driver = nciScp01.createDriver();
    const asked = driver.wake(driver.start(0).wakeAtMs ?? 0);
    expect(asked.send).toHaveLength(1);
    const step = driver.receive(latin1('\n0005.25LB\r\n00\r'), 400);
    expect(step).toMatchObject({ observations: [], wakeAtMs: 450 });
    expect(driver.wake(450).observations).toEqual([]);
    driver.wake(650);
    driver.receive(latin1('\n0005.25LB\r\n00\r'), 700);
    expect(driver.wake(750).observations).toMatchObject([{ value: '5.25', unit: 'lb' }]);
  });

  it('error replies are faults and no weight', () => {
    const rig = createReadyRig('1 kg');
    rig.world('fault error-reply');
    rig.run(300);
    const observations = after(rig, 1000);
    expect(readingsOf(observations, 'mass')).toEqual([]);
    expect(faultCodes(observations)).toContain('instrument-error');
  });

  it('a cable pulled in the middle of a message leaves no weight behind', () => {
    const rig = createReadyRig('1 kg');
    rig.cut(true);
    rig.takeObservations();
    rig.inject(latin1('\n0099.99LB'));
    const observations = after(rig, 1500);
    expect(readingsOf(observations, 'mass')).toEqual([]);
    expect(faultCodes(observations)).toContain('malformed');
  });
});

describe('NCI SCP-01 simulator', () => {
  it.each([
    ['W', '\n0000.00LB\r\n2p0\r\x03'],
    ['H', '\n000.000LB\r\n2p0\r\x03'],
    ['S', '\n2p0\r\x03'],
    ['Z', '\n2p0\r\x03'],
    ['M', '\n?\r\x03'],
  ])('answers %s', (command, answer) => {
    const simulator = nciScp01.createSimulator(1);
    simulator.start(0);
    const { emit } = simulator.receive(latin1(`${command}\r`), 1000);
    expect(Buffer.concat(emit).toString('latin1')).toBe(answer);
  });

  it('changes the unit', () => {
    const simulator = nciScp01.createSimulator(1);
    simulator.start(0);
    simulator.change({ kind: 'place', value: '10', unit: 'lb' }, 0);
    simulator.receive(latin1('U\r'), 1000);
    const { emit } = simulator.receive(latin1('W\r'), 1000);
    expect(Buffer.concat(emit).toString('latin1')).toBe('\n0004.54KG\r\n0p0\r\x03');
  });
});

it('NCI SCP-01 is recognised by its weight only', () => {
  const [probe] = nciScp01.descriptor.detection.probes;
  expect(probe?.recognise(latin1('\n0005.25LB\r\n00\r\x03'))).not.toBeNull();
  expect(probe?.recognise(latin1('\n?\r\x03'))).toBeNull();
  expect(probe?.recognise(latin1('ES\r\n'))).toBeNull();
});
