import { quantile, round, slope } from './figures.ts';
import type { LongTask, ScreenNotes } from './screen-page.ts';

/** A stretch of the page's time, in ms. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

const touches = ({ fromMs, toMs }: Stretch, other: Stretch): boolean =>
  fromMs < other.toMs && toMs > other.fromMs;

export const stretchOf = ({ atMs, ms }: LongTask): Stretch => ({ fromMs: atMs, toMs: atMs + ms });

/** A task that somebody feels: the limit of the W3C's long tasks, and of the goal. */
const LONG_MS = 50;

/** What a screen was like in a stretch of time. */
export interface ScreenFigures {
  /** Tasks of the page's thread above 50 ms. */
  readonly longTasks: number;
  /** The longest of them; 0 when there is none. */
  readonly longestTaskMs: number;
  /** The longest of them, the worst first. */
  readonly worst: readonly LongTask[];
  readonly frames: {
    readonly perS: number;
    readonly p50Ms: number;
    readonly p99Ms: number;
    readonly longestMs: number;
  };
  /** Long tasks before the stretch: loading, signing in, opening the shift. */
  readonly before: { readonly longTasks: number; readonly longestTaskMs: number };
  /** Time that was left out because memory was being measured, a garbage collection included. */
  readonly leftOutMs: number;
}

/** Tasks that are told one by one. */
const WORST = 10;

function longest(tasks: readonly LongTask[]): { longTasks: number; longestTaskMs: number } {
  const long = tasks.filter(({ ms }) => ms > LONG_MS);
  return { longTasks: long.length, longestTaskMs: round(Math.max(0, ...long.map(({ ms }) => ms))) };
}

/** @param leftOut stretches in which the benchmark itself kept the page busy */
export function screenFigures(
  { longTasks, frames }: ScreenNotes,
  run: Stretch,
  leftOut: readonly Stretch[],
): ScreenFigures {
  const counts = (stretch: Stretch): boolean =>
    touches(stretch, run) && !leftOut.some((one) => touches(stretch, one));
  const intervals = frames.slice(1).flatMap((toMs, index) => {
    const fromMs = frames[index] ?? toMs;
    return counts({ fromMs, toMs }) ? [toMs - fromMs] : [];
  });
  const shownMs = intervals.reduce((sum, ms) => sum + ms, 0);
  const counted = longTasks.filter((task) => counts(stretchOf(task)));
  return {
    ...longest(counted),
    worst: counted.toSorted((one, other) => other.ms - one.ms).slice(0, WORST),
    frames: {
      perS: round((intervals.length * 1000) / shownMs),
      p50Ms: round(quantile(intervals, 0.5)),
      p99Ms: round(quantile(intervals, 0.99)),
      longestMs: round(quantile(intervals, 1)),
    },
    before: longest(longTasks.filter((task) => stretchOf(task).toMs <= run.fromMs)),
    leftOutMs: round(leftOut.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)),
  };
}

/** Memory at one moment. */
export interface MemorySample {
  readonly atMin: number;
  /** JavaScript heap of the page after a forced garbage collection. */
  readonly heapKb: number;
  /** Resident memory by process. */
  readonly rssKb: Readonly<Record<string, number>>;
}

/** Growth of the heap that counts as none: the larger of both. */
const FLAT_SHARE = 0.05;
const FLAT_KB = 500;

/** How memory went. */
export interface MemoryFigures {
  readonly samples: readonly MemorySample[];
  /** By least squares over all samples but the first, which still has what opening left behind. */
  readonly heapKbPerMin: number;
  readonly rssKbPerMin: Readonly<Record<string, number>>;
  /** From the end of the second part of the run to its end. */
  readonly heapGrewKb: number;
  readonly flat: boolean;
  readonly flatMeans: string;
}

/** @throws Error for fewer than three samples */
export function memoryFigures(samples: readonly MemorySample[]): MemoryFigures {
  const [, , second] = samples;
  const last = samples.at(-1);
  if (second === undefined || last === undefined) throw new Error('too few samples of memory');
  const settled = samples.slice(1);
  const perMin = (read: (sample: MemorySample) => number): number =>
    round(slope(settled.map((sample) => [sample.atMin, read(sample)])));
  const heapGrewKb = round(last.heapKb - second.heapKb);
  return {
    samples,
    heapKbPerMin: perMin(({ heapKb }) => heapKb),
    rssKbPerMin: Object.fromEntries(
      Object.keys(last.rssKb).map((name) => [name, perMin(({ rssKb }) => rssKb[name] ?? 0)]),
    ),
    heapGrewKb,
    flat: heapGrewKb <= Math.max(FLAT_KB, FLAT_SHARE * second.heapKb),
    flatMeans:
      'heap after a forced garbage collection at the end at most 5 % or 500 kB above the end of ' +
      'the second fifth of the run',
  };
}
