import { readHs } from '../goods/hs.ts';
import type { ManifestItem } from '../manifest/item.ts';
import type { Fact } from '../rules/facts.ts';
import { absent, declared, truth } from './known-facts.ts';
import type { BenchPolicy } from './policy.ts';
import type { SessionState } from './state.ts';

type DeclarationPolicy = BenchPolicy['declaration'];

const KILOGRAM = 1000;
const MICROGRAMS = 1e6;

/** Grams in a kilogram, in a pound and in an ounce (both avoirdupois, 1959, exact to what matters here). */
const FACTORS = [
  { factor: KILOGRAM, units: 'g and kg' },
  { factor: 453.59237, units: 'g and lb' },
  { factor: 28.349523, units: 'g and oz' },
] as const;

/** No parcel is lighter than this, in grams: it is as heavy as a sheet of thin paper. */
const LIGHTEST_G = 1;
/** Declared masses are rounded: contents may be above their gross mass by so much of it. */
const ROUNDING = 1.02;

/** Which units two masses confuse, when one is a unit's factor times the other within `percent`. */
function confusedBy(one: number, other: number, percent: number): string | null {
  const ratio = Math.max(one, other) / Math.min(one, other);
  const found = FACTORS.find(({ factor }) => Math.abs(ratio / factor - 1) * 100 <= percent);
  return found?.units ?? null;
}

interface NetMass {
  /** Above nothing. */
  readonly grams: number;
  /** Of goods that weigh next to nothing: a gram is a gram. */
  readonly light: boolean;
}

/** Every line's net mass; null when one is missing or nothing. */
function netMasses({ lines }: ManifestItem, goods: readonly string[]): readonly NetMass[] | null {
  const masses = lines.map(({ net_g: net, hs_code: text }) => {
    const code = text === null ? null : readHs(text);
    const light = code !== null && goods.some((begin) => code.digits.startsWith(begin));
    return { grams: Number(net ?? 0), light };
  });
  return masses.length > 0 && masses.every(({ grams }) => grams > 0) ? masses : null;
}

/**
 * What net masses say beside a gross mass in grams, above nothing: they do not fill it as they stand, and do
 * when it, or all or the smallest of them, are read as kilograms. Only grams and kilograms: what packaging
 * adds hides a smaller factor.
 */
function contentDoubt(
  item: ManifestItem,
  gross: number,
  { unitPackagingPercent, lightGoods }: DeclarationPolicy,
): string | null {
  const masses = netMasses(item, lightGoods);
  if (masses === null) return null;
  const fills = (content: number, whole: number): boolean =>
    content >= whole * (1 - unitPackagingPercent / 100) && content <= whole * ROUNDING;
  const net = masses.reduce((sum, { grams }) => sum + grams, 0);
  if (fills(net, gross)) return null;
  const heavy = masses.flatMap(({ grams, light }) => (light ? [] : [grams]));
  const allHeavy = heavy.length === masses.length;
  if (fills(net, gross * KILOGRAM) || (allHeavy && fills(net * KILOGRAM, gross))) {
    return `${net} g net and ${gross} g gross look like g and kg`;
  }
  heavy.sort((one, other) => one - other);
  let read = net;
  const mixed = heavy.some((grams) => {
    read += grams * (KILOGRAM - 1);
    return fills(read, gross);
  });
  return mixed ? `its lines beside ${gross} g gross look like g and kg` : null;
}

/**
 * Whether a mass seems to be declared in another unit than it says. What the declaration shows by itself
 * is known at once, the rest with the weighing; a scale below its Min says too little.
 *
 * @param measured the fact `measured.gross`
 */
export function unitDoubt(state: SessionState, measured: Fact, policy: DeclarationPolicy): Fact {
  return declared(state, (item) => {
    const gross = item.gross_g === null ? null : Number(item.gross_g);
    if (gross === null && netMasses(item, []) === null)
      return absent('the declaration gives no mass');
    if (gross !== null && gross < LIGHTEST_G) {
      return truth(true, `${gross} g gross is less than any parcel weighs`);
    }
    const doubt = gross === null ? null : contentDoubt(item, gross, policy);
    if (doubt !== null) return truth(true, doubt);
    if (measured.state !== 'value') return measured;
    const grams = Number(measured.value) / MICROGRAMS;
    if (grams <= 0 || state.mass?.belowMin !== undefined) return truth(false);
    if (gross === null) {
      const weighed = contentDoubt(item, grams, policy);
      return truth(weighed !== null, weighed);
    }
    const units = confusedBy(gross, grams, policy.unitTolerancePercent);
    return truth(
      units !== null,
      `${gross} g declared and ${grams} g measured look like ${units ?? ''}`,
    );
  });
}
