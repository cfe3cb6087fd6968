/**
 * How much of the false-alarm setting a dwell may have spent by each second (alpha spending, Lan and
 * DeMets 1983). The time that an increase needs to show itself goes with its inverse square, so that the
 * unknown increase is an unknown time, spread over orders of magnitude: the plan spends about alike on
 * each factor of time. The numbers are our choice: any choice keeps the setting; this one was sought by
 * exact calculation for the smallest excess over a test that knows the increase (docs/radiation.md).
 */

/** The plan begins here, in seconds: what falls before the first look is spent at it. */
const BEGINS_S = 0.3;
/** Shares for each factor of time: in the first looks, where a single count more weighs much… */
const FIRST = { untilS: 2, share: 0.968 };
/** …after them, where what they could not spend in whole counts is still there… */
const AFTER_SHARE = 0.035;
/** …and from here on nearly the same, a little more for each factor of e. */
const LEVEL = { fromS: 16, more: 0.0228 };
/** In the last factor of this (e^0.655) it falls off: what shows itself later than that is not found. */
const LAST = { logSpan: 0.655, leastShare: 0.04 };
/** Part of the setting that is left for looks after the longest dwell. */
const LATER = 0.0025;

/** Steps of the sum over the logarithm of time; finer changes thresholds by less than a count. */
const STEPS = 1000;

function shareAt(logTime: number, logEnd: number): number {
  const end = Math.max(LAST.leastShare, Math.min(1, (logEnd - logTime) / LAST.logSpan));
  const [first, level] = [Math.log(FIRST.untilS), Math.log(LEVEL.fromS)];
  if (logTime < first) return FIRST.share * end;
  if (logTime >= level) return (1 + LEVEL.more * (logTime - level)) * end;
  const risen = (logTime - first) / (level - first);
  return (AFTER_SHARE + (1 - AFTER_SHARE) * risen) * end;
}

/**
 * The plan for dwells of `dwellS` seconds at most, above 0.3.
 *
 * @returns the part of the setting, 0 to 1, that may be spent by a second; it never falls
 */
export function spendingPlan(dwellS: number): (second: number) => number {
  const [logBegin, logEnd] = [Math.log(BEGINS_S), Math.log(dwellS)];
  const width = (logEnd - logBegin) / STEPS;
  const sums = [0];
  for (let step = 0; step < STEPS; step += 1) {
    sums.push((sums[step] ?? 0) + shareAt(logBegin + (step + 0.5) * width, logEnd));
  }
  const all = sums[STEPS] ?? 1;
  return (second) => {
    if (second >= dwellS) return 1 - LATER * (dwellS / second);
    const at = Math.max(0, (Math.log(second) - logBegin) / width);
    const [below, above] = [sums[Math.floor(at)] ?? 0, sums[Math.floor(at) + 1] ?? all];
    return ((1 - LATER) * (below + (above - below) * (at - Math.floor(at)))) / all;
  };
}
