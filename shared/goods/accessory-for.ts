import { saysWithin } from './accessories.ts';
import { isNaming, type Lexicon, type Match, type Place } from './lexicon.ts';
import { stemsOf, type Token } from './normalise.ts';

/** Concepts of what is for a device: cases, cables, holders. */
const ACCESSORIES: ReadonlySet<string> = new Set(['mark-accessory-for', 'plain-phone-case']);
/** Concepts of what these are for, which have a battery. */
const DEVICES: ReadonlySet<string> = new Set([
  'smartphones',
  'laptops-tablets',
  'smart-watches-earbuds',
  'branded-electronics',
]);

/** The same by their words, of languages in which what something is for stands before it. */
const BEHIND = stemsOf([
  'case cases cover covers holder stand strap skin sleeve Hülle Armband Halterung kılıf kılıfı kayışı kordonu कवर केस',
]);

/**
 * The tokens that name the telephone, computer or watch that an accessory is for, where the accessory begins its
 * part: `funda Xiaomi Redmi`, `Hülle iPad`. What comes with or in something is not what that is for, and in the other
 * order it may be either (`iPhone 12 cable`) but where the language has no other: `iPhone 13 case`.
 */
export function devicePlaces(
  tokens: readonly Token[],
  matches: readonly Match[],
  parts: readonly Place[],
  { concepts }: Lexicon,
): Place[] {
  const idOf = ({ concept }: Match): string => concepts[concept]?.id ?? '';
  const all = matches.filter((match) => DEVICES.has(idOf(match)));
  if (all.length === 0) return [];
  return parts.flatMap((part) => {
    const isWithin = ({ from, to }: Place): boolean => part.from <= from && to <= part.to;
    const devices = all.filter(isWithin);
    const named = matches.filter((match) => isNaming(match.kind) && isWithin(match));
    const ahead = BEHIND.has(tokens[part.to - 1]?.stem ?? '')
      ? devices.filter(({ to }) => to === part.to - 1)
      : [];
    const begin = Math.min(...named.map(({ from }) => from));
    const first = named.filter((name) => name.from === begin && ACCESSORIES.has(idOf(name)));
    if (first.length === 0) return ahead;
    const end = Math.min(...first.map(({ to }) => to));
    const behind = devices.filter(
      ({ from }) => from >= end && !saysWithin(tokens.slice(end, from)),
    );
    return [...ahead, ...behind];
  });
}
