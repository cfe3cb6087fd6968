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
  TIME,
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
  /**
   * `value` in whole minor units of `currency` (ISO 4217), computed by the station; null where either is
   * missing, the currency is not known or the value has more decimals than it.
   */
  value_minor: z.int().min(0).nullable(),
  hs_code: text,
  hs_year: z.string().regex(YEAR.pattern, YEAR.else).nullable(),
  line_origin_country: country.nullable(),
});

export type ContentLine = z.infer<typeof contentLineSchema>;

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
  /** Offices of exchange, by their IMPC code or as the file names them. */
  origin_office: text,
  destination_office: text,
  /** Gross mass of the item in grams. */
  gross_g: decimal.nullable(),
  sender_name: personalText,
  sender_company: personalText,
  sender_address: personalText,
  sender_postcode: personalText,
  sender_city: personalText,
  sender_country: country.nullable(),
  sender_phone: personalText,
  sender_email: personalText,
  /** Customs reference of the sender, such as an IOSS or VAT number. */
  sender_reference: personalText,
  addressee_name: personalText,
  addressee_company: personalText,
  addressee_address: personalText,
  addressee_postcode: personalText,
  addressee_city: personalText,
  addressee_country: country.nullable(),
  addressee_phone: personalText,
  addressee_email: personalText,
  /** Importer's reference: tax, VAT or EORI number. */
  addressee_reference: personalText,
  /** UPU S9. */
  receptacle_id: text,
  /** UPU S8. */
  despatch_id: text,
  referral: z.enum(REFERRALS).nullable(),
  /** What the referral was answered with, where the file brings the answer. */
  referral_method: personalText,
  referral_result: personalText,
  referral_by: personalText,
  /** ISO 8601, with its zone. */
  referral_time: z.string().regex(TIME.pattern, TIME.else).nullable(),
  licence_no: text,
  certificate_no: text,
  invoice_no: text,
  /** Postal charges that were paid. */
  postage: decimal.nullable(),
  postage_currency: z.string().regex(CURRENCY.pattern, CURRENCY.else).nullable(),
  /** Such as that the goods are under quarantine. */
  comments: personalText,
  lines: z.array(contentLineSchema).max(MOST_LINES),
});
export type ManifestItem = z.infer<typeof manifestItemSchema> & {
  /**
   * Items of the same sender with the same gross mass in its manifest, at least: counted when the file was
   * imported, declared by nobody. Null or left out where that is not known.
   */
  readonly same_mass_items?: number | null;
  /**
   * Address columns that none of its files has: nobody was asked for them, unlike those that are blank.
   * Left out where there are none, or where that is not known.
   */
  readonly columns_missing?: readonly AddressColumn[];
};

/** What an address is judged by. */
export const ADDRESS_COLUMNS = [
  'sender_name',
  'sender_company',
  'sender_address',
  'sender_city',
  'sender_country',
  'dispatch_country',
  'origin_country',
  'addressee_name',
  'addressee_company',
  'addressee_address',
  'addressee_city',
  'addressee_country',
  'destination_country',
] as const satisfies readonly (keyof z.infer<typeof manifestItemSchema>)[];
export type AddressColumn = (typeof ADDRESS_COLUMNS)[number];

/** Columns that name or locate a person: ciphertext in records, absent from non-nominal exports. */
export const PERSONAL_COLUMNS = [
  'sender_name',
  'sender_company',
  'sender_address',
  'sender_postcode',
  'sender_city',
  'sender_phone',
  'sender_email',
  'sender_reference',
  'addressee_name',
  'addressee_company',
  'addressee_address',
  'addressee_postcode',
  'addressee_city',
  'addressee_phone',
  'addressee_email',
  'addressee_reference',
  'referral_method',
  'referral_result',
  'referral_by',
  'comments',
] as const satisfies readonly (keyof ManifestItem)[];

/** Where a declaration stands: a file's name without folder, and the line of the item's first row. */
export interface ItemSource {
  readonly file: string;
  readonly line: number;
}
