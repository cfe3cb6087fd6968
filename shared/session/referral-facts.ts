import type { ManifestItem } from '../manifest/item.ts';
import type { Fact } from '../rules/facts.ts';
import { absent, declared, truth } from './known-facts.ts';
import type { SessionState } from './state.ts';

type Referral = NonNullable<ManifestItem['referral']>;

/** Whether the file brings an answer: a dash is none. What the answer says is free text and not judged. */
function isAnswered({ referral_result: result }: ManifestItem): boolean {
  return result !== null && /[\p{L}\p{N}]/u.test(result);
}

/** The code alone is shown, because facts are recorded in clear and the answer names people. */
function open(item: ManifestItem, code: Referral, answerable: boolean): Fact {
  if (item.referral === null) return absent('the declaration has no referral');
  return truth(item.referral === code && !(answerable && isAnswered(item)), code);
}

/**
 * What pre-loading risk analysis asked for and nobody has answered yet. Do not load is no question: no
 * answer takes it away (EU ICS2 referral protocols for air cargo and mail; from memory, verify).
 */
export function referralFacts(state: SessionState) {
  return {
    'declared.do-not-load': declared(state, (item) => open(item, 'DNL', false)),
    'declared.screening-requested': declared(state, (item) => open(item, 'RFS', true)),
    'declared.information-requested': declared(state, (item) => open(item, 'RFI', true)),
  };
}
