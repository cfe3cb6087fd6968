import { alarmPlan } from '../../shared/radiation/alarm-plan.ts';
import {
  currentBackground,
  startTracking,
  trackFree,
} from '../../shared/radiation/background-tracker.ts';
import { seeded } from '../seeded.ts';
import { alarmChance, oneSecond } from './radiation-chain.ts';
import { poissonDrawer, sampler, type Estimate } from './radiation-random.ts';

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

/** Shifts of one hour; `refused` are windows that were not taken, `lost` whether it had to begin anew. */
export interface DriftedHours {
  readonly falseAlarm: Estimate;
  readonly parcels: number;
  readonly refused: number;
  readonly lost: number;
}

/**
 * Mean probability of a false alarm of the parcels of an hour: the background and the free counts that
 * follow it are drawn, and each parcel's probability against what was tracked by then is computed from the
 * distribution of its counts. Parcels of an hour share what was tracked: each hour is one sample.
 */
export function sampleDriftingHours(
  bench: DriftingBench,
  hours: number,
  seed: number,
): DriftedHours {
  const { rate, perHour, falseAlarm, dwellS, freeS, backgroundS, allowedPerHour } = bench;
  const random = seeded(seed);
  const rateAt = (second: number): number => rate * (1 + (perHour * second) / HOUR_S);
  const drawers = new Map<string, () => number>();
  // The rate changes evenly: the counts of a time are those at its middle's rate.
  const countsFrom = (from: number, seconds: number): number => {
    const key = `${from}/${seconds}`;
    const mean = rateAt(from + seconds / 2) * seconds;
    const drawer = drawers.get(key) ?? poissonDrawer(mean, random);
    drawers.set(key, drawer);
    return drawer();
  };
  const counted = new Map<number, ReturnType<typeof oneSecond>>();
  const countsOf = (second: number): ReturnType<typeof oneSecond> => {
    const known = counted.get(second) ?? oneSecond(rateAt(second + 0.5));
    counted.set(second, known);
    return known;
  };

  const all = sampler();
  let [parcels, refused, lost] = [0, 0, 0];
  for (let hour = 0; hour < hours; hour += 1) {
    const taken = { counts: countsFrom(0, backgroundS), seconds: backgroundS };
    let tracked = startTracking(taken, backgroundS);
    const ofHour = sampler();
    for (let from = backgroundS; from + dwellS + freeS <= HOUR_S; from += dwellS + freeS) {
      const { drift, ...background } = currentBackground(tracked, from, dwellS, allowedPerHour);
      const plan = alarmPlan(background, { dwellS, falseAlarm, drift });
      ofHour.add(alarmChance((second) => countsOf(from + second - 1), dwellS, plan));
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
