import { describe, expect, it } from 'vitest';
import {
  addReading,
  basisOf,
  elapsedS,
  isComplete,
  meanDoseRate,
  startMeter,
  type DwellMeter,
} from '../../../../electron/core/bench/dwell-meter.ts';
import type { CountUnit, DoseRateUnit } from '../../../../shared/measure/reading.ts';

type Reading = Parameters<typeof addReading>[1];

const counts = (value: string, unit: CountUnit, windowS: number): Reading => ({
  ...{ type: 'reading', kind: 'counts', raw: '' },
  ...{ value, unit, windowS },
});
const dose = (value: string, windowS: number, unit: DoseRateUnit = 'uSv/h'): Reading => ({
  ...{ type: 'reading', kind: 'dose-rate', raw: '', alarms: [] },
  ...{ value, unit, windowS },
});

/** The meter after the same reading each second, `jitterMs` early and late in turns. */
function everySecond(seconds: number, reading: Reading, jitterMs = 0): DwellMeter {
  let meter = startMeter(0);
  for (let second = 1; second <= seconds; second += 1) {
    const atMs = second * 1000 + (second % 2 === 0 ? -jitterMs : jitterMs);
    meter = addReading(meter, reading, atMs, 0.01);
  }
  return meter;
}

describe('counts of a measurement', () => {
  it('given per second are summed second by second, also when readings are not quite on time', () => {
    expect(everySecond(60, counts('7', 'cps', 1)).counted).toEqual({ counts: 420, seconds: 60 });
    expect(everySecond(60, counts('7', 'cps', 1), 100).counted.seconds).toBe(60);
  });

  it('of a rolling minute that is sent each second are one measurement a minute', () => {
    expect(everySecond(59, counts('30', 'cpm', 60)).counted.seconds).toBe(0);
    expect(everySecond(60, counts('30', 'cpm', 60)).counted).toEqual({ counts: 30, seconds: 60 });
    expect(everySecond(119, counts('30', 'cpm', 60)).counted).toEqual({ counts: 30, seconds: 60 });
    expect(everySecond(120, counts('30', 'cpm', 60)).counted).toEqual({ counts: 60, seconds: 120 });
  });

  it('never cover more seconds than have passed, however often they come', () => {
    let meter = startMeter(0);
    for (let atMs = 1000; atMs <= 60_000; atMs += 100) {
      meter = addReading(meter, counts('7', 'cps', 1), atMs, 0.01);
    }
    expect(meter.counted.seconds).toBeLessThanOrEqual(60);
    expect(meter.counted.seconds).toBeGreaterThanOrEqual(59);
  });

  it('that are smoothed are none, also those that happen to come out whole', () => {
    let meter = addReading(startMeter(0), counts('7.00', 'cps', 1), 1000, 0.01);
    meter = addReading(meter, counts('7.16', 'cps', 1), 2000, 0.01);
    meter = addReading(meter, counts('7.00', 'cps', 1), 3000, 0.01);
    expect(meter.counted.seconds).toBe(0);
    expect(basisOf(meter)).toBe('dose-rate');
  });

  it('given plainly are not spoilt by a smoothed rate beside them, whichever comes first', () => {
    const [rate, plain] = [counts('18.243', 'cpm', 1), counts('1', 'count', 1)];
    for (const order of [
      [rate, plain],
      [plain, rate],
    ]) {
      let meter = startMeter(0);
      for (let second = 1; second <= 10; second += 1) {
        for (const one of order) meter = addReading(meter, one, second * 1000, 0.01);
      }
      expect(meter.counted).toEqual({ counts: 10, seconds: 10 });
    }
  });

  it('given over a minute beside plain ones are not counted twice', () => {
    let meter = startMeter(0);
    for (let at = 5; at <= 120; at += 5) {
      meter = addReading(meter, counts('30', 'cpm', 60), at * 1000, 0.01);
      meter = addReading(meter, counts('2', 'count', 5), at * 1000, 0.01);
    }
    expect(meter.counted).toEqual({ counts: 48, seconds: 120 });
  });

  it('are judged before a dose rate over a minute can come, with the ratio of the background', () => {
    let meter = startMeter(0);
    for (let second = 1; second <= 5; second += 1) {
      meter = addReading(meter, counts('4', 'cps', 1), second * 1000, 0.01);
      meter = addReading(meter, dose('0.12', 60), second * 1000, 0.01);
    }
    expect(isComplete(meter, 'counts')).toBe(true);
    expect(meanDoseRate(meter, 0.4)).toBeCloseTo(1.6, 12);
    expect(elapsedS(meter)).toBe(5);
  });
});

describe('dose rates of a measurement', () => {
  it('whose windows overlap are windows that share nothing where they are judged by', () => {
    const meter = everySecond(125, dose('0.12', 60));
    expect(meter.doses).toEqual([
      { rate: 0.12, seconds: 60 },
      { rate: 0.12, seconds: 60 },
    ]);
    expect(elapsedS(meter)).toBe(125);
  });

  it('in roentgen count as the site says', () => {
    expect(meanDoseRate(everySecond(3, dose('12', 1, 'uR/h')))).toBeCloseTo(0.12, 12);
  });
});
