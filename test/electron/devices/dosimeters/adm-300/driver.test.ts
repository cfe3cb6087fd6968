import { describe, expect, it } from 'vitest';
import { adm300 } from '../../../../../electron/devices/dosimeters/adm-300/protocol.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';

const START = '\r\nU}\r\n';
/** 300 baud. */
const BYTE_MS = 33;

describe('ADM-300 driver with its simulator', () => {
  it('starts the sentences once and takes one every two seconds', () => {
    const rig = createProtocolRig(adm300, 1, BYTE_MS);
    rig.run(21_900);
    expect(rig.sent).toEqual([START]);
    expect(rig.identity()).toBe('ADM-300');
    const observations = rig.takeObservations();
    expect(faultCodes(observations)).toEqual([]);
    expect(readingsOf(observations, 'dose-rate')).toHaveLength(10);
  });

  it('takes sentences that an earlier program left running', () => {
    const rig = createProtocolRig(adm300, 1, BYTE_MS);
    rig.world('fault heartbeat-left-on');
    rig.run(10_000);
    expect(faultCodes(rig.takeObservations())).toEqual([]);
    expect(rig.identity()).toBe('ADM-300');
  });

  it.each([
    ['0.12', 'uR/h', 12],
    ['50', 'mR/h', 5],
    ['120', 'mR/h', 12],
  ])('source %s uSv/h is shown in %s', (source, unit, expected) => {
    const rig = createProtocolRig(adm300, 5);
    rig.world(`source ${source} uSv/h`);
    rig.run(11_000);
    rig.takeObservations();
    rig.run(400_000);
    const rates = readingsOf(rig.takeObservations(), 'dose-rate');
    expect(new Set(rates.map((rate) => rate.unit))).toEqual(new Set([unit]));
    const mean = rates.reduce((sum, rate) => sum + Number(rate.value), 0) / rates.length;
    // Four standard deviations of what 400 s count.
    const spread = 4 / Math.sqrt(Number(source) * 25 * 400);
    expect(Math.abs(mean / expected - 1)).toBeLessThan(spread);
  });

  it('passes the alarm of the meter through', () => {
    const rig = createProtocolRig(adm300);
    rig.world('fault alarm');
    rig.run(5000);
    const [first] = readingsOf(rig.takeObservations(), 'dose-rate');
    expect(first?.alarms).toEqual(['dose rate']);
  });

  it('tells a low battery once and again after a new one', () => {
    const rig = createProtocolRig(adm300);
    rig.world('fault low-battery');
    rig.run(9000);
    expect(faultCodes(rig.takeObservations())).toEqual(['low-battery']);
    rig.world('ok');
    rig.run(4000);
    rig.world('fault low-battery');
    rig.run(4000);
    expect(faultCodes(rig.takeObservations())).toEqual(['low-battery']);
  });

  it('a dead tube shows nothing', () => {
    const rig = createProtocolRig(adm300);
    rig.world('fault dead-tube');
    rig.run(9000);
    expect(readingsOf(rig.takeObservations(), 'dose-rate').at(-1)).toMatchObject({ value: '0' });
  });

  it('starts the sentences of a meter that was switched off and on', () => {
    const rig = createProtocolRig(adm300);
    rig.run(5000);
    rig.command('\r\nX}\r\n');
    rig.takeObservations();
    rig.run(11_000);
    expect(rig.sent).toEqual([START, START]);
    expect(readingsOf(rig.takeObservations(), 'dose-rate')).not.toEqual([]);
  });

  it('gives up a silent meter and never repeats a value', () => {
    const rig = createProtocolRig(adm300);
    rig.run(5000);
    rig.takeObservations();
    rig.world('fault silent');
    rig.run(40_000);
    expect(rig.takeObservations()).toEqual([]);
    expect(rig.failure()).toMatchObject({ code: 'silent' });
  });

  it('gives up babble without a reading', () => {
    const rig = createProtocolRig(adm300);
    rig.world('fault babble');
    rig.run(5000);
    expect(readingsOf(rig.takeObservations(), 'dose-rate')).toEqual([]);
    expect(rig.failure()).toMatchObject({ type: 'fault' });
  });

  it('a cable pulled within a sentence costs that sentence', () => {
    const rig = createProtocolRig(adm300, 1, BYTE_MS);
    rig.run(2500);
    rig.cut(true);
    rig.run(700);
    rig.cut(false);
    rig.run(2600);
    expect(readingsOf(rig.takeObservations(), 'dose-rate')).toHaveLength(1);
  });
});
