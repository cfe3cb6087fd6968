import { GOODS_CATEGORIES, type GoodsCategory } from '../../shared/goods/categories.ts';
import { NO_ALARM } from '../../shared/goods/classifier.ts';
import { isAlarming, isControlled, mainOf } from './measure.ts';
import type { PartSums } from './fit.ts';
import type { Sample } from './samples.ts';

const COLUMNS = GOODS_CATEGORIES.length;

/** Texts that the model had not seen, and the sums that it gave each category. */
export interface HeldOut {
  readonly samples: readonly Sample[];
  readonly sums: Float32Array;
  readonly parts: readonly PartSums[];
}

export interface Calibration {
  readonly slope: readonly number[];
  readonly shift: readonly number[];
}

/**
 * Platt's calibration, category by category: slope and shift that make the held-out texts likeliest. A
 * pull towards the common slope keeps categories with few texts from inventing one.
 */
export function calibrate({ samples, sums }: HeldOut): Calibration {
  const all = GOODS_CATEGORIES.map((_, column) => column);
  const common = platt(samples, sums, all, { slope: 1, shift: 0 }, 0);
  const each = all.map((column) => platt(samples, sums, [column], common, PULL));
  return {
    slope: each.map(({ slope }) => round(slope)),
    shift: each.map(({ shift }) => round(shift)),
  };
}

interface Line {
  readonly slope: number;
  readonly shift: number;
}

/** As much as so many texts. */
const PULL = 10;
const ROUNDS = 400;

function platt(
  samples: readonly Sample[],
  sums: Float32Array,
  columns: readonly number[],
  from: Line,
  pull: number,
): Line {
  let { slope, shift } = from;
  for (let round = 0; round < ROUNDS; round += 1) {
    let [bySlope, byShift] = [pull * (slope - from.slope), pull * (shift - from.shift)];
    let [slope2, cross, shift2] = [pull + 1e-6, 0, pull + 1e-6];
    samples.forEach(({ categories }, at) => {
      for (const column of columns) {
        const sum = sums[at * COLUMNS + column] ?? 0;
        const target = categories.includes(GOODS_CATEGORIES[column] as GoodsCategory) ? 1 : 0;
        const likely = 1 / (1 + Math.exp(-(slope * sum + shift)));
        const spread = likely * (1 - likely);
        bySlope += (likely - target) * sum;
        byShift += likely - target;
        slope2 += spread * sum * sum;
        cross += spread * sum;
        shift2 += spread;
      }
    });
    // Newton's step, damped at first.
    const det = slope2 * shift2 - cross * cross;
    const damping = round < 5 ? 0.3 : 1;
    slope -= (damping * (shift2 * bySlope - cross * byShift)) / det;
    shift -= (damping * (slope2 * byShift - cross * bySlope)) / det;
    if (Math.abs(bySlope) + Math.abs(byShift) < 1e-6) break;
  }
  return { slope, shift };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** Calibrated scores of all categories of each text; those of a part that names one where they are higher. */
export function scores(
  { samples, sums, parts }: HeldOut,
  { slope, shift }: Calibration,
): Float32Array {
  const score = (sum: number, column: number): number =>
    1 / (1 + Math.exp(-((slope[column] ?? 1) * sum + (shift[column] ?? 0))));
  const all = Float32Array.from({ length: samples.length * COLUMNS }, (_, at) =>
    score(sums[at] ?? 0, at % COLUMNS),
  );
  for (const { sample, columns, sums: own } of parts)
    for (const column of columns) {
      if (NO_ALARM.has(GOODS_CATEGORIES[column] ?? 'none')) continue;
      const at = sample * COLUMNS + column;
      all[at] = Math.max(all[at] ?? 0, score(own[column] ?? 0, column));
    }
  return all;
}

const GRID = [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9];
/** Where every threshold begins: more likely than not. */
const EVEN = GRID.indexOf(0.5);

/**
 * From which score on each category is an alarm: as many controlled texts as can be, with at most the
 * given share of ordinary ones. Thresholds begin at even odds; one after the other is raised where it
 * saves most for what it costs, or lowered where it gains most.
 */
export function alarmThresholds(
  samples: readonly Sample[],
  scored: Float32Array,
  falseAlarms: number,
): number[] {
  const rowsOf = (holds: (sample: Sample) => boolean): Float32Array[] =>
    samples.flatMap((sample, at) =>
      holds(sample) ? [scored.subarray(at * COLUMNS, (at + 1) * COLUMNS)] : [],
    );
  const ordinary = rowsOf((sample) => mainOf(sample) === 'none');
  const controlled = rowsOf(isControlled);
  const budget = falseAlarms * ordinary.length;
  const count = (of: readonly Float32Array[], levels: readonly number[]): number => {
    const alarmAt = levels.map((level) => GRID[level] ?? 1);
    return of.filter((scores) => isAlarming(scores, alarmAt)).length;
  };
  let levels = GOODS_CATEGORIES.map(() => EVEN);
  for (;;) {
    const [falseNow, trueNow] = [count(ordinary, levels), count(controlled, levels)];
    const raising = falseNow > budget;
    let best: { readonly levels: number[]; readonly worth: number } | null = null;
    for (const [column, level] of levels.entries())
      for (const step of [1, 2, 3, 4]) {
        const to = raising ? level + step : level - step;
        if (to < 0 || to >= GRID.length) break;
        const tried = levels.with(column, to);
        const [falses, trues] = [count(ordinary, tried), count(controlled, tried)];
        if (!raising && falses > budget) break;
        const [gain, cost] = raising
          ? [falseNow - falses, trueNow - trues]
          : [trues - trueNow, falses - falseNow];
        // A move that costs nothing is not worth everything.
        const worth = gain / (cost + 0.3);
        if (gain > 0 && (best === null || worth > best.worth)) best = { levels: tried, worth };
      }
    if (best === null) return levels.map((level) => GRID[level] ?? 1);
    levels = best.levels;
  }
}
