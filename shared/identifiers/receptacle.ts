import { isAssignedCountry } from './countries.ts';
import type { Identity } from './identity.ts';
import type { Label } from './label.ts';
import { problem, type Problem } from './problem.ts';
import type { Reading } from './reading.ts';
import { STANDS_FOR } from './stands-for.ts';

/** UPU S8-6: a despatch has the first 20 of the 29 characters of UPU S9-9. */
const DESPATCH_LENGTH = 20;
const RECEPTACLE_LENGTH = 29;
/** Fifteen letters and digits, then digits, or letters that look like them. */
const SHAPE = /^[0-9A-Z]{15}[\dOIL]{4,15}$/;
/** Letters among the first fifteen: all in the usual codes; places may have some digits. */
const FEWEST_LETTERS = 11;

/** A field of S9 by its place; the layout is from memory and fits identifiers of public tests. */
interface Position {
  readonly name: string;
  /** Words for people. */
  readonly words: string;
  /** First and last character, counted from 1. */
  readonly from: number;
  readonly to: number;
  readonly pattern: RegExp;
  readonly format: string;
}

const OFFICE = {
  pattern: /^[A-Z]{2}[0-9A-Z]{4}$/,
  format: 'two letters and four letters or digits',
};
const DIGITS = { pattern: /^\d+$/, format: 'digits' };
const FLAG = { pattern: /^[01]$/, format: '0 or 1' };

const POSITIONS: readonly Position[] = [
  { name: 'originOffice', words: 'office of origin', from: 1, to: 6, ...OFFICE },
  { name: 'destinationOffice', words: 'office of destination', from: 7, to: 12, ...OFFICE },
  {
    name: 'mailCategory',
    words: 'mail category',
    from: 13,
    to: 13,
    pattern: /^[A-Z]$/,
    format: 'a letter',
  },
  {
    name: 'mailSubclass',
    words: 'mail subclass',
    from: 14,
    to: 15,
    pattern: /^[A-Z]{2}$/,
    format: 'two letters',
  },
  { name: 'yearDigit', words: 'last digit of the year', from: 16, to: 16, ...DIGITS },
  { name: 'despatchNumber', words: 'despatch number', from: 17, to: 20, ...DIGITS },
  { name: 'receptacleNumber', words: 'receptacle number', from: 21, to: 23, ...DIGITS },
  { name: 'lastOfDespatch', words: 'flag of the last receptacle', from: 24, to: 24, ...FLAG },
  {
    name: 'registeredOrInsured',
    words: 'flag of registered or insured items',
    from: 25,
    to: 25,
    ...FLAG,
  },
  { name: 'hectograms', words: 'mass in hectograms', from: 26, to: 29, ...DIGITS },
];

const CATEGORIES: Readonly<Record<string, string>> = {
  A: 'air',
  B: 'surface air lifted (S.A.L.)',
  C: 'surface',
  D: 'priority by surface',
};
const CLASSES: Readonly<Record<string, string>> = {
  U: 'letters',
  C: 'parcels',
  E: 'EMS',
  T: 'empty receptacles',
};
const GRAMS_PER_HECTOGRAM = 100;

function valueAt(key: string, { from, to }: Position): string {
  return key.slice(from - 1, to);
}

function wrongPosition(key: string, position: Position): Problem | null {
  const { words, from, to, pattern, format } = position;
  const value = valueAt(key, position);
  if (pattern.test(value)) return null;
  const where = from === to ? `Character ${from}` : `Characters ${from} to ${to}`;
  const hint = /[OIL]/.test(value) && from >= 16 ? '; a letter for 0 or 1 is likely' : '';
  return problem('receptacle-format', `${where}, the ${words}: ${value} is not ${format}${hint}.`);
}

/** Codes that the tables do not have are findings: posts add some. */
function unknownCodes(values: ReadonlyMap<string, string>): Problem[] {
  const [category = '', subclass = ''] = ['mailCategory', 'mailSubclass'].map(
    (name) => values.get(name) ?? '',
  );
  const countries = ['originOffice', 'destinationOffice']
    .map((name) => (values.get(name) ?? '').slice(0, 2))
    .filter((country) => !isAssignedCountry(country))
    .map((country) =>
      problem(
        'country-unknown',
        `${country} is not an assigned country code; it may be a special operator.`,
      ),
    );
  const unknownCategory =
    CATEGORIES[category] === undefined
      ? [
          problem(
            'mail-category-unknown',
            `${category} is none of the mail categories A, B, C and D.`,
          ),
        ]
      : [];
  const unknownClass =
    CLASSES[subclass.charAt(0)] === undefined
      ? [
          problem(
            'mail-class-unknown',
            `${subclass} begins with none of the mail classes U, C, E and T.`,
          ),
        ]
      : [];
  return [...countries, ...unknownCategory, ...unknownClass];
}

function fieldsOf(values: ReadonlyMap<string, string>): NonNullable<Identity['fields']> {
  const plain = new Map<string, string | number | boolean>(values);
  const category = CATEGORIES[values.get('mailCategory') ?? ''];
  const mailClass = CLASSES[(values.get('mailSubclass') ?? '').charAt(0)];
  if (category !== undefined) plain.set('mailCategoryName', category);
  if (mailClass !== undefined) plain.set('mailClassName', mailClass);
  for (const flag of ['lastOfDespatch', 'registeredOrInsured']) {
    if (values.has(flag)) plain.set(flag, values.get(flag) === '1');
  }
  const hectograms = values.get('hectograms');
  plain.delete('hectograms');
  if (hectograms !== undefined) plain.set('massG', Number(hectograms) * GRAMS_PER_HECTOGRAM);
  return Object.fromEntries(plain);
}

const UNCHECKED = problem(
  'unchecked',
  'The identifier has no check digit: a misread character is not noticed.',
);

/**
 * Reads a UPU S9 receptacle (29 characters) or S8 despatch (20); null when the label does not look like
 * one. Either names no parcel. Field `massG` is what the office of origin weighed, in steps of 100 g.
 */
export function readReceptacle({ key }: Label): Reading | null {
  const letters = key.slice(0, 15).replace(/\d/g, '').length;
  if (!SHAPE.test(key) || letters < FEWEST_LETTERS) return null;
  const { length } = key;
  const names = length <= DESPATCH_LENGTH ? 'despatch' : 'receptacle';
  const scheme = names === 'despatch' ? 's8' : 's9';
  const base = { scheme, canonical: key, names } as const;
  const about = STANDS_FOR[names];
  if (length !== DESPATCH_LENGTH && length !== RECEPTACLE_LENGTH) {
    const words = `The identifier has ${length} characters; a despatch has ${DESPATCH_LENGTH}, a receptacle ${RECEPTACLE_LENGTH}.`;
    const problems = [problem('receptacle-length', words), about];
    return { strength: 'refused', identity: { ...base, valid: false, problems } };
  }
  const positions = POSITIONS.filter(({ to }) => to <= length);
  const wrong = positions
    .map((position) => wrongPosition(key, position))
    .filter((each) => each !== null);
  if (wrong.length > 0) {
    return {
      strength: 'refused',
      identity: { ...base, valid: false, problems: [...wrong, about] },
    };
  }
  const values = new Map(positions.map((position) => [position.name, valueAt(key, position)]));
  const problems = [...unknownCodes(values), UNCHECKED, about];
  return {
    strength: 'unchecked',
    identity: { ...base, valid: true, problems, fields: fieldsOf(values) },
  };
}
