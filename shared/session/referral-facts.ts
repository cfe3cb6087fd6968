import type { ManifestItem } from '../manifest/item.ts';
import type { Fact } from '../rules/facts.ts';
import { absent, declared, known, truth } from './known-facts.ts';
import { lastAnswer, type ReferralAnswer } from './referral-answer.ts';
import type { SessionState } from './state.ts';

type Referral = NonNullable<ManifestItem['referral']>;

/** Whether the file brings an answer: a dash is none. What the answer says is free text and not judged. */
function isAnsweredByFile({ referral_result: result }: ManifestItem): boolean {
  return result !== null && /[\p{L}\p{N}]/u.test(result);
}

/** Method, result, person and time; the note stays out, because facts are recorded in clear. */
function told({ method, result, by, atMs }: ReferralAnswer): string {
  return `${method}, ${result}, ${by}, ${new Date(atMs).toISOString().slice(0, 16)}Z`;
}

/**
 * Whether a referral asks for something still. The code and the bench's own answer are shown; what the file
 * has for an answer names people. What was found, or could not be done, leaves it open.
 */
function open(state: SessionState, item: ManifestItem, code: Referral): Fact {
  if (item.referral === null) return absent('the declaration has no referral');
  if (item.referral !== code) return truth(false);
  if (code === 'DNL') return truth(true, code);
  const answer = lastAnswer(state, code);
  if (answer !== null) {
    return known(answer.result !== 'nothing-found', `${code} (${told(answer)})`);
  }
  return truth(!isAnsweredByFile(item), code);
}

/** By this bench, where it has said anything; else by the file. */
function answered(state: SessionState, item: ManifestItem): Fact {
  if (item.referral === null) return absent('the declaration has no referral');
  if (item.referral === 'DNL') return truth(false);
  const answer = lastAnswer(state, item.referral);
  if (answer !== null) return known(answer.result === 'nothing-found', told(answer));
  return truth(isAnsweredByFile(item), 'by the file');
}

/**
 * What pre-loading risk analysis asked for and nobody has answered yet. Do not load is no question: no
 * answer takes it away (EU ICS2 referral protocols for air cargo and mail; from memory, verify).
 */
export function referralFacts(state: SessionState) {
  const asked = (code: Referral): Fact => declared(state, (item) => open(state, item, code));
  return {
    'declared.do-not-load': asked('DNL'),
    'declared.screening-requested': asked('RFS'),
    'declared.information-requested': asked('RFI'),
    'referral.answered': declared(state, (item) => answered(state, item)),
  };
}
