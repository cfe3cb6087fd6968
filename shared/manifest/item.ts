import { z } from 'zod';
import {
  COUNTRY,
  CURRENCY,
  DECIMAL,
  ITEM_CATEGORIES,
  LONGEST_ID,
  LONGEST_TEXT,
  MOST_LINES,
  REFERRALS,
  YEAR,
} from './limits.ts';

const text = z.string().min(1).max(LONGEST_TEXT).nullable();
const decimal = z.string().regex(DECIMAL.pattern, DECIMAL.else);
const country = z.string().regex(COUNTRY.pattern, COUNTRY.else);

/** One content line of a declaration. */
export const contentLineSchema = z.strictObject({
  description: text,
  quantity: decimal.nullable(),
  /** Net mass of the whole line in grams. */
  net_g: decimal.nullable(),
  value: decimal.nullable(),
  currency: z.string().regex(CURRENCY.pattern, CURRENCY.else).nullable(),
  hs_code: text,
  hs_year: z.string().regex(YEAR.pattern, YEAR.else).nullable(),
  line_origin_country: country.nullable(),
});

const personalText = text;

/**
 * One pre-advised item in the neutral model: the CSV columns under their own names, and one entry in
 * `lines` per content line. A blank is null: declared blank, never a default.
 */
export const manifestItemSchema = z.strictObject({
  item_id: z.string().min(1).max(LONGEST_ID),
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
  lines: z.array(contentLineSchema).max(MOST_LINES),
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
