/** Stable codes of what may be wrong with a label. Programs go by these, people by the words. */
export type ProblemCode =
  | 'empty'
  | 'hidden-characters'
  | 'envelope-broken'
  | 'keyboard-layout'
  | 'no-known-scheme'
  | 'check-digit'
  | 'letter-for-digit'
  | 'country-unknown'
  | 'service-unknown'
  | 'names-goods'
  | 'names-consignment'
  | 'names-no-parcel'
  | 'several-parcels'
  | 'names-receptacle'
  | 'names-despatch'
  | 'receptacle-length'
  | 'receptacle-format'
  | 'mail-category-unknown'
  | 'mail-class-unknown'
  | 'plate-format'
  | 'plate-length'
  | 'issuer-unknown'
  | 'ambiguous'
  | 'common-form'
  | 'form-only'
  | 'unchecked'
  | 'unverified'
  | 'gtin-length'
  | 'gs1-unknown-ai'
  | 'gs1-too-short'
  | 'gs1-too-long'
  | 'gs1-separator-missing'
  | 'gs1-trailing-text'
  | 'gs1-format'
  | 'gs1-date'
  | 'gs1-repeated';

/** One finding: its code, a colon, a sentence for people. */
export type Problem = `${ProblemCode}: ${string}`;

/** A finding with its code in front. */
export function problem(code: ProblemCode, words: string): Problem {
  return `${code}: ${words}`;
}

/** The sentence of a finding; older records have no code in front of it. */
export function problemWords(text: string): string {
  return text.replace(/^[a-z0-9]+(?:-[a-z0-9]+)*: /, '');
}
