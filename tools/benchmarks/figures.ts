/** The middle and the slow end of a series, in the unit of its name. */
export interface Spread {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly samples: number;
}

/** The value that the given share of a series does not exceed (nearest rank). NaN for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/** Median and 99th percentile of durations in milliseconds. */
export function spread(values: readonly number[]): Spread {
  const [p50Ms, p99Ms] = [round(quantile(values, 0.5)), round(quantile(values, 0.99))];
  return { p50Ms, p99Ms, samples: values.length };
}

/** Arithmetic mean; for parts that shall add up to the mean of the whole. NaN for none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Slope of the straight line that fits the points best (least squares). NaN for fewer than two. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const [atX, atY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const over = points.reduce((sum, [x, y]) => sum + (x - atX) * (y - atY), 0);
  return over / points.reduce((sum, [x]) => sum + (x - atX) ** 2, 0);
}

/** Two decimals: 10 microseconds where the unit is a millisecond. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
