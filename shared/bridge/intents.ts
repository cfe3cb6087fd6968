import { z } from 'zod';
import { mappingProfileSchema } from '../manifest/profile.ts';
import { benchInstruments } from '../measure/bench-instruments.ts';
import { ROLES } from '../people/roles.ts';
import { SURVEY_FACES } from '../session/events.ts';
import { ANSWERABLE, SCREENING_METHODS, SCREENING_RESULTS } from '../session/referral-answer.ts';
import { HAZARD_LABELS, OUTCOMES } from '../words.ts';
import { enteredDeclarationSchema } from './entered-declaration.ts';
import { foundSchema } from './found-schema.ts';

const badge = z.string().regex(/^[A-Za-z0-9-]{1,16}$/, 'not a badge number');
const personName = z.string().trim().min(1).max(100);
/** Digits, so that a numeric pad and gloves are enough. */
const pin = z.string().regex(/^\d{6,12}$/, 'not a PIN of 6 to 12 digits');
const freeText = z.string().trim().min(3).max(1000);
const id = z.string().min(1).max(100);
const recordNumber = z.int().positive();

/** Somebody who proves to be there: badge number or name, with PIN. */
export const proofSchema = z.strictObject({ who: z.string().trim().min(1).max(100), pin });
export type Proof = z.infer<typeof proofSchema>;
/** The second person of an action that needs two. */
const second = proofSchema.exactOptional();
/** What was found in the parcel, where the officer says so. */
const found = foundSchema.exactOptional();

/** What is looked at before the first parcel of a shift. */
export const SHIFT_CHECKS = ['background', 'test-mass', 'scanner'] as const;
export type ShiftCheck = (typeof SHIFT_CHECKS)[number];

/** People and who is here now; `electron/core/accounts`. */
const accountIntents = [
  /** Only while the station has nobody. */
  z.strictObject({ kind: z.literal('first-administrator'), badge, name: personName, pin }),
  z.strictObject({ kind: z.literal('sign-in'), ...proofSchema.shape }),
  z.strictObject({ kind: z.literal('sign-out') }),
  z.strictObject({ kind: z.literal('change-pin'), pin, newPin: pin }),
  z.strictObject({
    kind: z.literal('add-person'),
    badge,
    name: personName,
    role: z.enum(ROLES),
    pin,
  }),
  z.strictObject({
    kind: z.literal('change-person'),
    badge,
    role: z.enum(ROLES),
    active: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('reset-pin'), badge, pin, second }),
] as const;

/** The work of a shift; `electron/core/bench`. */
const benchIntents = [
  z.strictObject({ kind: z.literal('open-shift') }),
  /** A check that failed where the station cannot see it, or that is not done, and why. */
  z.strictObject({
    kind: z.literal('report-check'),
    check: z.enum(SHIFT_CHECKS),
    result: z.enum(['fail', 'skipped']),
    reason: freeText,
  }),
  z.strictObject({ kind: z.literal('close-shift'), handover: freeText.nullable() }),
  z.strictObject({ kind: z.literal('take-background') }),
  /** Asks the bench's first scale; refused while it would change the mass of the open item. */
  z.strictObject({ kind: z.literal('zero-scale') }),
  z.strictObject({ kind: z.literal('tare-scale') }),
  z.strictObject({ kind: z.literal('clear-tare') }),
  z.strictObject({ kind: z.literal('type-identity'), text: z.string().trim().min(1).max(200) }),
  /**
   * Keys that came faster than anybody types and ended with Enter or Tab: a scanner that plays a
   * keyboard. As it came; `repeat`: the same text within 700 ms.
   */
  z.strictObject({
    kind: z.literal('wedge-scan'),
    text: z.string().min(1).max(8192),
    repeat: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('enter-declaration'),
    declaration: enteredDeclarationSchema,
  }),
  z.strictObject({
    kind: z.literal('start-survey'),
    face: z.enum(['top', 'bottom', 'front', 'back', 'left', 'right', 'unspecified']),
    distance: z.enum(['contact', '1m', 'unknown']),
  }),
  /** Moves the instrument over a face of the open item; `next` after the last face ends the survey. */
  z.strictObject({ kind: z.literal('move-over'), face: z.enum([...SURVEY_FACES, 'next']) }),
  z.strictObject({ kind: z.literal('end-survey') }),
  /** What is read on the parcel, as a whole: empty lists where there is no such label. */
  z.strictObject({
    kind: z.literal('note-labels'),
    un: z.array(z.string().regex(/^\d{4}$/, 'not a UN number')).max(10),
    hazards: z.array(z.enum(HAZARD_LABELS)).max(HAZARD_LABELS.length),
  }),
  /** An open prompt of this rule was seen; it stays open, and nothing is released by it. */
  z.strictObject({
    kind: z.literal('acknowledge'),
    rule: id,
    /** Which of several prompts of the same rule; left out where the prompt has none. */
    about: id.exactOptional(),
  }),
  /** What was done about a referral of the open item, and what came of it. */
  z.strictObject({
    kind: z.literal('answer-referral'),
    referral: z.enum(ANSWERABLE),
    method: z.enum(SCREENING_METHODS),
    result: z.enum(SCREENING_RESULTS),
    note: freeText.nullable(),
  }),
  z.strictObject({ kind: z.literal('decide'), outcome: z.enum(OUTCOMES), found }),
  z.strictObject({
    kind: z.literal('override'),
    outcome: z.enum(OUTCOMES),
    reason: freeText,
    second,
    found,
  }),
  z.strictObject({ kind: z.literal('put-aside'), reason: freeText }),
] as const;

