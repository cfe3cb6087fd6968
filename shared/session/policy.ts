import { z } from 'zod';
import { SURFACE_LIMIT } from '../radiation/surface-limit.ts';
import { GOODS_CATEGORIES } from '../goods/categories.ts';
import { plainText, wordsOf } from '../goods/words.ts';
import { CURRENCIES } from '../manifest/currencies.ts';
import { designationKey } from '../parties/licence-amount.ts';
import { backupPolicySchema, retentionPolicySchema } from '../records/upkeep-policy.ts';
import { routePolicySchema, tradePolicySchema } from './route-policy.ts';
import { TWO_PERSON_KINDS } from '../people/permissions.ts';
import { toMicrograms, type Micrograms } from '../measure/mass.ts';

const grams = z.string().transform((text, context): Micrograms => {
  const mass = toMicrograms(text, 'g');
  if (mass !== null && mass >= 0) return mass;
  context.addIssue({ code: 'custom', message: `"${text}" is no mass in grams` });
  return z.NEVER;
});

/** On Linux and macOS, with a drive, or of a share: what is relative would depend on who starts it. */
const ABSOLUTE = /^(?:\/|[A-Za-z]:[\\/]|\\\\)/;

const percent = z.number().min(0).max(1000);
/** Words that descriptions of goods are compared with, one by one. */
const words = z
  .string()
  .max(20_000)
  .transform((text): ReadonlySet<string> => new Set(wordsOf(text)));

const amount = z.number().min(0).max(1_000_000_000);
const currency = z.string().refine((code) => CURRENCIES.has(code), 'no currency of ISO 4217');

/** The bench's numbers; `resources/policy/bench.yaml` explains each. */
export const benchPolicySchema = z.strictObject({
  shift: z.strictObject({
    testMassG: grams.refine((mass) => mass > 0, 'a test mass weighs something'),
    testMassToleranceG: grams,
    /** What the bench's own test label says. */
    scannerTest: z.string().trim().min(4).max(100),
    dueWarningDays: z.number().int().min(0).max(365),
  }),
  people: z.strictObject({
    autoLockMinutes: z.number().positive().max(480),
    secondPersonFor: z.array(z.enum(TWO_PERSON_KINDS)),
    /** Rules over whose open prompts nobody releases an item alone. */
    secondPersonForPrompts: z.array(z.string()),
  }),
  backup: backupPolicySchema,
  retention: retentionPolicySchema,
  manifest: z.strictObject({
    /** Folder whose files are imported; null for none. */
    watchedFolder: z
      .string()
      .max(1_000)
      .regex(ABSOLUTE, 'watchedFolder is an absolute path')
      .nullable(),
  }),
  route: routePolicySchema,
  trade: tradePolicySchema,
  weight: z.strictObject({
    overG: grams,
    overPercent: percent,
    underG: grams,
    underPercent: percent,
    /** Verification scale interval e of the scale. */
    scaleIntervalG: grams,
    packagingG: grams,
    packagingPercent: percent,
    zeroBandG: grams,
    massBeforeScanMs: z.number().int().min(0).max(60_000),
  }),
  declaration: z.strictObject({
    vagueWords: words,
    vagueWithoutCode: words,
    implausibleValue: amount,
    implausibleValueIn: z.record(currency, amount),
    /** What a line's value may be for one kilogram or piece, in whole units of the currency. */
    valueRanges: z.array(
      z
        .strictObject({ currency, unit: z.enum(['kg', 'piece']), least: amount, most: amount })
        .refine(({ least, most }) => least < most, 'least is not below most'),
    ),
    giftQuantity: z.number().int().min(2),
    addressParts: z.array(z.enum(['name', 'street', 'city', 'country'])),
    addressPlaceholders: z
      .array(z.string().min(1).max(100))
      .transform((texts): ReadonlySet<string> => new Set(texts.map(plainText))),
    addressTowns: z
      .array(z.string().min(1).max(100))
      .transform((towns): ReadonlySet<string> => new Set(towns.map(plainText))),
    /** More than 200 are not counted. */
    sameMassItems: z.number().int().min(2).max(200),
    /** How far a declared and a measured mass may be from a factor between two units. */
    unitTolerancePercent: percent.max(20),
    /** The same of net masses and a gross mass, which has the packaging as well. */
    unitPackagingPercent: percent.max(90),
    /** Beginnings of tariff codes of goods whose mass may be a gram. */
    lightGoods: z.array(z.string().regex(/^\d{2,6}$/, 'write 2 to 6 digits, quoted')),
  }),
  licences: z.strictObject({
    /** Goods that need a licence: of this category, or with a tariff code that begins like one of these. */
    neededFor: z.array(
      z.strictObject({
        category: z.enum(GOODS_CATEGORIES),
        hs: z.array(z.string().regex(/^\d{2,10}$/, 'write 2 to 10 digits, quoted')).max(200),
      }),
    ),
    /** Global warming potential by refrigerant designation: tonnes of CO2 for one of it. */
    gwp: z
      .record(
        z.string().regex(/^R-\d{2,4}[A-Za-z]{0,2}(\([EZ]\))?$/, 'write it as R-134a'),
        z.number().min(0).max(100_000),
      )
      .transform(
        (factors): ReadonlyMap<string, number> =>
          new Map(Object.entries(factors).map(([name, gwp]) => [designationKey(name), gwp])),
      ),
  }),
  /** Goods that are radioactive by nature, by tariff code. */
  naturalRadioactivity: z.array(
    z.strictObject({
      hs: z.array(z.string().regex(/^\d{4,6}$/, 'write 4 to 6 digits, quoted')).min(1),
      goods: z.string().min(1).max(100),
      nuclides: z.string().min(1).max(100),
      /** Most that such goods show at contact above the background, in uSv/h. */
      atMost: z.number().positive().max(SURFACE_LIMIT),
    }),
  ),
  radiation: z
    .strictObject({
      backgroundS: z.number().int().min(5).max(3600),
      backgroundMin: z.number().positive(),
      backgroundMax: z.number().positive().max(SURFACE_LIMIT),
      /** Percent an hour by which it may move between parcels. */
      backgroundDriftPercentPerHour: z.number().min(0).max(100),
      dwellS: z.number().int().min(3).max(3600),
      /** In uSv/h above the background. */
      clearTo: z.number().positive().max(SURFACE_LIMIT),
      falseAlarm: z.number().positive().max(0.05),
      /**
       * In uSv/h; the least is some ten times a natural background, the most is where the shipped rules
       * ask to step back: a reading that they want to hear of must not be left out.
       */
      stepBack: z.number().min(1).max(100),
      jigDistance: z.enum(['contact', '1m', 'unknown']),
      /** Faces at contact that an alarm needs before declared goods can explain it. */
      faces: z.number().int().min(2).max(6),
      /** Share of the declared net mass that goods radioactive by nature have to be, to explain one. */
      naturalGoodsPercent: z.number().min(50).max(100),
      /** Longest moving survey, in seconds. */
      surveyS: z.number().int().min(10).max(600),
      /** Two dosimeters of the bench may differ by this factor, beside their statistics. */
      dosimetersWithinFactor: z.number().min(1).max(10),
      /** What a roentgen of exposure counts as in sievert; `resources/policy/bench.yaml` says why. */
      sievertPerRoentgen: z.number().min(0.005).max(0.02),
    })
    .refine(({ backgroundMin, backgroundMax }) => backgroundMin < backgroundMax, {
      path: ['backgroundMin'],
      message: 'backgroundMin is not below backgroundMax',
    }),
});
export type BenchPolicy = z.output<typeof benchPolicySchema>;
