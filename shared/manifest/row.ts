import {
  codeCell,
  decimalCell,
  idCell,
  kilogramCell,
  listCell,
  sameDecimal,
  textCell,
} from './cells.ts';
import type { Cell } from './cells.ts';
import { ITEM_COLUMNS, LINE_COLUMNS } from './columns.ts';
import type { ManifestColumn } from './columns.ts';
import type { Decimals } from './decimals.ts';
import { upperCase } from './item-key.ts';
import {
  COUNTRY,
  CURRENCY,
  ITEM_CATEGORIES,
  LONGEST_ID,
  LONGEST_TEXT,
  MOST_OTHER_IDS,
  REFERRALS,
  TIME,
  YEAR,
} from './limits.ts';

/** Columns in kilograms are read with their twin in grams and have no field of their own. */
const KILOGRAMS_OF = { gross_g: 'gross_kg', net_g: 'net_kg' } as const;
type KilogramColumn = 'gross_kg' | 'net_kg';

/** A field of the neutral model. */
export type ManifestField = Exclude<ManifestColumn, KilogramColumn>;
export type FieldValue = string | readonly string[] | null;

/** The values of fields, in the order of the reader's `fields`; or why the row cannot be taken. */
export type ReadFields =
  | { readonly ok: true; readonly values: readonly FieldValue[] }
  | { readonly ok: false; readonly reason: string };

/** Reads the cells of rows into the fields of an item, or of a content line. */
export interface FieldReader {
  /** The fields that the file has a column for. */
  readonly fields: readonly ManifestField[];
  /** @param cells one text per column of the file, as they stand */
  read(cells: readonly string[]): ReadFields;
  /** Whether two rows have the same text in all columns of this reader. */
  sameText(one: readonly string[], other: readonly string[]): boolean;
}

type CellReader = (text: string, decimals: Decimals) => Cell<string | readonly string[]>;

/** How each field is read; the text has no blanks around it. */
const READERS: { readonly [field in ManifestField]: CellReader } = {
  item_id: (text) => {
    if (text === '') return { ok: false, reason: 'the cell is blank' };
    return text.length > LONGEST_ID ? tooLong(LONGEST_ID) : idCell(text);
  },
  alt_ids: otherIds,
  category: (text) => oneOf(codeCell(text, 'lower'), ITEM_CATEGORIES),
  origin_country: country,
  dispatch_country: country,
  destination_country: country,
  transit_countries: countries,
  origin_office: shortText,
  destination_office: shortText,
  gross_g: decimalCell,
  sender_name: shortText,
  sender_company: shortText,
  sender_address: shortText,
  sender_postcode: shortId,
  sender_city: shortText,
  sender_country: country,
  sender_phone: shortText,
  sender_email: shortText,
  sender_reference: shortId,
  addressee_name: shortText,
  addressee_company: shortText,
  addressee_address: shortText,
  addressee_postcode: shortId,
  addressee_city: shortText,
  addressee_country: country,
  addressee_phone: shortText,
  addressee_email: shortText,
  addressee_reference: shortId,
  receptacle_id: shortId,
  despatch_id: shortId,
  referral,
  referral_method: shortText,
  referral_result: shortText,
  referral_by: shortText,
  referral_time: (text) => formed(textCell(text), TIME),
  licence_no: shortId,
  certificate_no: shortId,
  invoice_no: shortId,
  postage: decimalCell,
  postage_currency: (text) => formed(codeCell(text, 'upper'), CURRENCY),
  comments: shortText,
  description: shortText,
  quantity: decimalCell,
  net_g: decimalCell,
  value: decimalCell,
  currency: (text) => formed(codeCell(text, 'upper'), CURRENCY),
  hs_code: shortId,
  hs_year: (text) => formed(textCell(text), YEAR),
  line_origin_country: country,
};

/** The reader of an item's own columns. @param columns of the file, in their order */
export function createItemReader(
  columns: readonly ManifestColumn[],
  decimals: Decimals,
): FieldReader {
  return createReader(ITEM_COLUMNS, columns, decimals);
}

/** The reader of a content line's columns. A row whose values are all null has no content line. */
export function createLineReader(
  columns: readonly ManifestColumn[],
  decimals: Decimals,
): FieldReader {
  return createReader(LINE_COLUMNS, columns, decimals);
}

