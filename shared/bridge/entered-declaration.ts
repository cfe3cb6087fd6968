import { z } from 'zod';
import { idCell } from '../manifest/cells.ts';
import {
  COUNTRY,
  CURRENCY,
  DECIMAL,
  ITEM_CATEGORIES,
  MOST_ENTERED_LINES,
} from '../manifest/limits.ts';

const HIDDEN = 'has characters that cannot be seen, or was shortened by a spreadsheet';

const description = z.string().trim().min(1).max(500);
const text = z.string().trim().min(1).max(200).nullable();
const number = text.refine((given) => given === null || idCell(given).ok, HIDDEN);
/** As the neutral manifest has them: a decimal point, no sign, no separators of thousands. */
const decimal = z.string().regex(DECIMAL.pattern, DECIMAL.else).nullable();
const country = z.string().regex(COUNTRY.pattern, COUNTRY.else).nullable();
const currency = z.string().regex(CURRENCY.pattern, CURRENCY.else).nullable();

/** What a content line says beside its description; null for what the form leaves blank. */
const lineDetails = z.strictObject({
  quantity: decimal,
  /** Net mass of the whole line in grams. */
  netG: decimal,
  value: decimal,
  currency,
  hsCode: number,
  originCountry: country,
});

const party = z.strictObject({
  name: text,
  company: text,
  address: text,
  postcode: number,
  city: text,
  country,
  phone: text,
  email: text,
  /** Customs or importer's reference: tax, VAT, IOSS or EORI number. */
  reference: number,
});

/** What CN22 and CN23 say beyond the first description, the gross mass and the origin. */
const restOfForm = z.strictObject({
  category: z.enum(ITEM_CATEGORIES).nullable(),
  destinationCountry: country,
  /** Of the content line that `description` names. */
  firstLine: lineDetails,
  furtherLines: z
    .array(z.strictObject({ description: description.nullable(), ...lineDetails.shape }))
    .max(MOST_ENTERED_LINES - 1),
  sender: party,
  addressee: party,
  postage: decimal,
  postageCurrency: currency,
  licenceNo: number,
  certificateNo: number,
  invoiceNo: number,
  comments: z.string().trim().min(1).max(500).nullable(),
});

/** A declaration that the officer copies from the parcel's CN22/CN23. */
export const enteredDeclarationSchema = z.strictObject({
  description,
  /** Gross mass in grams as written on the form, or null when it gives none. */
  grossG: decimal,
  originCountry: country,
  /** Left out where no more of the form was copied. */
  rest: restOfForm.exactOptional(),
});
export type EnteredDeclaration = z.infer<typeof enteredDeclarationSchema>;
export type EnteredRest = z.infer<typeof restOfForm>;
export type EnteredLine = EnteredRest['furtherLines'][number];
export type EnteredParty = z.infer<typeof party>;