/** What is said about records later; they stay as they are. `electron/core/review`. */
const reviewIntents = [
  /** By somebody who did not work in that shift: the one who is signed in, or `second`. */
  z.strictObject({ kind: z.literal('countersign-shift'), shift: id, second }),
  /** Another outcome instead of that of record `seq`. */
  z.strictObject({
    kind: z.literal('correct-outcome'),
    seq: recordNumber,
    outcome: z.enum(OUTCOMES),
    reason: freeText,
    second,
  }),
  z.strictObject({ kind: z.literal('annotate'), seq: recordNumber, note: freeText }),
  /** About the whole screening that record `seq` belongs to. */
  z.strictObject({ kind: z.literal('place-legal-hold'), seq: recordNumber, reason: freeText }),
  z.strictObject({
    kind: z.literal('lift-legal-hold'),
    seq: recordNumber,
    reason: freeText,
    second,
  }),
] as const;

/** Keeping of the data folder; `electron/core/upkeep`. */
const upkeepIntents = [
  z.strictObject({ kind: z.literal('purge'), second }),
  z.strictObject({ kind: z.literal('back-up') }),
] as const;

/** A new sheet of command barcodes; every earlier one is expired then. `electron/core/commands`. */
const commandIntents = [z.strictObject({ kind: z.literal('renew-command-sheet') })] as const;
/** Setting the station up; `electron/core/setup`. */
const setupIntents = [
  /** Replaces the bench's instruments as a whole. */
  z.strictObject({ kind: z.literal('configure-instruments'), instruments: benchInstruments }),
  /** Says who imports which file; main asks this before it starts the importer. */
  z.strictObject({ kind: z.literal('import-manifest'), file: z.string().min(1).max(255) }),
  /** In place of the site's or the shipped one of the same id. */
  z.strictObject({ kind: z.literal('save-mapping-profile'), profile: mappingProfileSchema }),
  /** Puts the rules in force that were looked at; `digest` is that of `ruleProposal`. */
  z.strictObject({ kind: z.literal('activate-rules'), digest: z.string().regex(/^[0-9a-f]{64}$/) }),
] as const;

const kindsOf = <K extends string>(schemas: readonly { shape: { kind: { value: K } } }[]) =>
  new Set<string>(schemas.map(({ shape }) => shape.kind.value));
const [ACCOUNT_KINDS, REVIEW_KINDS, UPKEEP_KINDS, SETUP_KINDS] = [
  kindsOf(accountIntents),
  kindsOf(reviewIntents),
  kindsOf(upkeepIntents),
  kindsOf(setupIntents),
];

/** What somebody wants. Parsed in core; everything else is refused. */
export const intentSchema = z.discriminatedUnion('kind', [
  ...accountIntents,
  ...benchIntents,
  ...reviewIntents,
  ...upkeepIntents,
  ...commandIntents,
  ...setupIntents,
]);
export type Intent = z.infer<typeof intentSchema>;
export type IntentKind = Intent['kind'];
export const INTENT_KINDS: readonly IntentKind[] = intentSchema.options.map(
  ({ shape }) => shape.kind.value,
);

type OneOf<T extends readonly z.ZodType[]> = z.infer<T[number]>;
export type AccountIntent = OneOf<typeof accountIntents>;
export type BenchIntent = OneOf<typeof benchIntents>;
export type ReviewIntent = OneOf<typeof reviewIntents>;
export type UpkeepIntent = OneOf<typeof upkeepIntents>;
export type SetupIntent = OneOf<typeof setupIntents>;

export function isAccountIntent(intent: Intent): intent is AccountIntent {
  return ACCOUNT_KINDS.has(intent.kind);
}
export function isReviewIntent(intent: Intent): intent is ReviewIntent {
  return REVIEW_KINDS.has(intent.kind);
}
export function isUpkeepIntent(intent: Intent): intent is UpkeepIntent {
  return UPKEEP_KINDS.has(intent.kind);
}
export function isSetupIntent(intent: Intent): intent is SetupIntent {
  return SETUP_KINDS.has(intent.kind);
}
