import type { ManifestItem } from '../manifest/item.ts';
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

type ScreeningMethod = (typeof SCREENING_METHODS)[number];

/**
 * What answers which referral: papers screen nothing, and an image, a dog or a trace says nothing of who
 * sends what to whom. Our reading of what the two ask for (verify with the authority that asks).
 */
export const METHODS_OF: Readonly<Record<(typeof ANSWERABLE)[number], readonly ScreeningMethod[]>> =
  {
    RFI: ['document', 'visual', 'physical', 'other'],
    RFS: ['x-ray', 'visual', 'physical', 'etd', 'canine', 'radiation', 'other'],
  };

/** What came of it; only `nothing-found` answers a referral. */
export const SCREENING_RESULTS = ['nothing-found', 'something-found', 'not-possible'] as const;

/** What was done at this bench about a referral. */
export interface ReferralAnswer {
  readonly referral: (typeof ANSWERABLE)[number];
  readonly method: ScreeningMethod;
  readonly result: (typeof SCREENING_RESULTS)[number];
  /** In the person's own words; null for none, and once it was erased. */
  readonly note: string | null;
  /** Badge of who says so. */
  readonly by: string;
  /** Milliseconds since 1970, UTC. */
  readonly atMs: number;
}

type Answerable = (typeof ANSWERABLE)[number];

/** What a declaration's referral asks for that can be answered; `RFI RFS` asks for both. */
export function askedBy(referral: ManifestItem['referral']): readonly Answerable[] {
  return referral === 'RFI RFS' ? ANSWERABLE : ANSWERABLE.filter((code) => code === referral);
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
  { referral, method }: ReferralAnswer,
): string | null {
  const asked = declaration.state === 'value' ? declaration.item.referral : null;
  if (!askedBy(asked).includes(referral)) return 'why.no-such-referral';
  return METHODS_OF[referral].includes(method) ? null : 'why.no-such-method';
}

/** Whether an answer leaves nothing open; one that was recorded with a method of the other referral does. */
export function isAnswer({ referral, method, result }: ReferralAnswer): boolean {
  return result === 'nothing-found' && METHODS_OF[referral].includes(method);
}
