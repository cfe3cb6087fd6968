import type { Courier } from './courier-names.ts';
import type { Problem } from './problem.ts';

/**
 * What an identifier stands for. Only a parcel's own can be the item that is screened. Of `maybe-parcel`
 * the manifest has to say whether it is one: nothing on the label vouches for it.
 */
export type Named =
  'parcel' | 'maybe-parcel' | 'receptacle' | 'despatch' | 'consignment' | 'goods' | 'nothing';

export type Scheme =
  's10' | 's9' | 's8' | 'sscc' | 'gs1' | 'iso15459' | 'awb' | Courier | 'unknown';

/** One field of a GS1 element string. */
export interface Gs1Element {
  /** Application identifier, two to four digits. */
  readonly ai: string;
  /** As it stands on the label. */
  readonly value: string;
}

/** Another scheme that the same text fits. */
export interface Alternative {
  readonly scheme: Scheme;
  readonly canonical: string;
}

/** What a label says, or what is wrong with it. */
export interface Identity {
  readonly scheme: Scheme;
  /** False when the text cannot be this scheme's identifier, such as a wrong check digit. */
  readonly valid: boolean;
  /**
   * The key for the manifest: upper case without blanks; of scheme `gs1` the bracketed form as it is
   * printed, with `…` for what is personal; of a courier's barcode the number without its routing, unless
   * a wrong check character covers both.
   */
  readonly canonical: string;
  /** The text as a key, where `canonical` is only a part of it: a manifest may have that one instead. */
  readonly wholeKey?: string;
  /** Findings; a valid identifier may have some, such as an unknown country. */
  readonly problems: readonly Problem[];
  /** Check digit that would have been right, when that is what is wrong. */
  readonly expected?: string;
  /** Missing in records of the first versions, which knew S10, SSCC and unknown text only. */
  readonly names?: Named;
  /** All elements of a GS1 label. */
  readonly elements?: readonly Gs1Element[];
  /** What its parts say, by names that are explained in docs/identifiers.md. */
  readonly fields?: Readonly<Record<string, string | number | boolean>>;
  /** Other schemes that fit and are not refused, the likelier ones first; missing when there is none. */
  readonly alternatives?: readonly Alternative[];
}

/** Whether this is the identifier of a parcel, right or wrong, and not of goods inside it. */
export function namesParcel({ scheme, names }: Pick<Identity, 'scheme' | 'names'>): boolean {
  return (names ?? (scheme === 'unknown' ? 'nothing' : 'parcel')) === 'parcel';
}
