import { alarmPlan } from '../../shared/radiation/alarm-plan.ts';
import {
  currentBackground,
  startTracking,
  trackFree,
} from '../../shared/radiation/background-tracker.ts';
import { poissonDrawer, sampler, worlds, type Estimate } from './radiation-random.ts';
import { seeded } from '../seeded.ts';

/** Parcels that add nothing, one after the other, while the background drifts. */
export interface DriftingBench {
  /** Counts per second at the beginning. */
  readonly rate: number;
  /** Part by which it changes in an hour; below zero it falls. */
  readonly perHour: number;
  readonly falseAlarm: number;
  /** Seconds of background at first, of each dwell, and of free counts after it. */
  readonly backgroundS: number;
  readonly dwellS: number;
  readonly freeS: number;
  /** What the station is told that the background may drift by in an hour. */
  readonly allowedPerHour: number;
}

/** Free counts are taken in windows of this many seconds, and the last one is left out, as at the bench. */
const WINDOW_S = 5;
const HOUR_S = 3600;
/** Dwells that are drawn for each parcel, in each world. */
const EACH = 6;

/** A shift of one hour; `refused` are windows that were not taken, `lost` whether it had to begin anew. */
export interface DriftedHours {
  readonly falseAlarm: Estimate;
  readonly parcels: number;
  readonly refused: number;
  readonly lost: number;
}

/**
 * Mean probability of a false alarm of the parcels of an hour: the tracked background is drawn, and for
 * each parcel its dwells are, by importance sampling against it. Parcels of an hour share what was
 * tracked: each hour is one sample.
 */
export function sampleDriftingHours(
  bench: DriftingBench,
  hours: number,
  seed: number,
): DriftedHours {
  const { rate, perHour, falseAlarm, dwellS, freeS, backgroundS, allowedPerHour } = bench;
  const random = seeded(seed);
  const rateAt = (second: number): number => rate * (1 + (perHour * second) / HOUR_S);
  const tilted = worlds(rate, dwellS);
  const drawers = new Map<string, () => number>();
  const drawAt = (second: number, ratio: number): number => {
    const key = `${second}/${ratio}`;
    const drawer = drawers.get(key) ?? poissonDrawer(rateAt(second + 0.5) * ratio, random);
    drawers.set(key, drawer);
    return drawer();
  };
  const countsFrom = (from: number, seconds: number): number => {
    let counts = 0;
    for (let second = 0; second < seconds; second += 1) counts += drawAt(from + second, 1);
    return counts;
  };

  /** One dwell that begins at `from`; what its alarm weighs, 0 without. */
  function dwell(from: number, ratio: number, alarmAt: (second: number) => number): number {
    let [counts, expected] = [0, 0];
    for (let second = 1; second <= dwellS; second += 1) {
      counts += drawAt(from + second - 1, ratio);
      expected += rateAt(from + second - 0.5);
      if (counts < alarmAt(second)) continue;
      const overTruth = tilted.reduce(
        (sum, world) => sum + Math.exp(counts * world.perPulse - (world.ratio - 1) * expected),
        0,
      );
      return tilted.length / overTruth;
    }
    return 0;
  }

  const all = sampler();
  let [parcels, refused, lost] = [0, 0, 0];
  for (let hour = 0; hour < hours; hour += 1) {
    const taken = { counts: countsFrom(0, backgroundS), seconds: backgroundS };
    let tracked = startTracking(taken, backgroundS);
    const ofHour = sampler();
    for (let from = backgroundS; from + dwellS + freeS <= HOUR_S; from += dwellS + freeS) {
      const { drift, ...background } = currentBackground(tracked, from, dwellS, allowedPerHour);
      const plan = alarmPlan(background, { dwellS, falseAlarm, drift });
      for (const { ratio } of tilted) {
        for (let sample = 0; sample < EACH; sample += 1) ofHour.add(dwell(from, ratio, plan));
      }
      parcels += 1;
      const free = from + dwellS;
      for (let at = free; at + 2 * WINDOW_S <= free + freeS; at += WINDOW_S) {
        const window = { counts: countsFrom(at, WINDOW_S), seconds: WINDOW_S };
        const next = trackFree(tracked, window, at + WINDOW_S, allowedPerHour);
        tracked = next.tracked;
        if (next.kind !== 'taken') refused += 1;
        if (next.kind === 'lost') lost += 1;
      }
    }
    all.add(ofHour.estimate().mean);
  }
  return { falseAlarm: all.estimate(), parcels, refused, lost };
}
