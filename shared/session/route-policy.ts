import { z } from 'zod';
import { CURRENCIES } from '../manifest/currencies.ts';
import { plainText } from '../goods/words.ts';
import { toMicrograms, type Micrograms } from '../measure/mass.ts';

const country = z.string().regex(/^[A-Z]{2}$/, 'write an ISO 3166-1 code of two letters');
const title = z.string().min(2).max(100);
const hsStart = z.string().regex(/^\d{2,10}$/, 'write digits, quoted');
/** Compared in plain form: case and blanks do not matter. */
const phrases = z.array(z.string().min(2).max(100)).transform((texts) => texts.map(plainText));

/** The site's tables of places and routes; `resources/policy/bench.yaml` explains each. */
export const routePolicySchema = z.strictObject({
  freeTradeZones: z.array(z.strictObject({ name: title, country, places: phrases })).max(1000),
  /** Countries whose goods are posted from one another as a matter of course. */
  oneOrigin: z.array(z.array(country).min(2).max(20)).max(100),
  forwarders: z.array(z.strictObject({ name: title, words: phrases })).max(2000),
  /** Null for any country. */
  risks: z
    .array(
      z
        .strictObject({
          from: country.nullable(),
          via: country.nullable().default(null),
          to: country.nullable().default(null),
          why: title,
        })
        .refine(({ from, via, to }) => from !== null || via !== null || to !== null, {
          message: 'a route has at least one country',
        }),
    )
    .max(5000),
});

const emptyG = z.string().transform((text, context): Micrograms => {
  const mass = toMicrograms(text, 'g');
  if (mass !== null && mass > 0) return mass;
  context.addIssue({ code: 'custom', message: `"${text}" is no mass in grams` });
  return z.NEVER;
});

/** The site's tables of trade. */
export const tradePolicySchema = z.strictObject({
  /** Days that the bench's own records are looked through for items that belong together. */
  patternDays: z.number().int().min(1).max(365),
  /** So many items of one party within those days are many; at least. */
  manyItems: z.number().int().min(2).max(1_000_000),
  /** So many names under one contact are several; at least. */
  contactNames: z.number().int().min(2).max(100),
  /**
   * Values up to which a country lets an item in with less, in whole units of each currency that the site
   * knows it in.
   */
  deMinimis: z
    .array(
      z.strictObject({
        to: z.array(country).min(1).max(250),
        limits: z.record(
          z.string().refine((code) => CURRENCIES.has(code), 'no currency of ISO 4217'),
          z.number().positive().max(1_000_000_000),
        ),
      }),
    )
    .max(250),
  /** Days that a party's history at this bench is looked back for. */
  historyDays: z.number().int().min(1).max(3650),
  /** A party's findings count as a history from so many on, and so many of a hundred of its items. */
  historyFindings: z.number().int().min(1).max(1_000_000),
  historyPercent: z.number().min(0).max(100),
  /** What is left out of an entry is any. */
  forcedLabour: z
    .array(
      z
        .strictObject({
          hs: z.array(hsStart).max(500).default([]),
          origin: country.nullable().default(null),
          entities: phrases.default([]),
          why: title,
        })
        .refine(({ hs, origin, entities }) => hs.length + entities.length > 0 || origin !== null, {
          message: 'an entry has codes, an origin or entities',
        }),
    )
    .max(5000),
  cylinders: z.array(z.strictObject({ name: title, words: phrases, emptyG })).max(200),
});
