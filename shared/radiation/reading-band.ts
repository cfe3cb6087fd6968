import type { Counted } from './evidence.ts';
import { poissonUpperTail } from './statistics.ts';

/** At most this share of single readings lies below the band, and as much above it. */
const TAIL = 0.025;

/**
 * The central 95 % of single readings where there is nothing but background: counts per second that
 * readings over `windowS` seconds stay between. Pulses are Poisson, so the two ends are quantiles of
 * the Poisson distribution with `counts / seconds * windowS` as its mean, taken as exact; at so few
 * counts no normal approximation holds. With whole counts the band is never narrower than 95 %.
 *
 * @param windowS seconds that one reading averages over, above zero
 * @param background at least one pulse
 */
export function readingBand(
  windowS: number,
  background: Counted,
): { readonly low: number; readonly high: number } {
  const mean = (background.counts / background.seconds) * windowS;
  let low = Math.floor(mean);
  while (low > 0 && 1 - poissonUpperTail(low, mean) > TAIL) low -= 1;
  let high = Math.floor(mean);
  while (poissonUpperTail(high + 1, mean) > TAIL) high += 1;
  return { low: low / windowS, high: high / windowS };
}
