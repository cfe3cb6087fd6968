import { describe, expect, it } from 'vitest';
import { radEye } from '../../../../../electron/devices/dosimeters/radeye/protocol.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';

function createReadyRig(seed = 1) {
  const rig = createProtocolRig(radEye, seed, 1.15);
  rig.run(5000);
  rig.takeObservations();
  return rig;
}

describe('RadEye driver with its simulator', () => {
  it('wakes it before each command, asks who it is and starts the stream last', () => {
    const rig = createProtocolRig(radEye, 7, 1.15);
    rig.run(3000);
    expect(rig.sent.join('')).toBe('@X0\n@Vx\n@#R\n@X1\n');
    expect(rig.identity()).toBe('RadEye PRD V1.52 AB48, serial 7');
  });

  it('identifies one that an earlier program left sending', () => {
    const rig = createProtocolRig(radEye, 7, 1.15);
    rig.world('fault heartbeat-left-on');
    rig.run(6000);
    expect(rig.identity()).toBe('RadEye PRD V1.52 AB48, serial 7');
    expect(faultCodes(rig.takeObservations())).toEqual([]);
  });

  it.each([
    [1, 'uSv/h', '2.0', 2, true],
    [200, 'uSv/h', '120', 120, false],
    [300, 'uR/h', '0.12', 12, false],
  ])('seed %d shows %s', (seed, unit, source, shown, counts) => {
    const rig = createReadyRig(seed);
    rig.world(`source ${source} uSv/h`);
    rig.run(12_000);
    rig.takeObservations();
    rig.run(60_000);
    const observations = rig.takeObservations();
    const rates = readingsOf(observations, 'dose-rate');
    expect(rates).toHaveLength(60);
    expect(rates[0]).toMatchObject({ unit, windowS: 10, alarms: [] });
    const mean = rates.reduce((sum, { value }) => sum + Number(value), 0) / 60;
    expect(Math.abs(mean / shown - 1)).toBeLessThan(0.03);
    expect(readingsOf(observations, 'counts').length).toBe(counts ? 60 : 0);
    expect(faultCodes(observations)).toEqual([]);
  });

  it('one whose check is of its own is read from its fourth line on, and that is said once', () => {
    const rig = createProtocolRig(radEye, 400, 1.15);
    rig.run(20_000);
    const observations = rig.takeObservations();
    expect(faultCodes(observations)).toEqual(['checksum', 'checksum', 'checksum']);
    expect(observations.slice(0, 3)).toMatchObject([
      { detail: 'the check does not fit' },
      { detail: 'the check does not fit' },
      { detail: expect.stringContaining('does not follow the manual') },
    ]);
    expect(readingsOf(observations, 'dose-rate').length).toBeGreaterThan(12);
  });

  it("passes the instrument's own alarm on", () => {
    const rig = createReadyRig();
    rig.world('fault alarm');
    rig.run(3000);
    const [rate] = readingsOf(rig.takeObservations(), 'dose-rate').slice(-1);
    expect(rate?.alarms).toEqual(['dose-rate']);
  });

  it.each(['saturated', 'overload'])('%s gives faults and no rate', (fault) => {
    const rig = createReadyRig();
    rig.world(`fault ${fault}`);
    rig.run(2000);
    rig.takeObservations();
    rig.run(5000);
    const observations = rig.takeObservations();
    expect(faultCodes(observations)).toEqual(Array(5).fill('saturated'));
    expect(observations).toHaveLength(5);
  });

  it('tells a low battery once and measures on', () => {
    const rig = createReadyRig();
    rig.world('fault low-battery');
    rig.run(20_000);
    const observations = rig.takeObservations();
    expect(faultCodes(observations)).toEqual(['low-battery']);
    expect(readingsOf(observations, 'dose-rate').length).toBeGreaterThan(18);
  });

  it('starts the stream again when the lines stop', () => {
    const rig = createReadyRig();
    rig.command('@X0\n');
    rig.run(8000);
    const observations = rig.takeObservations();
    expect(faultCodes(observations)).toContain('silent');
    expect(readingsOf(observations, 'dose-rate').length).toBeGreaterThan(1);
  });

  it('fails when it says goodbye, or is silent', () => {
    const rig = createReadyRig();
    rig.inject(Buffer.from('@CIAO\r\n'));
    expect(rig.failure()).toMatchObject({ code: 'silent', detail: /switched off/ });
    const quiet = createReadyRig();
    quiet.world('fault silent');
    quiet.run(10_000);
    expect(quiet.failure()?.code).toBe('silent');
  });

  it('a cable pulled in the middle of a line leaves no rate behind', () => {
    const rig = createReadyRig();
    rig.cut(true);
    rig.run(1000);
    rig.takeObservations();
    rig.inject(Buffer.from('\x0212 5 0 0 00 FH'));
    rig.run(2000);
    expect(faultCodes(rig.takeObservations())).toEqual(['malformed', 'silent']);
  });

  it.each([
    ['silent', 'silent'],
    ['babble', 'wrong-settings'],
    ['error-reply', 'not-executable'],
  ])('fails on %s before it was identified', (fault, code) => {
    const rig = createProtocolRig(radEye, 1, 1.15);
    rig.world(`fault ${fault}`);
    rig.run(20_000);
    expect(rig.failure()?.code).toBe(code);
    expect(readingsOf(rig.takeObservations(), 'dose-rate')).toEqual([]);
  });

  it('babble in the stream gives faults only', () => {
    const rig = createReadyRig();
    rig.world('fault babble');
    rig.run(1000);
    rig.takeObservations();
    rig.run(30_000);
    expect(rig.takeObservations().every(({ type }) => type === 'fault')).toBe(true);
  });

  it('needs RTS high and DTR low, and recognises its own probe only', () => {
    expect(radEye.descriptor.controlLines).toEqual({ rts: true, dtr: false });
    const [probe] = radEye.descriptor.detection.probes;
    const recognise = (text: string) => probe?.recognise(Buffer.from(text)) ?? null;
    expect(recognise('>#RadEye PRD V1.52 AB48\r\n')).toBe('RadEye PRD V1.52 AB48');
    expect(recognise('>?')).toBeNull();
    expect(recognise('ES\r\n')).toBeNull();
  });
});
