import { logFactorial } from './statistics.ts';

/** Weights of numbers of counts: `weights[i]` is that of `(from + i) * step` counts. */
export interface Span {
  readonly from: number;
  readonly step: number;
  readonly weights: Float64Array;
}

/** Standard deviations, and counts more, that pulses are followed to: what is beyond weighs under 1e-25. */
const REACH = { deviations: 11, above: 40 };

/** Counts with their Poisson probabilities where `mean` are expected. */
export function pulses(mean: number): Span {
  const deviation = Math.sqrt(mean);
  const from = Math.max(0, Math.floor(mean - REACH.deviations * deviation));
  const to = Math.ceil(mean + REACH.deviations * deviation + REACH.above);
  const logMean = Math.log(mean);
  const weights = Float64Array.from({ length: to - from + 1 }, (_, at) =>
    Math.exp((from + at) * logMean - mean - logFactorial(from + at)),
  );
  return { from, step: 1, weights };
}

/**
 * The same weights on every `factor`-th count. What lies between two of them is given to both so that
 * the mean stays and the spread only grows: a probability of reaching far is never made smaller.
 */
export function coarser(span: Span, factor: number): Span {
  if (factor === 1) return span;
  const from = Math.floor(span.from / factor);
  const last = span.from + span.weights.length - 1;
  const weights = new Float64Array(Math.floor(last / factor) - from + 2);
  for (const [at, weight] of span.weights.entries()) {
    const place = (span.from + at) / factor - from;
    const below = Math.floor(place);
    weights[below] = (weights[below] ?? 0) + weight * (below + 1 - place);
    weights[below + 1] = (weights[below + 1] ?? 0) + weight * (place - below);
  }
  return { from, step: span.step * factor, weights };
}

/** Weights of the sums of both; they have one step. */
export function convolve(left: Span, right: Span): Span {
  const weights = new Float64Array(left.weights.length + right.weights.length - 1);
  for (const [more, factor] of right.weights.entries()) {
    for (let at = 0; at < left.weights.length; at += 1) {
      weights[at + more] = (weights[at + more] ?? 0) + factor * (left.weights[at] ?? 0);
    }
  }
  return { from: left.from + right.from, step: left.step, weights };
}
