import type { SessionState } from './state.ts';

/** Referrals that a bench can answer. Do not load (DNL) is no question: nothing at a bench takes it away. */
export const ANSWERABLE = ['RFI', 'RFS'] as const;

/**
 * How an item was screened: the methods that air cargo and mail security name (EU Implementing Regulation
 * 2015/1998, chapter 6; from memory, verify), and looking at its papers.
 */
export const SCREENING_METHODS = [
  'x-ray',
  'visual',
  'physical',
  'etd',
  'canine',
  'radiation',
  'document',
  'other',
] as const;

/** What came of it; only `nothing-found` answers a referral. */
export const SCREENING_RESULTS = ['nothing-found', 'something-found', 'not-possible'] as const;

/** What was done at this bench about a referral. */
export interface ReferralAnswer {
  readonly referral: (typeof ANSWERABLE)[number];
  readonly method: (typeof SCREENING_METHODS)[number];
  readonly result: (typeof SCREENING_RESULTS)[number];
  /** In the person's own words; null for none, and once it was erased. */
  readonly note: string | null;
  /** Badge of who says so. */
  readonly by: string;
  /** Milliseconds since 1970, UTC. */
  readonly atMs: number;
}

/** The last answer of this bench to a referral, or null. */
export function lastAnswer(
  { referralAnswers }: SessionState,
  referral: string,
): ReferralAnswer | null {
  return referralAnswers.findLast((answer) => answer.referral === referral) ?? null;
}

/** Why an answer is not taken (locale key); null when it is. */
export function answerReferral(
  { declaration }: SessionState,
  { referral }: ReferralAnswer,
): string | null {
  const asked = declaration.state === 'value' ? declaration.item.referral : null;
  return asked === referral ? null : 'why.no-such-referral';
}
