import { plainText } from '../goods/words.ts';
import type { ManifestItem } from '../manifest/item.ts';
import type { Fact } from '../rules/facts.ts';
import { absent, truth } from './known-facts.ts';
import type { BenchPolicy } from './policy.ts';

type DeclarationPolicy = BenchPolicy['declaration'];
type Part = DeclarationPolicy['addressParts'][number];
type Address = { readonly [part in Part]: string | null };

/** Company for a name, country of the route for a country: that is where the parcel comes from or goes. */
function addressesOf(item: ManifestItem): {
  readonly sender: Address;
  readonly addressee: Address;
} {
  return {
    sender: {
      name: item.sender_name ?? item.sender_company,
      street: item.sender_address,
      city: item.sender_city,
      country: item.sender_country ?? item.dispatch_country ?? item.origin_country,
    },
    addressee: {
      name: item.addressee_name ?? item.addressee_company,
      street: item.addressee_address,
      city: item.addressee_city,
      country: item.addressee_country ?? item.destination_country,
    },
  };
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
 * What is missing of sender and addressee. A part that neither of them has is not in what the post was
 * sent, and a declaration without any name or address says nothing of either: that is no finding. The
 * texts themselves are not shown, they are personal.
 */
export function addressIncomplete(item: ManifestItem, policy: DeclarationPolicy): Fact {
  const { sender, addressee } = addressesOf(item);
  const personal = [sender, addressee].some(
    ({ name, street, city }) => name !== null || street !== null || city !== null,
  );
  if (!personal) return absent('the declaration gives no name and no address');
  const found = Object.entries({ sender, addressee }).flatMap(([who, address]) =>
    policy.addressParts.flatMap((part) => {
      const text = address[part];
      if (text !== null)
        return isPlaceholder(text, part, policy) ? [`${who} ${part} says nothing`] : [];
      const asked = sender[part] !== null || addressee[part] !== null;
      return asked ? [`no ${who} ${part}`] : [];
    }),
  );
  return truth(found.length > 0, found.join(', '));
}
