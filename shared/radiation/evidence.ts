/** Pulses counted over seconds. */
export interface Counted {
  readonly counts: number;
  readonly seconds: number;
}

/** A parcel's rate over the background's, and its natural logarithm. */
export interface Increase {
  readonly ratio: number;
  readonly logRatio: number;
}

/** One increase that the evidence is for, and its weight. */
interface Alternative extends Increase {
  readonly logWeight: number;
}

/** Relative increase that gets the largest weight: where a dwell of a minute still decides. */
const LIKELIEST = 0.4;

/** Weight of a relative increase before all are scaled to one. */
function weightOf(increase: number): number {
  // Below it a dwell is rarely long enough; above it one more second says the same.
  if (increase < LIKELIEST) return (increase / LIKELIEST) ** 0.7;
  return (LIKELIEST / increase) ** 0.5;
}

/** Increases from 1.25 % to 820 times the background, each twice the one before; our choice. */
const ALTERNATIVES: readonly Alternative[] = (() => {
  const increases = Array.from({ length: 17 }, (_, step) => 0.0125 * 2 ** step);
  const total = increases.reduce((sum, increase) => sum + weightOf(increase), 0);
  return increases.map((increase) => ({
    ratio: 1 + increase,
    logRatio: Math.log1p(increase),
    logWeight: Math.log(weightOf(increase) / total),
  }));
})();

/** What each count, of the parcel and of the background, loses of the logarithm below. */
export function logShare(ratio: number, seconds: number, background: Counted): number {
  return Math.log1p(((1 - ratio) * seconds) / (background.seconds + ratio * seconds));
}

/**
 * Natural logarithm of the likelihood ratio of "the parcel counts `ratio` times the background"
 * against "the parcel adds nothing". The background's rate is not known but for its own counts: it is
 * weighted by the scale-invariant Gamma weight of shape `counts` and rate `seconds`, which makes the
 * ratio's expectation under "adds nothing" exactly one for every true background (Pérez-Ortiz, Lardy,
 * de Heide and Grünwald 2022, E-statistics, group invariance and anytime-valid testing). With more and
 * more background it becomes the ratio for a known rate.
 */
function logRatioOf({ ratio, logRatio }: Increase, dwell: Counted, background: Counted): number {
  const share = logShare(ratio, dwell.seconds, background);
  return dwell.counts * logRatio + (dwell.counts + background.counts) * share;
}

/**
 * Natural logarithm of the evidence that the parcel adds counts: the weighted mean of the likelihood
 * ratios of all increases (mixture sequential test, Robbins 1970). It says in records how strongly the
 * counts spoke, and needs no setting to be understood; alarms come from the alarm plan, which is sooner.
 */
export function logEvidence(dwell: Counted, background: Counted): number {
  const logs = ALTERNATIVES.map(
    (alternative) => alternative.logWeight + logRatioOf(alternative, dwell, background),
  );
  // Scaled by the largest: the ratios themselves may be too large or too small for a number.
  const largest = Math.max(...logs);
  return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0));
}

/** An increase counts as ruled out with 95 %: its likelihood ratio has fallen to 1/20. */
const RULED_OUT = -Math.log(20);
/** Times the background; nobody needs to hear that more than this is ruled out. */
const LARGEST_RATIO = 1e6;

/**
 * Smallest increase in counts per second that the counts so far rule out with 95 %: a parcel that adds
 * this much or more is wrongly cleared with a probability of at most 5 %, however long one looks (the
 * same inequality with the roles exchanged). Null when nothing is ruled out: without a pulse nothing
 * ever is, neither in the dwell nor in the background.
 */
export function ruledOutIncrease(dwell: Counted, background: Counted): number | null {
  if (dwell.counts === 0 || background.counts === 0 || dwell.seconds === 0) return null;
  const isRuledOut = (ratio: number): boolean =>
    logRatioOf({ ratio, logRatio: Math.log(ratio) }, dwell, background) <= RULED_OUT;
  const perSecond = background.counts / background.seconds;
  // The ratio rises up to the counted one and falls from there on.
  let possible = Math.max(1, dwell.counts / dwell.seconds / perSecond);
  let ruledOut = possible * 2;
  while (!isRuledOut(ruledOut)) {
    ruledOut *= 2;
    if (ruledOut > LARGEST_RATIO) return null;
  }
  while (ruledOut - possible > possible * 1e-6) {
    const middle = (possible + ruledOut) / 2;
    if (isRuledOut(middle)) ruledOut = middle;
    else possible = middle;
  }
  return (ruledOut - 1) * perSecond;
}
