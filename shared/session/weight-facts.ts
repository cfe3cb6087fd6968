import type { ManifestItem } from '../manifest/item.ts';
import { addMass, readLoad, toMicrograms, type Micrograms } from '../measure/mass.ts';
import type { Fact } from '../rules/facts.ts';
import { hasContents } from './form-and-file.ts';
import { absent, declared, massFact, truth } from './known-facts.ts';
import type { BenchPolicy } from './policy.ts';
import type { SessionState } from './state.ts';

type WeightPolicy = BenchPolicy['weight'];

/** A declared mass that is more than any mass can be is no blank: the parcel is lighter than that. */
function massOf(grams: string): Micrograms {
  return toMicrograms(grams, 'g') ?? (Number.MAX_SAFE_INTEGER as Micrograms);
}

function grossOf({ gross_g: grams }: ManifestItem): Micrograms | null {
  return grams === null ? null : massOf(grams);
}

/** Net masses of the lines that give one, and whether all do: a partial sum is a lower limit. */
function netOf({ lines }: ManifestItem): { readonly sum: Micrograms; readonly whole: boolean } {
  const given = lines.flatMap(({ net_g: grams }) => (grams === null ? [] : [massOf(grams)]));
  const sum = given.reduce(addMass, 0 as Micrograms);
  return { sum, whole: lines.length > 0 && given.length === lines.length };
}

/** The largest of twice the scale's interval, a fixed mass and a share of the declared mass. */
function tolerance(
  mass: Micrograms,
  fixed: Micrograms,
  percent: number,
  { scaleIntervalG }: WeightPolicy,
): Micrograms {
  const share = Math.round((mass * percent) / 100);
  return Math.max(2 * scaleIntervalG, fixed, share) as Micrograms;
}

/**
 * Lightest and heaviest parcel that the declaration allows. A net mass is never compared with a gross
 * mass as it stands: packaging is added to it, and only below it is a parcel too light.
 */
function allowedBy(
  item: ManifestItem,
  policy: WeightPolicy,
): { readonly least: number; readonly most: number } | null {
  const { overG, overPercent, underG, underPercent, packagingG, packagingPercent } = policy;
  const [gross, net] = [grossOf(item), netOf(item)];
  const mass = gross ?? (net.whole ? net.sum : null);
  if (mass === null) return null;
  const above =
    gross === null
      ? tolerance(mass, packagingG, packagingPercent, policy)
      : tolerance(mass, overG, overPercent, policy);
  return { least: mass - tolerance(mass, underG, underPercent, policy), most: mass + above };
}

/** Facts of mass. @param measured the fact `measured.gross` */
export function weightFacts(state: SessionState, measured: Fact, policy: WeightPolicy) {
  const compared = (
    difference: (measured: number, allowed: { least: number; most: number }) => number,
  ) =>
    declared(state, (item) => {
      const allowed = allowedBy(item, policy);
      if (allowed === null) return absent('the declaration gives no mass');
      if (measured.state !== 'value') return measured;
      const { belowMin } = state.mass ?? {};
      if (belowMin === undefined) {
        return massFact(difference(Number(measured.value), allowed) as Micrograms);
      }
      // Anything up to Min may lie there: judged by the end that tells, where the other says the same.
      const ends = [0, readLoad(belowMin) ?? 0].map((mass) => difference(mass, allowed));
      const [low, high] = [Math.min(...ends), Math.max(...ends)];
      if (low <= 0 && high > 0) return absent(`the scale is not verified below ${belowMin}`);
      return massFact((low > 0 ? low : high) as Micrograms);
    });
  return {
    'declared.gross': declared(state, (item) => {
      const gross = grossOf(item);
      return gross === null ? absent('the declaration gives no gross mass') : massFact(gross);
    }),
    'declared.net': declared(state, (item) => {
      const { sum, whole } = netOf(item);
      return whole ? massFact(sum) : absent('not every content line gives a net mass');
    }),
    // Without contents nothing is declared at all, and the form is asked for: a finding of its own.
    'declared.mass-missing': declared(state, (item) =>
      hasContents(item)
        ? truth(allowedBy(item, policy) === null)
        : absent('no line has a description'),
    ),
    'declared.content-excess': declared(state, (item) => {
      const [gross, net] = [grossOf(item), netOf(item)];
      if (gross === null) return absent('the declaration gives no gross mass');
      // What the other lines weigh can only make it more.
      if (net.whole || net.sum > gross) return massFact((net.sum - gross) as Micrograms);
      return absent('not every content line gives a net mass');
    }),
    'measured.gross': measured,
    'weight.excess': compared((mass, { most }) => mass - most),
    'weight.shortfall': compared((mass, { least }) => least - mass),
  };
}
