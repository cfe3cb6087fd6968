import { foldedWords } from './fold-name.ts';
import { declaredAddress, evenedAddress } from './street-words.ts';

/** Fewer words than these are a town or a street, and no address. */
const FEWEST = 3;

/** The different words of an address as it is written; null for what is no address: it has no number, say. */
export function addressWords(text: string): ReadonlySet<string> | null {
  const words = new Set(foldedWords(text));
  const hasNumber = [...words].some((word) => /\d/.test(word));
  return words.size < FEWEST || !hasNumber ? null : words;
}

/**
 * What a declaration has to have of a listed address. One that says no more than a street and a number is in
 * many towns: it is compared as it is written.
 */
function comparedWords(written: ReadonlySet<string>): ReadonlySet<string> {
  const { words, telling } = evenedAddress(written);
  return telling < FEWEST ? written : words;
}

/** Listed addresses, found by a declaration that has all their words. */
export interface AddressIndex<T> {
  find(declared: string): readonly T[];
}

/** Each address stands under the one of its words that the fewest others have: streets have thousands. */
export function addressIndex<T>(
  addresses: Iterable<{ readonly text: string; readonly of: T }>,
): AddressIndex<T> {
  const count = new Map<string, number>();
  const held: { words: readonly string[]; of: T }[] = [];
  for (const { text, of } of addresses) {
    const written = addressWords(text);
    if (written === null) continue;
    const words = comparedWords(written);
    for (const word of words) count.set(word, (count.get(word) ?? 0) + 1);
    held.push({ words: [...words], of });
  }
  const byRarest = new Map<string, typeof held>();
  for (const address of held) {
    const rarest = address.words.reduce((least, word) =>
      (count.get(word) ?? 0) < (count.get(least) ?? 0) ? word : least,
    );
    const known = byRarest.get(rarest);
    if (known === undefined) byRarest.set(rarest, [address]);
    else known.push(address);
  }
  return {
    find(declared) {
      const words = declaredAddress(declared);
      return [...words]
        .flatMap((word) => byRarest.get(word) ?? [])
        .filter((address) => address.words.every((word) => words.has(word)))
        .map(({ of }) => of);
    },
  };
}
