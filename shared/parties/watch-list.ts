import { z } from 'zod';
import { COUNTRY } from '../manifest/limits.ts';
import { addressWords } from './address-words.ts';
import { emailKey, phoneKey, referenceKey } from './party.ts';

/** A list longer than this is an import of its own and no list of a bench. */
export const MOST_ENTRIES = 200_000;
const MOST_TEXTS = 50;

const texts = z.array(z.string().trim().min(1).max(300)).max(MOST_TEXTS).default([]);
const country = z.string().regex(COUNTRY.pattern, COUNTRY.else);

const entryFields = {
  /** How the list itself names the entry; it stays readable in records, so it is no name and no number of a person. */
  id: z.string().trim().min(1).max(60),
  names: texts,
  aliases: texts,
  /** Street, postcode and place in one text. */
  addresses: texts,
  /** ISO 3166-1 codes of where the party may be; empty for anywhere. */
  countries: z.array(country).max(MOST_TEXTS).default([]),
  phones: texts,
  emails: texts,
  /** Tax, VAT, EORI or IOSS numbers. */
  identifiers: texts,
  note: z.string().trim().max(500).nullable().default(null),
};

const FINDS_BY: Readonly<Record<string, (text: string) => boolean>> = {
  names: (text) => /[\p{L}\p{N}]/u.test(text),
  aliases: (text) => /[\p{L}\p{N}]/u.test(text),
  addresses: (text) => addressWords(text) !== null,
  phones: (text) => phoneKey(text) !== null,
  emails: (text) => emailKey(text) !== null,
  identifiers: (text) => referenceKey(text) !== null,
};

/** One party of a watch list. Something has to be there that a declaration can be found by. */
export const watchEntrySchema = z
  .strictObject(entryFields)
  .refine(
    ({ names, aliases, addresses, phones, emails, identifiers }) =>
      Object.entries({ names, aliases, addresses, phones, emails, identifiers }).some(
        ([field, texts]) => texts.some((text) => FINDS_BY[field]?.(text) ?? false),
      ),
    {
      message:
        'nothing can be found by this entry; it needs a name or an alias with a letter, an address of ' +
        'street, number and place, a phone number of 6 digits, an e-mail address, or a number of 4 signs',
    },
  );
export type WatchEntry = z.output<typeof watchEntrySchema>;
/** Columns of the entries in a CSV file; several values of one are separated by `|`. */
export const ENTRY_COLUMNS = Object.keys(entryFields) as (keyof typeof entryFields)[];

const day = z.iso.date();

/** A file of `watch-lists/` in the data folder. */
export const watchListFileSchema = z
  .strictObject({
    list: z.string().trim().min(1).max(80),
    /** Who made it, and the document that it is. */
    source: z.string().trim().min(1).max(300),
    /** Of the site itself, or of somebody else. */
    kind: z.enum(['internal', 'external']),
    /** Last day, in UTC, on which the list says that it is up to date; null for one that says nothing. */
    validUntil: day.nullable(),
    entries: z.array(watchEntrySchema).max(MOST_ENTRIES).exactOptional(),
    /** A CSV file beside this one that has the entries instead. */
    entriesFile: z
      .string()
      .regex(/^[^/\\:]+\.csv$/i, 'entriesFile is the name of a .csv file in the same folder')
      .exactOptional(),
  })
  .refine(({ entries, entriesFile }) => (entries === undefined) !== (entriesFile === undefined), {
    message: 'a list has either entries or entriesFile',
  });

/** A list as it is compared with declarations. */
export interface WatchList {
  readonly list: string;
  readonly source: string;
  readonly kind: 'internal' | 'external';
  readonly validUntil: string | null;
  readonly entries: readonly WatchEntry[];
}

/** Whether the last day of a list is over. @param today YYYY-MM-DD in UTC */
export function isExpired({ validUntil }: Pick<WatchList, 'validUntil'>, today: string): boolean {
  return validUntil !== null && validUntil < today;
}
