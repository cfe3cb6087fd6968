/** What a label says, or what is wrong with it. */
export interface Identity {
  readonly scheme: 's10' | 'sscc' | 'unknown';
  /** False when the text cannot be this scheme's identifier, such as a wrong check digit. */
  readonly valid: boolean;
  /** Upper case without blanks; the key for the manifest. */
  readonly canonical: string;
  /** Findings in words; a valid identifier may have some, such as an unknown country. */
  readonly problems: readonly string[];
  /** Check digit that would have been right, when that is what is wrong. */
  readonly expected?: string;
}
