import { describe, expect, it } from 'vitest';
import { radPro } from '../../../../../electron/devices/dosimeters/rad-pro/protocol.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';

function createReadyRig(seed = 1) {
  const rig = createProtocolRig(radPro, seed, 0.1);
  rig.run(5000);
  rig.takeObservations();
  return rig;
}

const sum = (values: readonly string[]): number =>
  values.reduce((total, value) => total + Number(value), 0);

describe('Rad Pro driver with its simulator', () => {
  it('asks who it is, what tube it has, then for pulses every second', () => {
    const rig = createProtocolRig(radPro, 7, 0.1);
    rig.run(3000);
    expect(rig.sent.map((text) => text.slice(4, -2))).toEqual([
      'deviceId',
      'tubeSensitivity',
      'tubeDeadTimeCompensation',
      'tubeDeadTime',
      'deviceBatteryVoltage',
      ...Array<string>(3).fill('tubePulseCount'),
    ]);
    expect(rig.identity()).toBe('FS2011 (STM32F051C8), Rad Pro 2.0/en, serial 00000007');
  });

  it('delivers pulses with the true time between them, and a dose rate', () => {
    const rig = createReadyRig();
    rig.run(10_000);
    const observations = rig.takeObservations();
    expect(faultCodes(observations)).toEqual([]);
    expect(readingsOf(observations, 'counts')).toHaveLength(10);
    expect(readingsOf(observations, 'dose-rate')).toHaveLength(10);
    expect(observations[0]).toMatchObject({ unit: 'count', value: expect.stringMatching(/^\d+$/) });
    const seconds = readingsOf(observations, 'counts').map(({ windowS }) => windowS);
    expect(sum(seconds.map(String))).toBeCloseTo(10, 1);
  });

  it.each([
    [1, '0.12'],
    [2, '0.12'],
    [1, '500'],
    [2, '500'],
    [101, '7'],
  ])('seed %d: %s uSv/h is what it shows on average, dead time corrected once', (seed, shown) => {
    const rig = createReadyRig(seed);
    rig.world(`source ${shown} uSv/h`);
    rig.run(2500);
    rig.takeObservations();
    rig.run(600_000);
    const observations = rig.takeObservations();
    const pulses = sum(readingsOf(observations, 'counts').map((one) => one.value));
    const rates = readingsOf(observations, 'dose-rate').map((one) => one.value);
    const mean = sum(rates) / rates.length;
    // Four standard deviations; firmware 1 tells no dead time, 0.5 % at this rate.
    expect(Math.abs(mean / Number(shown) - 1)).toBeLessThan(4 / Math.sqrt(pulses) + 0.006);
    expect(faultCodes(observations)).toEqual([]);
  });

  it('a saturated tube gives faults and no rate, a dead one zeros for core to judge', () => {
    const rig = createReadyRig();
    rig.world('fault saturated');
    rig.run(2000);
    rig.takeObservations();
    rig.run(5000);
    expect(new Set(faultCodes(rig.takeObservations()))).toEqual(new Set(['saturated']));
    rig.world('ok');
    rig.world('fault dead-tube');
    rig.run(2000);
    rig.takeObservations();
    rig.run(5000);
    const counts = readingsOf(rig.takeObservations(), 'counts').map((one) => one.value);
    expect(counts).toEqual(Array(5).fill('0'));
  });

  it('tells a low battery once and measures on', () => {
    const rig = createReadyRig();
    rig.world('fault low-battery');
    rig.run(200_000);
    const observations = rig.takeObservations();
    expect(faultCodes(observations)).toEqual(['low-battery']);
    expect(readingsOf(observations, 'counts').length).toBeGreaterThan(190);
  });

  it('an ERROR in place of pulses is a fault, and the next count covers no time before it', () => {
    const rig = createReadyRig();
    rig.world('fault error-reply');
    rig.run(3000);
    expect(new Set(faultCodes(rig.takeObservations()))).toEqual(new Set(['instrument-error']));
    rig.world('ok');
    rig.run(5000);
    const counts = readingsOf(rig.takeObservations(), 'counts');
    expect(counts.length).toBeGreaterThan(2);
    expect(counts.every(({ windowS }) => windowS < 1.1)).toBe(true);
  });

  it('drops a late answer and asks anew', () => {
    const rig = createReadyRig();
    rig.cut(true);
    rig.run(1500);
    rig.cut(false);
    rig.inject(Buffer.from('OK 9999999\r\n'));
    rig.run(5000);
    const observations = rig.takeObservations();
    expect(faultCodes(observations)).toEqual(['silent']);
    expect(readingsOf(observations, 'counts').every(({ value }) => Number(value) < 50)).toBe(true);
    expect(readingsOf(observations, 'counts').length).toBeGreaterThan(1);
  });

  it('a cable pulled in the middle of a line leaves no count behind', () => {
    const rig = createReadyRig();
    rig.cut(true);
    rig.inject(Buffer.from('OK 15'));
    rig.run(10_000);
    const observations = rig.takeObservations();
    expect(observations.every(({ type }) => type === 'fault')).toBe(true);
    expect(rig.failure()?.code).toBe('silent');
  });

  it('a pulse count that was set anew is a fault, not a flood of pulses', () => {
    const driver = radPro.createDriver();
    const reply = (text: string, atMs: number) => driver.receive(Buffer.from(`${text}\r\n`), atMs);
    driver.start(0);
    driver.wake(400);
    reply('OK FS2011;Rad Pro 2.0/en;b570', 410);
    for (const text of ['153.800', '0.0000000', '0.0002000', '1.421']) reply(`OK ${text}`, 420);
    expect(reply('OK 1500', 430).observations).toEqual([]);
    driver.wake(1400);
    expect(reply('OK 12', 1430).observations).toMatchObject([{ code: 'instrument-error' }]);
    driver.wake(2400);
    expect(reply('OK 15', 2440).observations[0]).toMatchObject({ value: '3', windowS: 1.01 });
    driver.wake(3400);
    reply('OK 4294967290', 3440);
    driver.wake(4400);
    expect(reply('OK 4', 4440).observations[0]).toMatchObject({ value: '10', windowS: 1 });
  });

  it.each([
    ['silent', 'silent'],
    ['babble', 'wrong-settings'],
  ])('fails on %s without a count', (fault, code) => {
    const rig = createProtocolRig(radPro, 1, 0.1);
    rig.world(`fault ${fault}`);
    rig.run(20_000);
    expect(rig.failure()?.code).toBe(code);
    expect(rig.takeObservations().every(({ type }) => type === 'fault')).toBe(true);
  });

  it.each([1, 2])('seed %d shows its own rate, compensated or not', (seed) => {
    const simulator = radPro.createSimulator(seed);
    const exchange = (name: string, nowMs: number) => {
      const bytes = Buffer.from(`GET ${name}\r\n`);
      const { emit } = simulator.receive(bytes, nowMs);
      const replies = emit.map((reply) => ({ from: 'instrument' as const, bytes: reply }));
      return [{ from: 'host' as const, bytes }, ...replies];
    };
    simulator.start(0);
    simulator.change({ kind: 'source', value: '500', unit: 'uSv/h' }, 0);
    exchange('tubePulseCount', 1000);
    const names = ['tubeSensitivity', 'tubeDeadTimeCompensation', 'tubeDeadTime', 'tubeRate'];
    const lines = names.flatMap((name) => exchange(name, 11_000));
    const [rate] = readingsOf(radPro.decodeExchange(lines), 'dose-rate');
    expect(Math.abs(Number(rate?.value) / 500 - 1)).toBeLessThan(0.05);
  });

  it('recognises its own probe only', () => {
    const [probe] = radPro.descriptor.detection.probes;
    const recognise = (text: string) => probe?.recognise(Buffer.from(text)) ?? null;
    expect(recognise('OK FS2011 (STM32F051C8);Rad Pro 2.0/en;b570\r\n')).toBe(
      'FS2011 (STM32F051C8), Rad Pro 2.0/en',
    );
    expect(recognise('ERROR\r\n')).toBeNull();
    const simulator = radPro.createSimulator(1);
    simulator.receive(Buffer.from('<GETVER>>@Vx\n'), 0);
    const { emit } = simulator.receive(probe?.steps[0].send ?? new Uint8Array(), 1);
    expect(probe?.recognise(Buffer.concat(emit))).toContain('Rad Pro 2.0');
    expect(recognise('OK a;b;c\r\n')).toBeNull();
  });
});
