import { decimalCell, kilogramCell } from '../../../shared/manifest/cells.ts';
import type { Cell } from '../../../shared/manifest/cells.ts';
import type { Decimals } from '../../../shared/manifest/decimals.ts';
import { toMicrograms } from '../../../shared/measure/mass.ts';
import type { MassUnit } from '../../../shared/measure/reading.ts';

/**
 * How files write units of mass, in small letters: symbols, English names, and the codes of UN/ECE
 * Recommendation 20 that customs messages use (KGM, GRM, MGM, TNE, LBR, ONZ).
 */
const UNIT_WORDS: ReadonlyMap<string, MassUnit> = new Map([
  ...words('mg', 'mg', 'mgm', 'milligram', 'milligrams'),
  ...words('g', 'g', 'gr', 'grm', 'gram', 'grams', 'gramme', 'grammes'),
  ...words('kg', 'kg', 'kgs', 'kgm', 'kilo', 'kilos', 'kilogram', 'kilograms', 'kilogramme'),
  ...words('t', 't', 'tne', 'tonne', 'tonnes'),
  ...words('lb', 'lb', 'lbs', 'lbr', 'pound', 'pounds'),
  ...words('oz', 'oz', 'onz', 'ounce', 'ounces'),
]);

function words(unit: MassUnit, ...written: readonly string[]): [string, MassUnit][] {
  return written.map((word) => [word, unit]);
}

/** `1.2 kg`, `450g`: a number, and what follows it. */
const WITH_UNIT = /^([\d.,]+)\s*(\D*)$/;

/** The unit that a text names, in any case; null when it names none that is known. */
export function massUnit(text: string): MassUnit | null {
  const word = text.trim().replace(/\.$/, '');
  // A million grams to a physicist, a milligram to a typist.
  if (word === 'Mg') return null;
  return UNIT_WORDS.get(word.toLowerCase()) ?? null;
}

/**
 * A mass in grams with a decimal point. Grams and kilograms only have their point moved; of other
 * units a fraction of a microgram is rounded.
 */
export function massCell(text: string, unit: MassUnit, decimals: Decimals): Cell<string> {
  if (unit === 'kg') return kilogramCell(text, decimals);
  const plain = decimalCell(text, decimals);
  if (unit === 'g' || !plain.ok || plain.value === null) return plain;
  const micrograms = toMicrograms(plain.value, unit);
  if (micrograms === null) return { ok: false, reason: `"${text}" ${unit} is too large a mass` };
  const digits = String(micrograms).padStart(7, '0');
  const grams = `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/, '');
  return { ok: true, value: grams };
}

/** A mass that says its unit itself, in grams. */
export function writtenMassCell(text: string, decimals: Decimals): Cell<string> {
  if (text === '') return { ok: true, value: null };
  const [, amount = '', written = ''] = WITH_UNIT.exec(text) ?? [];
  if (amount === '') return { ok: false, reason: `"${text}" is not a number with its unit` };
  return massOfUnit(amount, written, decimals);
}

/** A mass whose unit stands elsewhere, in grams. */
export function massOfUnit(text: string, written: string, decimals: Decimals): Cell<string> {
  if (text === '') return { ok: true, value: null };
  if (written.trim() === '') return { ok: false, reason: `the unit of "${text}" is not said` };
  const unit = massUnit(written);
  if (unit === null) return { ok: false, reason: `"${written.trim()}" is no unit of mass` };
  return massCell(text, unit, decimals);
}