function createReader(
  own: readonly ManifestColumn[],
  columns: readonly ManifestColumn[],
  decimals: Decimals,
): FieldReader {
  const fields = own.filter(isField).filter((field) => {
    const twin = kilogramsOf(field);
    return columns.includes(field) || (twin !== null && columns.includes(twin));
  });
  const places = fields.map((field) => {
    const twin = kilogramsOf(field);
    const kilogramsAt = twin === null ? -1 : columns.indexOf(twin);
    const at = columns.indexOf(field);
    return {
      field,
      at,
      kilogramsAt,
      reader: READERS[field],
      text: null as string | null,
      value: null as FieldValue,
    };
  });
  const used = own.map((column) => columns.indexOf(column)).filter((at) => at >= 0);
  return {
    fields,
    read(cells) {
      const values: FieldValue[] = [];
      for (const place of places) {
        const { field, at, kilogramsAt } = place;
        const text = cells[at] ?? '';
        // Most columns have the same text in many rows: it is read once.
        if (kilogramsAt < 0 && text === place.text) {
          values.push(place.value);
          continue;
        }
        const cell =
          kilogramsAt < 0
            ? place.reader(text.trim(), decimals)
            : readMass(text.trim(), (cells[kilogramsAt] ?? '').trim(), decimals);
        if (!cell.ok) return { ok: false, reason: `${field}: ${cell.reason}` };
        place.text = text;
        place.value = cell.value;
        values.push(cell.value);
      }
      return { ok: true, values };
    },
    sameText: (one, other) => used.every((at) => one[at] === other[at]),
  };
}

function isField(column: ManifestColumn): column is ManifestField {
  return column in READERS;
}

function kilogramsOf(field: ManifestField): KilogramColumn | null {
  return field === 'gross_g' || field === 'net_g' ? KILOGRAMS_OF[field] : null;
}

function readMass(grams: string, kilograms: string, decimals: Decimals): Cell<string> {
  const inGrams = decimalCell(grams, decimals);
  const inKilograms = kilogramCell(kilograms, decimals);
  if (!inGrams.ok) return inGrams;
  if (!inKilograms.ok) return inKilograms;
  if (inGrams.value === null) return inKilograms;
  if (inKilograms.value === null || sameDecimal(inGrams.value, inKilograms.value)) return inGrams;
  return { ok: false, reason: `${grams} g and ${kilograms} kg are different masses` };
}

function otherIds(text: string): Cell<readonly string[]> {
  const cell = listCell(text);
  const count = cell.ok ? (cell.value?.length ?? 0) : 0;
  if (count <= MOST_OTHER_IDS) return cell;
  return {
    ok: false,
    reason: `an item has ${MOST_OTHER_IDS} alternative ids at most, not ${count}`,
  };
}

function country(text: string): Cell<string> {
  return formed(codeCell(text, 'upper'), COUNTRY);
}

function countries(text: string): Cell<readonly string[]> {
  const cell = listCell(upperCase(text).replace(/\s+/g, '|'));
  const wrong = cell.ok ? cell.value?.find((code) => !COUNTRY.pattern.test(code)) : undefined;
  return wrong === undefined ? cell : { ok: false, reason: `"${wrong}" is ${COUNTRY.else}` };
}

/**
 * The gravest of the codes of a cell; information and screening are asked for beside each other. One that is not known is kept as that: with the row refused, the item
 * would pass as one that nobody asked about.
 */
function referral(text: string): Cell<string> {
  const codes = upperCase(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((code) => code !== '');
  const places = codes.map((code) => REFERRALS.findIndex((known) => known === code));
  const unknown = REFERRALS.indexOf('unknown');
  const gravest = Math.max(...places.map((place) => (place < 0 ? unknown : place)));
  const value = REFERRALS[gravest] ?? null;
  return { ok: true, value: value === 'RFS' && codes.includes('RFI') ? 'RFI RFS' : value };
}

function shortText(text: string): Cell<string> {
  return text.length > LONGEST_TEXT ? tooLong(LONGEST_TEXT) : textCell(text);
}

function shortId(text: string): Cell<string> {
  return text.length > LONGEST_TEXT ? tooLong(LONGEST_TEXT) : idCell(text);
}

function formed(
  cell: Cell<string>,
  form: { readonly pattern: RegExp; readonly else: string },
): Cell<string> {
  if (!cell.ok || cell.value === null || form.pattern.test(cell.value)) return cell;
  return { ok: false, reason: `"${cell.value}" is ${form.else}` };
}

function oneOf(cell: Cell<string>, known: readonly string[]): Cell<string> {
  if (!cell.ok || cell.value === null || known.includes(cell.value)) return cell;
  return { ok: false, reason: `"${cell.value}" is none of ${known.join(', ')}` };
}

function tooLong(most: number): { ok: false; reason: string } {
  return { ok: false, reason: `the text is longer than ${most} characters` };
}
