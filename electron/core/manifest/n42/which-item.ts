import path from 'node:path';
import { namesParcel } from '../../../../shared/identifiers/identity.ts';
import { resolve } from '../../../../shared/identifiers/resolve.ts';
import { itemKey } from '../../../../shared/manifest/item-key.ts';
import { LONGEST_ID } from '../../../../shared/manifest/limits.ts';
import type { MeasurementNote } from '../../../../shared/measure/outside-measurement.ts';
import type { CodedError, Result } from '../../../../shared/result.ts';
import { quotedText } from '../quoted-text.ts';
import type { MeasuredPart, NamedItem } from './n42-content.ts';

/** Says of which item a measurement is; null when the file has several and it names none of them. */
export type ItemOf = (part: MeasuredPart) => {
  readonly item: string;
  readonly note: MeasurementNote | null;
} | null;

/** Schemes whose check digits do not pass by chance, so that they are found within a sentence. */
const IN_SENTENCES: readonly string[] = ['s10', 'sscc'];

/**
 * Finds out of which item a file's measurements are: by what the file says of the item, else by the
 * file's name, else by what was given with the import. Where two of these say different things nobody
 * guesses.
 *
 * Errors: `measurement-item-unknown`, `measurement-item-contradicted`.
 *
 * @param file with or without folder
 * @param given null where nothing was given
 */
export function findItem(
  items: readonly NamedItem[],
  file: string,
  given: string | null,
): Result<ItemOf, CodedError> {
  const asked = given === null ? null : givenItem(given);
  if (asked !== null && !asked.ok) return asked;
  const named = items.map((item) => ({ name: item.name, ids: idsIn(item.texts) }));
  const torn = named.find(({ ids }) => ids.length > 1);
  if (torn !== undefined) {
    return contradicted(`The file names one item by several numbers: ${torn.ids.join(', ')}.`);
  }
  const inFile = [...new Set(named.flatMap(({ ids }) => ids))];
  const byName = idOf(path.parse(file).name);
  const said = [...inFile, byName, asked?.value ?? null].filter((id) => id !== null);
  const [first, ...others] = [...new Set(said)];
  if (first === undefined) return UNKNOWN;
  if (inFile.length > 1 && asked === null) return { ok: true, value: byReference(named) };
  if (others.length > 0) {
    const what = [
      ...inFile.map((id) => `${id} in the file`),
      ...(byName === null ? [] : [`${byName} in its name`]),
      ...(asked === null ? [] : [`${asked.value} given`]),
    ];
    return contradicted(`It is not clear which item is measured: ${what.join(', ')}.`);
  }
  const byFile = byName === null ? 'item-given' : 'item-by-name';
  const note = inFile.length > 0 ? null : byFile;
  return { ok: true, value: () => ({ item: first, note }) };
}

type Named = readonly { readonly name: string | null; readonly ids: readonly string[] }[];

function byReference(named: Named): ItemOf {
  return ({ items }) => {
    const ids = named.filter(({ name }) => name !== null && items.includes(name));
    const [item, ...others] = [...new Set(ids.flatMap((each) => each.ids))];
    return item === undefined || others.length > 0 ? null : { item, note: null };
  };
}

/** Numbers of parcels in texts: a text that is one, or one within a sentence. */
function idsIn(texts: readonly string[]): string[] {
  const found = texts.flatMap((text) => {
    const whole = idOf(text);
    if (whole !== null) return [whole];
    return text.split(/[\s,;:()[\]]+/).flatMap((word) => idOf(word, IN_SENTENCES) ?? []);
  });
  return [...new Set(found)];
}

function idOf(text: string, schemes: readonly string[] | null = null): string | null {
  if (text.trim() === '' || text.length > LONGEST_ID) return null;
  const identity = resolve(text.trim());
  if (!identity.valid || !namesParcel(identity)) return null;
  return schemes === null || schemes.includes(identity.scheme) ? identity.canonical : null;
}

/** A courier's own number has no check digit here; a number that has one and fails it is a typing error. */
function givenItem(text: string): Result<string, CodedError> {
  const identity = resolve(text);
  if (namesParcel(identity) && identity.valid) return { ok: true, value: identity.canonical };
  const key = itemKey(text);
  const unseen = identity.problems.some((problem) => problem.startsWith('hidden-characters'));
  if (!namesParcel(identity) && key !== '' && key.length <= LONGEST_ID && !unseen) {
    return { ok: true, value: key };
  }
  const message = `"${quotedText(text)}" is no number of an item: ${identity.problems.join('; ')}.`;
  return { ok: false, error: { code: 'measurement-item-unknown', message } };
}

const UNKNOWN: Result<never, CodedError> = {
  ok: false,
  error: {
    code: 'measurement-item-unknown',
    message:
      'The measurement does not say which item it is of. Name the file after the item ' +
      '(RR473124829US.n42), or give the item with the import (station import FILE --item ID).',
  },
};

function contradicted(what: string): Result<never, CodedError> {
  const message = `${what} Import the file under the right name, or with the right number.`;
  return { ok: false, error: { code: 'measurement-item-contradicted', message } };
}
