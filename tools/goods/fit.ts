import { GOODS_CATEGORIES, type GoodsCategory } from '../../shared/goods/categories.ts';
import { analyse, BUCKETS, ROWS } from '../../shared/goods/features.ts';
import type { Lexicon } from '../../shared/goods/lexicon.ts';
import { partsOf } from '../../shared/goods/parts.ts';
import type { Made } from './generate.ts';
import type { Random } from './random.ts';

const COLUMNS = GOODS_CATEGORIES.length;

/** Samples as the trainer needs them: features behind each other. */
export interface Prepared {
  readonly rows: Int32Array;
  readonly values: Float32Array;
  /** Where the features of each sample begin; one more for the end. */
  readonly starts: Int32Array;
  /** Of each sample, what each category should be. */
  readonly targets: Float32Array;
  readonly weights: Float32Array;
  readonly count: number;
}

/** What the second category of a sample should be: less than the first, much more than the rest. */
const SECOND = 0.7;

function targetOf(categories: readonly GoodsCategory[], into: Float32Array): void {
  categories.forEach((category, rank) => {
    into[GOODS_CATEGORIES.indexOf(category)] = rank === 0 ? 1 : SECOND;
  });
}

/**
 * Takes samples apart.
 * @param forget how often a made sample is shown as if the lexicon did not know it, so that the words
 *   learn to speak for themselves
 */
export function prepare(
  samples: readonly Made[],
  lexicon: Lexicon,
  forget: { readonly share: number; readonly random: Random },
): Prepared {
  const rows: number[] = [];
  const values: number[] = [];
  const starts = new Int32Array(samples.length + 1);
  const targets = new Float32Array(samples.length * COLUMNS);
  const weights = Float32Array.from(samples, ({ weight }) => weight);
  samples.forEach(({ text, categories, weight }, at) => {
    const blind = weight < 1 && forget.random.next() < forget.share;
    for (const { row, value } of analyse(text, lexicon).features) {
      if (blind && row >= BUCKETS && row < ROWS - 1) continue;
      rows.push(row);
      values.push(value);
    }
    starts[at + 1] = rows.length;
    targetOf(categories, targets.subarray(at * COLUMNS, (at + 1) * COLUMNS));
  });
  return {
    rows: Int32Array.from(rows),
    values: Float32Array.from(values),
    starts,
    targets,
    weights,
    count: samples.length,
  };
}

/** Several sets of samples as one. */
export function joined(parts: readonly Prepared[]): Prepared {
  const total = (size: (part: Prepared) => number): number =>
    parts.reduce((sum, part) => sum + size(part), 0);
  const count = total((part) => part.count);
  const features = total(({ rows }) => rows.length);
  const all = {
    rows: new Int32Array(features),
    values: new Float32Array(features),
    starts: new Int32Array(count + 1),
    targets: new Float32Array(count * COLUMNS),
    weights: new Float32Array(count),
    count,
  };
  let [samples, at] = [0, 0];
  for (const part of parts) {
    all.rows.set(part.rows, at);
    all.values.set(part.values, at);
    all.targets.set(part.targets, samples * COLUMNS);
    all.weights.set(part.weights, samples);
    part.starts.forEach((start, sample) => {
      all.starts[samples + sample] = at + start;
    });
    samples += part.count;
    at += part.rows.length;
  }
  return all;
}

export interface Settings {
  readonly epochs: number;
  readonly rate: number;
  /** Pull towards zero, each time that a weight is touched. */
  readonly decay: number;
}

/** Weights on their way, and what AdaGrad remembers of each. */
export interface Trained {
  readonly weights: Float32Array;
  readonly squares: Float32Array;
}

export function untrained(): Trained {
  return {
    weights: new Float32Array(ROWS * COLUMNS),
    squares: new Float32Array(ROWS * COLUMNS).fill(0.1),
  };
}

/** Logistic regression, one category against the rest, by AdaGrad, from where `before` ended. */
export function fit(
  before: Trained,
  data: Prepared,
  { epochs, rate, decay }: Settings,
  random: Random,
): Trained {
  const weights = before.weights.slice();
  const squares = before.squares.slice();
  const order = Int32Array.from({ length: data.count }, (_, at) => at);
  const sums = new Float32Array(COLUMNS);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, random);
    for (const sample of order) {
      const [from, to] = [data.starts[sample] ?? 0, data.starts[sample + 1] ?? 0];
      scoreInto(sums, data, from, to, weights);
      const weight = data.weights[sample] ?? 0;
      for (let column = 0; column < COLUMNS; column += 1) {
        const target = data.targets[sample * COLUMNS + column] ?? 0;
        sums[column] = weight * (1 / (1 + Math.exp(-(sums[column] ?? 0))) - target);
      }
      for (let at = from; at < to; at += 1) {
        const value = data.values[at] ?? 0;
        const base = (data.rows[at] ?? 0) * COLUMNS;
        for (let column = 0; column < COLUMNS; column += 1) {
          const index = base + column;
          const slope = (sums[column] as number) * value + decay * (weights[index] as number);
          const square = (squares[index] as number) + slope * slope;
          squares[index] = square;
          weights[index] = (weights[index] as number) - (rate * slope) / Math.sqrt(square);
        }
      }
    }
  }
  return { weights, squares };
}

function scoreInto(
  sums: Float32Array,
  { rows, values }: Prepared,
  from: number,
  to: number,
  weights: Float32Array,
): void {
  sums.fill(0);
  for (let at = from; at < to; at += 1) {
    const value = values[at] ?? 0;
    const base = (rows[at] ?? 0) * COLUMNS;
    for (let column = 0; column < COLUMNS; column += 1)
      sums[column] = (sums[column] as number) + value * (weights[base + column] as number);
  }
}

function shuffle(order: Int32Array, random: Random): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = random.whole(at + 1);
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
}

/** The sums of all categories for each sample, before calibration. */
export function sumsOf(data: Prepared, weights: Float32Array): Float32Array {
  const all = new Float32Array(data.count * COLUMNS);
  for (let sample = 0; sample < data.count; sample += 1) {
    const into = all.subarray(sample * COLUMNS, (sample + 1) * COLUMNS);
    scoreInto(into, data, data.starts[sample] ?? 0, data.starts[sample + 1] ?? 0, weights);
  }
  return all;
}

/** The sums of a part of a sample, for the categories that it names. */
export interface PartSums {
  /** Which sample it is of. */
  readonly sample: number;
  readonly columns: readonly number[];
  readonly sums: Float32Array;
}

/**
 * The sums of the parts of samples that list several goods.
 * @param first number of the first sample
 */
export function partSums(
  samples: readonly { readonly text: string }[],
  first: number,
  lexicon: Lexicon,
  weights: Float32Array,
): PartSums[] {
  return samples.flatMap(({ text }, at) =>
    partsOf(analyse(text, lexicon), lexicon).map(({ analysis, named }) => {
      const sums = new Float32Array(COLUMNS);
      for (const { row, value } of analysis.features)
        for (let column = 0; column < COLUMNS; column += 1)
          sums[column] = (sums[column] ?? 0) + value * (weights[row * COLUMNS + column] ?? 0);
      const columns = [...named].map((category) => GOODS_CATEGORIES.indexOf(category));
      return { sample: first + at, columns, sums };
    }),
  );
}
