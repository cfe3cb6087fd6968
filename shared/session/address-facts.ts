import { plainText } from '../goods/words.ts';
import type { AddressColumn, ManifestItem } from '../manifest/item.ts';
import type { Fact } from '../rules/facts.ts';
import { absent, truth } from './known-facts.ts';
import type { BenchPolicy } from './policy.ts';

type DeclarationPolicy = BenchPolicy['declaration'];
type Part = DeclarationPolicy['addressParts'][number];

/**
 * Columns of each part, the first that says something counts. Company for a name, country of the route
 * for a country: that is where the parcel comes from or goes.
 */
const COLUMNS = {
  sender: {
    name: ['sender_name', 'sender_company'],
    street: ['sender_address'],
    city: ['sender_city'],
    country: ['sender_country', 'dispatch_country', 'origin_country'],
  },
  addressee: {
    name: ['addressee_name', 'addressee_company'],
    street: ['addressee_address'],
    city: ['addressee_city'],
    country: ['addressee_country', 'destination_country'],
  },
} as const satisfies Record<string, Readonly<Record<Part, readonly AddressColumn[]>>>;

const SIDES = ['sender', 'addressee'] as const;
type Side = (typeof SIDES)[number];

function partOf(item: ManifestItem, side: Side, part: Part): string | null {
  const columns: readonly AddressColumn[] = COLUMNS[side][part];
  return columns.map((column) => item[column]).find((text) => text !== null) ?? null;
}

/** Not where no file has a column for it, nor where neither sender nor addressee has it. */
function isAsked(item: ManifestItem, side: Side, part: Part): boolean {
  const columns: readonly AddressColumn[] = COLUMNS[side][part];
  const missing = item.columns_missing ?? [];
  if (columns.every((column) => missing.includes(column))) return false;
  return SIDES.some((one) => partOf(item, one, part) !== null);
}

/**
 * No letter and no digit, or the same letter or zero again and again (`xxx`, `0000`; 111 is a house), or
 * a text of the list. Some of its words are towns.
 */
function isPlaceholder(
  text: string,
  part: Part,
  { addressPlaceholders, addressTowns }: DeclarationPolicy,
): boolean {
  const plain = plainText(text);
  const signs = plain.replace(/[^\p{L}\p{M}\p{N}]/gu, '');
  if (signs === '' || /^(?:(\P{N})\1{2,}|0{3,})$/u.test(signs)) return true;
  return addressPlaceholders.has(plain) && !(part === 'city' && addressTowns.has(plain));
}

/**
 * What is missing of sender and addressee. A part that is not in what the post was sent is no finding, and
 * neither is a declaration without any name or address: it says nothing of either. The texts themselves
 * are not shown, they are personal.
 */
export function addressIncomplete(item: ManifestItem, policy: DeclarationPolicy): Fact {
  const personal = SIDES.some((side) =>
    (['name', 'street', 'city'] as const).some((part) => partOf(item, side, part) !== null),
  );
  if (!personal) return absent('the declaration gives no name and no address');
  const found = SIDES.flatMap((side) =>
    policy.addressParts.flatMap((part) => {
      const text = partOf(item, side, part);
      if (text === null) return isAsked(item, side, part) ? [`no ${side} ${part}`] : [];
      return isPlaceholder(text, part, policy) ? [`${side} ${part} says nothing`] : [];
    }),
  );
  return truth(found.length > 0, found.join(', '));
}
