import { GOODS_CATEGORIES } from '../../shared/goods/categories.ts';
import { BUCKETS } from '../../shared/goods/features.ts';
import type { Model } from '../../shared/goods/model.ts';

const COLUMNS = GOODS_CATEGORIES.length;
const MOST = 127;
/** The loudest weights are cut to this part of all: they are few, and the step is made for the rest. */
const KEPT = 0.9999;

/** Weights of hashed rows as whole numbers of one byte, with a step for each category. */
export function quantise(
  weights: Float32Array,
): Pick<Model, 'hashed' | 'known'> & { readonly steps: readonly number[] } {
  const hashed = new Int8Array(BUCKETS * COLUMNS);
  const steps = GOODS_CATEGORIES.map((_, column) => {
    const sizes = Float32Array.from({ length: BUCKETS }, (__, row) =>
      Math.abs(weights[row * COLUMNS + column] ?? 0),
    ).sort();
    const most = sizes[Math.floor(KEPT * (BUCKETS - 1))] ?? 0;
    // Of few digits, so that the header stays readable.
    const step = Number((Math.max(most, 1e-6) / MOST).toPrecision(6));
    for (let row = 0; row < BUCKETS; row += 1) {
      const count = Math.round((weights[row * COLUMNS + column] ?? 0) / step);
      hashed[row * COLUMNS + column] = Math.max(-MOST, Math.min(MOST, count));
    }
    return step;
  });
  return { hashed, known: weights.slice(BUCKETS * COLUMNS), steps };
}
