import type { Point } from './radiation-oracle.ts';
import { poissonDrawer, sampler, type Estimate } from './radiation-random.ts';
import { seeded } from '../seeded.ts';
import { thresholds } from './radiation-sampling.ts';

/** Time to alarm of one test over many parcels. */
export interface Delay {
  /** Seconds; a parcel that is not found counts with the longest dwell. */
  readonly time: Estimate;
  readonly found: number;
}

/**
 * Times to alarm of several tests on the same parcels, second by second.
 *
 * @param alarmAt fewest counts that are an alarm at a second, of each test
 */
export function sampleDelays(
  { background, ratio, seconds }: Point,
  alarmAt: readonly ((second: number) => number)[],
  parcels: number,
  seed: number,
): Delay[] {
  const draw = poissonDrawer(background * ratio, seeded(seed));
  const tests = alarmAt.map((at) => ({
    least: thresholds(at, seconds),
    times: sampler(),
    found: 0,
  }));
  for (let parcel = 0; parcel < parcels; parcel += 1) {
    let [counts, second] = [0, 0];
    const open = new Set(tests);
    while (open.size > 0 && second < seconds) {
      counts += draw();
      second += 1;
      for (const test of open) {
        if (counts < (test.least[second - 1] ?? 0)) continue;
        test.times.add(second);
        test.found += 1;
        open.delete(test);
      }
    }
    for (const test of open) test.times.add(seconds);
  }
  return tests.map(({ times, found }) => ({ time: times.estimate(), found: found / parcels }));
}
