import { z } from 'zod';
import { LAYERS } from '../rules/override.ts';
import { weakenedDangerSchema } from '../rules/weakened-dangers.ts';
import { SEVERITIES } from '../words.ts';

const none = z.strictObject({});
const layer = z.enum(LAYERS);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const ruleProposalReply = z.strictObject({
  /** Names what is proposed; `activate-rules` gives it back. */
  digest: sha256,
  layers: z.array(
    z.strictObject({
      layer,
      packs: z.int(),
      policy: z.boolean(),
      /** Of its packs that are not replaced. */
      overrides: z.int(),
    }),
  ),
  /** Files that are other than what is in force; 100 at most. */
  changes: z.array(
    z.strictObject({
      layer,
      kind: z.enum(['pack', 'policy']),
      name: z.string(),
      /** Null for a new file, and for one that was removed. */
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
  /** What `rules check` finds in them, in English; 100 at most. */
  findings: z.array(
    z.strictObject({ file: z.string(), rule: z.string().nullable(), message: z.string() }),
  ),
  /** Rules of severity danger that it takes out or lowers, or that are so already; 100 at most. */
  weakened: z.array(weakenedDangerSchema),
  /** Why it cannot be activated (locale key); null when it can. */
  refused: z.string().nullable(),
});
export type RuleProposalReply = z.infer<typeof ruleProposalReply>;

const names = z.array(z.string());
const previewState = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('none') }),
  z.strictObject({ state: z.literal('running'), done: z.int() }),
  z.strictObject({ state: z.literal('failed'), code: z.string(), message: z.string() }),
  z.strictObject({
    state: z.literal('done'),
    digest: sha256,
    days: z.int(),
    /** Parcels that were judged again: decided, or put aside. */
    parcels: z.int(),
    /** Of them, put aside without a decision. */
    putAside: z.int(),
    /** Of them, with personal data erased: facts that rest on these are unknown. */
    erased: z.int(),
    /** With rules above `inform` that could not be judged by either set: a fact was erased, or never came. */
    incomplete: z.int(),
    heldMore: z.int(),
    heldFewer: z.int(),
    /** Parcels by their gravest prompt. */
    severities: z.array(
      z.strictObject({ severity: z.enum(SEVERITIES), before: z.int(), after: z.int() }),
    ),
    rules: z.array(z.strictObject({ rule: z.string(), more: z.int(), fewer: z.int() })),
    /** The newest parcels with other prompts. */
    items: z.array(z.strictObject({ seq: z.int(), item: z.string(), more: names, fewer: names })),
    itemsTotal: z.int(),
  }),
]);
/** How far a preview is, or what it came to. */
export type RulesPreviewState = z.infer<typeof previewState>;
/** What activation of a proposal would have done in a past period. */
export type RulesPreview = Omit<Extract<RulesPreviewState, { state: 'done' }>, 'state' | 'digest'>;

/** Calls about rules that are proposed; refused to all but managers and administrators. */
export const rulesContract = {
  ruleProposal: { params: none, reply: ruleProposalReply },
  startRulesPreview: {
    params: z.strictObject({ days: z.int().min(1).max(366) }),
    reply: previewState,
  },
  stopRulesPreview: { params: none, reply: previewState },
  rulesPreview: { params: none, reply: previewState },
} as const;
