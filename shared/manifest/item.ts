import { z } from 'zod';

/** Categories of item as on the CN22/CN23 declaration forms. */
export const ITEM_CATEGORIES = [
  'gift',
  'documents',
  'sample',
  'sale',
  'returned',
  'other',
] as const;

/** Referral codes of pre-loading risk analysis: for information, for screening, do not load. */
const REFERRALS = ['RFI', 'RFS', 'DNL'] as const;

const text = z.string().min(1).max(2000).nullable();
/** Decimal number without exponent, thousands separators or sign. */
const decimal = z.string().regex(/^\d{1,12}(\.\d{1,6})?$/, 'not a plain decimal number');
/** ISO 3166-1 alpha-2. */
const country = z.string().regex(/^[A-Z]{2}$/, 'not a two-letter country code');

/** One content line of a declaration. */
export const contentLineSchema = z.strictObject({
  description: text,
  quantity: decimal.nullable(),
  /** Net mass of the whole line in grams. */
  net_g: decimal.nullable(),
  value: decimal.nullable(),
  /** ISO 4217. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'not a three-letter currency code')
    .nullable(),
  hs_code: text,
  hs_year: z
    .string()
    .regex(/^\d{4}$/, 'not a year')
    .nullable(),
  line_origin_country: country.nullable(),
});
export type ContentLine = z.infer<typeof contentLineSchema>;

const personalText = text;

/**
 * One pre-advised item in the neutral model: the CSV columns under their own names, and one entry in
 * `lines` per content line. A blank is null: declared blank, never a default.
 */
export const manifestItemSchema = z.strictObject({
  item_id: z.string().min(1).max(64),
  alt_ids: z.array(z.string().min(1)),
  category: z.enum(ITEM_CATEGORIES).nullable(),
  origin_country: country.nullable(),
  dispatch_country: country.nullable(),
  destination_country: country.nullable(),
  transit_countries: z.array(country),
  /** Gross mass of the item in grams. */
  gross_g: decimal.nullable(),
  sender_name: personalText,
  sender_address: personalText,
  sender_city: personalText,
  sender_country: country.nullable(),
  sender_phone: personalText,
  addressee_name: personalText,
  addressee_address: personalText,
  addressee_city: personalText,
  addressee_country: country.nullable(),
  addressee_phone: personalText,
  receptacle_id: text,
  referral: z.enum(REFERRALS).nullable(),
  licence_no: text,
  certificate_no: text,
  invoice_no: text,
  lines: z.array(contentLineSchema).max(999),
});
export type ManifestItem = z.infer<typeof manifestItemSchema>;

/** Columns that name or locate a person: ciphertext in records, absent from non-nominal exports. */
export const PERSONAL_COLUMNS = [
  'sender_name',
  'sender_address',
  'sender_city',
  'sender_phone',
  'addressee_name',
  'addressee_address',
  'addressee_city',
  'addressee_phone',
] as const satisfies readonly (keyof ManifestItem)[];
