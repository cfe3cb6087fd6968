/** Natural logarithm of n!, by Stirling's series (Abramowitz and Stegun 6.1.41), to 1e-12. */
export function logFactorial(n: number): number {
  let x = n + 1;
  let correction = 0;
  while (x < 16) {
    correction -= Math.log(x);
    x += 1;
  }
  const inverse = 1 / x;
  const series = inverse / 12 - inverse ** 3 / 360 + inverse ** 5 / 1260 - inverse ** 7 / 1680;
  return correction + (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}

/** Sums terms upward from `first` until they no longer count; `ratio(k)` is term k+1 over term k. */
function sumUpward(first: number, from: number, to: number, ratio: (k: number) => number): number {
  let term = first;
  let sum = first;
  for (let k = from; k < to; k += 1) {
    const step = ratio(k);
    term *= step;
    sum += term;
    if (step < 1 && term < sum * 1e-17) break;
  }
  return Math.min(1, sum);
}

/**
 * Probability of `n` or more successes in `trials` with probability `p` each (0 < p < 1); exact, no
 * normal approximation, which is wrong by orders of magnitude below about 30 counts.
 */
export function binomialUpperTail(n: number, trials: number, p: number): number {
  if (n <= 0) return 1;
  if (n > trials) return 0;
  const logFirst =
    logFactorial(trials) -
    logFactorial(n) -
    logFactorial(trials - n) +
    n * Math.log(p) +
    (trials - n) * Math.log1p(-p);
  const odds = p / (1 - p);
  return sumUpward(Math.exp(logFirst), n, trials, (k) => ((trials - k) / (k + 1)) * odds);
}

/** Probability of `n` or more pulses where `mean` are expected (mean > 0); exact. */
export function poissonUpperTail(n: number, mean: number): number {
  if (n <= 0) return 1;
  const logFirst = n * Math.log(mean) - mean - logFactorial(n);
  const enough = Math.ceil(Math.max(n, mean) + 40 * Math.sqrt(Math.max(n, mean)) + 200);
  return sumUpward(Math.exp(logFirst), n, enough, (k) => mean / (k + 1));
}
