import type { ManifestItem } from '../manifest/item.ts';
import type { Fact } from '../rules/facts.ts';
import { absent, declared, known, truth } from './known-facts.ts';
import {
  type ANSWERABLE,
  askedBy,
  isAnswer,
  lastAnswer,
  METHODS_OF,
  type ReferralAnswer,
} from './referral-answer.ts';
import type { SessionState } from './state.ts';

type Answerable = (typeof ANSWERABLE)[number];

const says = (text: string | null): boolean => text !== null && /[\p{L}\p{N}]/u.test(text);

/** A word of the fixed taxonomy however it is spaced: `Nothing found`, `X-Ray`. */
function worded(text: string | null): string {
  const plain = (text ?? '').normalize('NFKC').trim().toLowerCase();
  return plain.replace(/[\s_-]+/g, '-');
}

/**
 * What the file has for an answer. Only words of the fixed taxonomy say what was done and that nothing was
 * found; a dash is nothing, and any other text is one that nobody has judged. Whole with the person and
 * the time, else no answer.
 */
function fileAnswer(item: ManifestItem, code: Answerable): 'nothing' | 'unjudged' | 'answer' {
  const { referral_method, referral_result, referral_by, referral_time } = item;
  if (![referral_method, referral_result, referral_by, referral_time].some(says)) return 'nothing';
  // One answer to two questions is taken as that to the graver one.
  if (item.referral === 'RFI RFS' && code === 'RFI') return 'nothing';
  const isWhole =
    METHODS_OF[code].some((method) => method === worded(referral_method)) &&
    worded(referral_result) === 'nothing-found' &&
    says(referral_by) &&
    referral_time !== null;
  return isWhole ? 'answer' : 'unjudged';
}

/** Method, result, person and time; the note stays out, because facts are recorded in clear. */
function told({ method, result, by, atMs }: ReferralAnswer): string {
  return `${method}, ${result}, ${by}, ${new Date(atMs).toISOString().slice(0, 16)}Z`;
}

const UNJUDGED = 'the file says something: not all of method, nothing found, person and time';

/**
 * Whether a referral asks for something still. The code and the bench's own answer are shown; what the file
 * has for an answer names people. What was found, or could not be done, leaves it open.
 */
function open(state: SessionState, item: ManifestItem, code: Answerable): Fact {
  if (item.referral === null) return absent('the declaration has no referral');
  if (!askedBy(item.referral).includes(code)) return truth(false);
  const answer = lastAnswer(state, code);
  if (answer !== null) return known(!isAnswer(answer), `${code} (${told(answer)})`);
  const file = fileAnswer(item, code);
  if (file === 'unjudged') return truth(true, `${code} (${UNJUDGED})`);
  return truth(file === 'nothing', code);
}

/** Never answered. A code that nobody knows may ask for anything. */
function stands(item: ManifestItem, code: 'DNL' | 'unknown'): Fact {
  if (item.referral === null) return absent('the declaration has no referral');
  return truth(item.referral === code, code);
}

/** By this bench, where it has said anything; else by the file. */
function answered(state: SessionState, item: ManifestItem): Fact {
  const { referral } = item;
  if (referral === null) return absent('the declaration has no referral');
  const answers = askedBy(referral).map((code) => {
    const answer = lastAnswer(state, code);
    if (answer !== null) return { holds: isAnswer(answer), shown: [told(answer)] };
    const holds = fileAnswer(item, code) === 'answer';
    return { holds, shown: holds ? ['by the file'] : [] };
  });
  // Do not load and a code that nobody knows are answered by nothing.
  const holds = answers.length > 0 && answers.every((answer) => answer.holds);
  const shown = answers.flatMap((answer) => answer.shown);
  return known(holds, shown.length === 0 ? String(holds) : shown.join('; '));
}

/**
 * What pre-loading risk analysis asked for and nobody has answered yet. Do not load is no question: no
 * answer takes it away (EU ICS2 referral protocols for air cargo and mail; from memory, verify).
 */
export function referralFacts(state: SessionState) {
  const asked = (code: Answerable): Fact => declared(state, (item) => open(state, item, code));
  return {
    'declared.do-not-load': declared(state, (item) => stands(item, 'DNL')),
    'declared.referral-unknown': declared(state, (item) => stands(item, 'unknown')),
    'declared.screening-requested': asked('RFS'),
    'declared.information-requested': asked('RFI'),
    'referral.answered': declared(state, (item) => answered(state, item)),
  };
}
