/**
 * What the fields of the neutral manifest may hold. The schema (item.ts), which reads stored items,
 * and the row reader (row.ts), which reads files, both check by these.
 */

/** Categories of item as on the CN22/CN23 declaration forms. */
export const ITEM_CATEGORIES = [
  'gift',
  'documents',
  'sample',
  'sale',
  'returned',
  'other',
] as const;

/**
 * Referrals of pre-loading risk analysis, the gravest last: for information, for screening, for both, a code
 * that the station does not know and that may ask for anything, do not load.
 */
export const REFERRALS = ['RFI', 'RFS', 'RFI RFS', 'unknown', 'DNL'] as const;

/** Characters (UTF-16 code units) of an item id at most. */
export const LONGEST_ID = 64;
/** Characters of any other text at most. */
export const LONGEST_TEXT = 2000;
/** Content lines of an item at most. */
export const MOST_LINES = 999;
/** Content lines that somebody copies from a form at most; a CN23 has four on a sheet. */
export const MOST_ENTERED_LINES = 20;

/**
 * Alternative ids of an item at most, in a file: each is a key of the index. Stored items are not
 * checked by it, since an earlier import may have taken more.
 */
export const MOST_OTHER_IDS = 50;

interface Form {
  readonly pattern: RegExp;
  /** What a text of another form is. */
  readonly else: string;
}

/** Decimal number without exponent, thousands separators or sign. */
export const DECIMAL: Form = {
  pattern: /^\d{1,12}(\.\d{1,6})?$/,
  else: 'not a plain decimal number',
};
/** ISO 3166-1 alpha-2. */
export const COUNTRY: Form = { pattern: /^[A-Z]{2}$/, else: 'not a two-letter country code' };
/** ISO 4217. */
export const CURRENCY: Form = { pattern: /^[A-Z]{3}$/, else: 'not a three-letter currency code' };
export const YEAR: Form = { pattern: /^\d{4}$/, else: 'not a year' };
/** ISO 8601: a date, or a time with its zone; what has no zone is no time. */
export const TIME: Form = {
  pattern: /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2}))?$/,
  else: 'not a date, nor a time with its zone (2026-01-31T08:30Z)',
};
