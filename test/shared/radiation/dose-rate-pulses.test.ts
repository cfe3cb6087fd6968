import { describe, expect, it } from 'vitest';
import {
  backgroundPulses,
  leastBackgroundS,
  type DoseWindow,
} from '../../../shared/radiation/dose-rate-pulses.ts';
import { judgeDwell } from '../../../shared/radiation/dwell.ts';
import type { Counted } from '../../../shared/radiation/evidence.ts';

/** Park-Miller generator: the same parcels in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let product = random();
  let n = 0;
  while (product > limit) {
    product *= random();
    n += 1;
  }
  return n;
}

interface Meter {
  /** Pulses a second at 0.12 uSv/h. */
  readonly cps: number;
  /** Seconds over which the display is smoothed. */
  readonly smoothingS: number;
  readonly step: number;
}

/** What a survey meter shows each second in a field of `rate` uSv/h, once it has settled. */
function shown(rate: number, seconds: number, meter: Meter, random: () => number): DoseWindow[] {
  const { cps, smoothingS, step } = meter;
  const share = 1 / smoothingS;
  let value = rate;
  const windows: DoseWindow[] = [];
  for (let second = -5 * smoothingS; second < seconds; second += 1) {
    const pulses = poisson((cps * rate) / 0.12, random);
    value += share * ((pulses * 0.12) / cps - value);
    const rounded = Math.round(value / step) * step;
    if (second >= 0) windows.push({ rate: rounded, seconds: 1 });
  }
  return windows;
}

const BACKGROUND_S = 300;
const DWELL_S = 60;
const FALSE_ALARM = 0.01;

/** Whether a dwell at `rate` ever is an alarm, looked at each second as on the bench. */
function alarms(
  rate: number,
  meter: Meter,
  random: () => number,
  falseAlarm = FALSE_ALARM,
): boolean {
  const windows = shown(0.12, BACKGROUND_S, meter, random);
  const background = backgroundPulses(windows, meter.step);
  if (background === null) throw new Error('this background is judged');
  const dose = windows.reduce((sum, one) => sum + one.rate, 0);
  const perDose = background.counts / dose;
  const settings = { dwellS: DWELL_S, falseAlarm, clearTo: null };
  let sum = 0;
  return shown(rate, DWELL_S, meter, random).some((window, at) => {
    sum += window.rate;
    const dwell: Counted = { counts: Math.round(sum * perDose), seconds: at + 1 };
    const rounding = meter.step * dwell.seconds * perDose;
    return judgeDwell(dwell, background, { ...settings, rounding }).kind === 'alarm';
  });
}

const METERS: Readonly<Record<string, Meter>> = {
  'a scintillator, two decimals': { cps: 17, smoothingS: 2, step: 0.01 },
  'a Geiger tube, smoothed over 10 s': { cps: 0.5, smoothingS: 10, step: 0.001 },
  'a Geiger tube, one decimal': { cps: 2, smoothingS: 5, step: 0.1 },
  'a small tube, not smoothed': { cps: 0.3, smoothingS: 1, step: 0.01 },
};
const HALF_A_MINUTE: Meter = { cps: 0.5, smoothingS: 30, step: 0.001 };

describe('a dwell by dose rate', () => {
  it.each(Object.keys(METERS))('bothers clean parcels less than the setting: %s', (name) => {
    const random = seeded(4711);
    let count = 0;
    for (let parcel = 0; parcel < 400; parcel += 1) {
      if (alarms(0.12, METERS[name]!, random)) count += 1;
    }
    // The setting allows four of 400; the spread is taken at its upper limit, so that fewer come.
    expect(count).toBeLessThanOrEqual(4);
  });

  it('bothers clean parcels less than the setting where it is smoothed over half a minute', () => {
    const random = seeded(4712);
    let count = 0;
    for (let parcel = 0; parcel < 800; parcel += 1) {
      if (alarms(0.12, HALF_A_MINUTE, random, 1e-3)) count += 1;
    }
    expect(count).toBeLessThanOrEqual(1);
  });

  it.each([
    ['a scintillator, two decimals', 0.2],
    ['a Geiger tube, smoothed over 10 s', 1],
    ['a small tube, not smoothed', 1],
  ] as const)('finds what is there: %s at %d uSv/h', (name, rate) => {
    const random = seeded(99);
    let count = 0;
    for (let parcel = 0; parcel < 100; parcel += 1) {
      if (alarms(rate, METERS[name]!, random)) count += 1;
    }
    expect(count).toBeGreaterThanOrEqual(95);
  });
});

describe('the pulses that a background is worth', () => {
  it('are not known of few windows, of nothing, or of what jumps about', () => {
    const still = Array.from({ length: 149 }, () => ({ rate: 0.12, seconds: 1 }));
    expect(backgroundPulses(still, 0.01)).toBeNull();
    const dead = Array.from({ length: 300 }, () => ({ rate: 0, seconds: 1 }));
    expect(backgroundPulses(dead, 0.01)).toBeNull();
    const jumping = Array.from({ length: 10 }, (_, at) => ({
      rate: at === 0 ? 1.2 : 0,
      seconds: 15,
    }));
    expect(backgroundPulses(jumping, 0.01)).toBeNull();
  });

  it('are never more than rounding leaves, however still the display stands', () => {
    const still = Array.from({ length: 300 }, () => ({ rate: 0.1, seconds: 1 }));
    // Twelve times (0.1/0.1)² in each batch of 15 s.
    expect(backgroundPulses(still, 0.1)).toEqual({ counts: 240, seconds: 300 });
  });

  it('are fewer where the display moves more', () => {
    const random = seeded(7);
    const quiet = backgroundPulses(
      shown(0.12, 300, METERS['a scintillator, two decimals']!, random),
      0.01,
    );
    const restless = backgroundPulses(
      shown(0.12, 300, METERS['a small tube, not smoothed']!, random),
      0.01,
    );
    expect(quiet!.counts).toBeGreaterThan(5 * restless!.counts);
    // The tube itself counted about 90.
    expect(restless!.counts).toBeLessThan(90);
  });

  it('are fewer where smoothing makes batches alike', () => {
    const random = seeded(8);
    const counts = Array.from(
      { length: 200 },
      () => backgroundPulses(shown(0.12, 300, HALF_A_MINUTE, random), 0.001)?.counts ?? 0,
    ).sort((a, b) => a - b);
    // The tube itself counted about 150.
    expect(counts[100]).toBeLessThan(150);
  });

  it('take ten windows of a minute, and 150 s of windows of a second', () => {
    expect([leastBackgroundS(60), leastBackgroundS(1), leastBackgroundS(10)]).toEqual([
      600, 150, 200,
    ]);
  });
});
