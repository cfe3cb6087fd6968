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

/** Terms of Stirling's series after the first, of ln Gamma(x); x of 16 or more. */
function stirling(x: number): number {
  const inverse = 1 / x;
  return inverse / 12 - inverse ** 3 / 360 + inverse ** 5 / 1260;
}

/**
 * Natural logarithm of x (x+1) … (x+n-1) / x^n: what drawing without a fixed rate adds. Written so that
 * nothing is lost where x is very large and the result nearly zero.
 *
 * @param x above zero
 * @param n a whole number
 */
export function logRising(x: number, n: number): number {
  let [low, sum] = [x, 0];
  let steps = n;
  while (low < 16 && steps > 0) {
    sum += Math.log(low / x);
    low += 1;
    steps -= 1;
  }
  if (steps === 0) return sum;
  const growth = (low + steps - 0.5) * Math.log1p(steps / low) - steps;
  return sum + steps * Math.log(low / x) + growth + stirling(low + steps) - stirling(low);
}

/** Sums terms downward from `last`; `ratio(k)` is term k-1 over term k. */
function sumDownward(last: number, from: number, ratio: (k: number) => number): number {
  let term = last;
  let sum = last;
  for (let k = from; k > 0; k -= 1) {
    const step = ratio(k);
    term *= step;
    sum += term;
    if (step < 1 && term < sum * 1e-17) break;
  }
  return Math.min(1, sum);
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
  const odds = p / (1 - p);
  const term = (k: number): number =>
    Math.exp(
      logFactorial(trials) -
        logFactorial(k) -
        logFactorial(trials - k) +
        k * Math.log(p) +
        (trials - k) * Math.log1p(-p),
    );
  // From the mean's side the first term may be too small for a number while the sum is nearly one.
  if (n <= trials * p) {
    return 1 - sumDownward(term(n - 1), n - 1, (k) => k / ((trials - k + 1) * odds));
  }
  return sumUpward(term(n), n, trials, (k) => ((trials - k) / (k + 1)) * odds);
}

/** Probability of `n` or more pulses where `mean` are expected (mean > 0); exact. */
export function poissonUpperTail(n: number, mean: number): number {
  if (n <= 0) return 1;
  const term = (k: number): number => Math.exp(k * Math.log(mean) - mean - logFactorial(k));
  if (n <= mean) return 1 - sumDownward(term(n - 1), n - 1, (k) => k / mean);
  const enough = Math.ceil(Math.max(n, mean) + 40 * Math.sqrt(Math.max(n, mean)) + 200);
  return sumUpward(term(n), n, enough, (k) => mean / (k + 1));
}
