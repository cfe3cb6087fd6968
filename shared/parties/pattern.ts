import type { ManifestItem } from '../manifest/item.ts';
import { emailKey, partiesOf, phoneKey, type PartyRole } from './party.ts';

/** A telephone number or e-mail address of a party. */
export const CONTACTS = ['phone', 'email'] as const;
export type Contact = (typeof CONTACTS)[number];

/** What the bench's own records say of items that belong together with this one. */
export interface TradePattern {
  /** How many days are looked back. */
  readonly days: number;
  /** Other items of the party within those days; null for a party that the declaration does not name. */
  readonly sender: number | null;
  readonly addressee: number | null;
  /** Declared value of this item; null where a line gives none, or several currencies. */
  readonly value: DeclaredValue | null;
  /** Other items from this sender to this addressee, with a value in the same currency. */
  readonly pair: { readonly items: number; readonly minor: number; readonly most: number } | null;
  readonly contacts: readonly {
    readonly party: PartyRole;
    readonly contact: Contact;
    /** Keyed hash, as of parties. */
    readonly fingerprint: string;
    /** Other names that stood beside it, at any time. */
    readonly otherNames: number;
  }[];
}

/** An amount in the currency's minor units. */
export interface DeclaredValue {
  readonly currency: string;
  readonly minor: number;
}

/** The value of all lines together; null where one has none, or they are of several currencies. */
export function declaredValue({ lines }: ManifestItem): DeclaredValue | null {
  const [first] = lines;
  if (first === undefined || first.currency === null) return null;
  let minor = 0;
  for (const { value_minor: value, currency } of lines) {
    if (value === null || currency !== first.currency) return null;
    minor += value;
  }
  return { currency: first.currency, minor };
}

const IN_ORDER = ['01234567890', '9876543210'];

/**
 * What stands where somebody had no number or address to give: one digit repeated, digits in order, also
 * behind the code of a country, `none@none.com`. As a contact it would be that of everybody.
 */
function isPlaceholder(key: string): boolean {
  if (key.includes('@')) return /^(?:no-?reply@.*|([^@.]+)@\1\.[^@]+)$/.test(key);
  return /(\d)\1{5,}$/.test(key) || IN_ORDER.some((row) => row.includes(key.slice(-7)));
}

/** The contacts of a declaration as they are compared. They are personal: hashed before they are kept. */
export function contactsOf(
  item: ManifestItem,
): readonly { readonly party: PartyRole; readonly contact: Contact; readonly key: string }[] {
  return partiesOf(item).flatMap(({ role, phone, email }) =>
    CONTACTS.flatMap((contact) => {
      const text = contact === 'phone' ? phone : email;
      const key = text === null ? null : contact === 'phone' ? phoneKey(text) : emailKey(text);
      return key === null || isPlaceholder(key) ? [] : [{ party: role, contact, key }];
    }),
  );
}
