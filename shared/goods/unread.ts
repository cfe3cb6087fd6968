import type { Lexicon } from './lexicon.ts';
import { readable, tokensOf, type Token } from './normalise.ts';

/** Letters of a word that means something: one Greek letter is a unit or a vitamin. */
const SHORTEST_UNREAD = 2;
/** Shorter words are those of every sentence, `en`, `de`, `та`: they say nothing of goods. */
const SHORTEST_KNOWN = 3;

const wordsByLexicon = new WeakMap<Lexicon, ReadonlySet<string>>();

/** Stems of all words that the knowledge of goods has; keys of its phrases are stems between blanks. */
function knownWords(lexicon: Lexicon): ReadonlySet<string> {
  const made = wordsByLexicon.get(lexicon);
  if (made !== undefined) return made;
  const words = new Set([...lexicon.phrases.keys()].flatMap((key) => key.split(' ')));
  wordsByLexicon.set(lexicon, words);
  return words;
}

/** Whether a description has a word of a script that is not read: Hangul, kana, Thai, Greek, Hebrew. */
export function hasUnreadScript(description: string): boolean {
  return tokensOf(readable(description)).some(
    ({ script, word }) => script === 'other' && word.length >= SHORTEST_UNREAD,
  );
}

/** Whether the knowledge of goods has none of a description's words, in whatever phrase or sense. */
export function knowsNoWord(description: string, lexicon: Lexicon): boolean {
  const known = knownWords(lexicon);
  const tells = ({ word, script }: Token): boolean =>
    script === 'han' || (script !== 'number' && word.length >= SHORTEST_KNOWN);
  const words = tokensOf(readable(description)).filter(tells);
  return words.length > 0 && !words.some(({ stem }) => known.has(stem));
}
