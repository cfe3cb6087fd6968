import type { ManifestItem } from '../manifest/item.ts';
import { foldedWords, foldName } from './fold-name.ts';

export const ROLES = ['sender', 'addressee'] as const;
export type PartyRole = (typeof ROLES)[number];

/** What a declaration says of one party. */
export interface Party {
  readonly role: PartyRole;
  readonly name: string | null;
  readonly company: string | null;
  readonly address: string | null;
  readonly postcode: string | null;
  readonly city: string | null;
  /** ISO 3166-1. */
  readonly country: string | null;
  /** Where the item is from (sender) or goes to (addressee): what stands for a country that is not said. */
  readonly itemCountry?: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly reference: string | null;
}

/** Sender and addressee of a declaration. */
export function partiesOf(item: ManifestItem): readonly Party[] {
  return ROLES.map((role) => ({
    role,
    name: item[`${role}_name`],
    company: item[`${role}_company`],
    address: item[`${role}_address`],
    postcode: item[`${role}_postcode`],
    city: item[`${role}_city`],
    country: item[`${role}_country`],
    itemCountry: role === 'sender' ? item.origin_country : item.destination_country,
    phone: item[`${role}_phone`],
    email: item[`${role}_email`],
    reference: item[`${role}_reference`],
  }));
}

/** Whether a declaration says anything of a party that it could be found by. */
export function isNamed({ name, company, address, phone, email, reference }: Party): boolean {
  return [name, company, address, phone, email, reference].some((text) => text !== null);
}

/** Digits of a telephone number without the prefix for abroad; null where there are too few. */
export function phoneKey(text: string): string | null {
  const digits = foldedWords(text).join('').replace(/\D/g, '').replace(/^0+/, '');
  return digits.length < 6 ? null : digits;
}

/** An e-mail address as it is compared; null for what is none. */
export function emailKey(text: string): string | null {
  const email = text.normalize('NFKC').trim().toLowerCase();
  return /^\S+@\S+$/.test(email) ? email : null;
}

/** A number of an authority without its punctuation; null where nothing is left. */
export function referenceKey(text: string): string | null {
  const key = foldedWords(text).join('');
  return key.length < 4 ? null : key;
}

/** What two mentions of a party are compared by. These are names: they leave memory through a keyed hash only. */
export interface PartyKeys {
  /** The party: its name with country and place. */
  readonly party: string;
  /** Its name alone, wherever it is. */
  readonly name: string;
  /**
   * Whether it is told apart from namesakes: by a place, or because it is a company. A name of a person and a
   * country are those of many.
   */
  readonly distinct: boolean;
}

/** A postcode, else city, else street; what has neither a digit but 0 nor letters is none. */
function placeOf({ postcode, city, address }: Party): readonly string[] {
  const [code, town, street] = [postcode, city, address].map((text) => foldedWords(text ?? ''));
  if (code !== undefined && /[1-9]/.test(code.join(''))) return [code.join('')];
  for (const [kind, words = []] of [
    ['city', town],
    ['address', street],
  ] as const) {
    if (/\p{L}{2}/u.test(words.join(''))) return ['', `${kind} ${words.join(' ')}`];
  }
  return [''];
}

/**
 * What makes two mentions of a party the same one for its history: name (else company) whatever its
 * script, order and case, with country and place. A country that is left out is that of the item's way, so
 * that leaving it out makes nobody a stranger; nothing else is guessed: with a postcode it is another party than
 * without. Null where nobody is named.
 */
export function partyKeys(party: Party): PartyKeys | null {
  const [person, company] = [party.name, party.company].map((text) =>
    text === null ? null : foldName(text),
  );
  const folded = person ?? company ?? null;
  if (folded === null) return null;
  const sounds = folded.words.map(({ sound }) => sound).sort();
  const place = placeOf(party);
  return {
    party: JSON.stringify([sounds, party.country ?? party.itemCountry ?? '', ...place]),
    name: JSON.stringify([sounds]),
    distinct: place.some((part) => part !== '') || folded !== person,
  };
}
