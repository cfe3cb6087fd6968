import type { Problem } from './problem.ts';

/** What an identifier stands for. Only a parcel's own can be the item that is screened. */
export type Named = 'parcel' | 'consignment' | 'goods' | 'nothing';

/** One field of a GS1 element string. */
export interface Gs1Element {
  /** Application identifier, two to four digits. */
  readonly ai: string;
  /** As it stands on the label. */
  readonly value: string;
}

/** What a label says, or what is wrong with it. */
export interface Identity {
  readonly scheme: 's10' | 'sscc' | 'gs1' | 'unknown';
  /** False when the text cannot be this scheme's identifier, such as a wrong check digit. */
  readonly valid: boolean;
  /**
   * The key for the manifest: upper case without blanks; of scheme `gs1` the bracketed form as it is
   * printed, with `…` for what names a person.
   */
  readonly canonical: string;
  /** Findings; a valid identifier may have some, such as an unknown country. */
  readonly problems: readonly Problem[];
  /** Check digit that would have been right, when that is what is wrong. */
  readonly expected?: string;
  /** Missing in records of the first versions, which knew S10, SSCC and unknown text only. */
  readonly names?: Named;
  /** All elements of a GS1 label. */
  readonly elements?: readonly Gs1Element[];
}

/** Whether this is the identifier of a parcel, right or wrong, and not of goods inside it. */
export function namesParcel({ scheme, names }: Pick<Identity, 'scheme' | 'names'>): boolean {
  return (names ?? (scheme === 'unknown' ? 'nothing' : 'parcel')) === 'parcel';
}
