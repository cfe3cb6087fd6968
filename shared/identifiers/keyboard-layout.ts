import { problem, type Problem } from './problem.ts';

/** Unshifted row of digits on French and Belgian keyboards. */
const AZERTY_DIGIT = '[&é"\'(\\-§è_!çà]';
/** A letter; French keyboards have `,` or `?` where others have M. */
const LETTER = '[\\p{L},;?]';

const AZERTY = new RegExp(
  `^(?:${LETTER}{2}${AZERTY_DIGIT}{9}${LETTER}{2}|${AZERTY_DIGIT}{18}|${AZERTY_DIGIT}{20})$`,
  'u',
);
/** An S10 or SSCC in the letters or digits of any alphabet. */
const OTHER_ALPHABET = /^(?:\p{L}{2}\p{Nd}{9}\p{L}{2}|\p{Nd}{18}|\p{Nd}{20})$/u;
const BEYOND_ASCII = /[^\u0020-\u007e]/;

/**
 * A reader that plays a keyboard sends keys, not characters: under another layout they become other
 * characters. Says so where the shape of an identifier is still to be seen. What the label says is not
 * guessed: layouts differ.
 *
 * @param key upper case without blanks
 */
export function keyboardLayoutProblem(key: string): Problem | null {
  const garbled = AZERTY.test(key) || (OTHER_ALPHABET.test(key) && BEYOND_ASCII.test(key));
  if (!garbled) return null;
  return problem(
    'keyboard-layout',
    'Characters of another keyboard stand where an identifier has A to Z and 0 to 9; the keyboard ' +
      'layout is the likely reason. Set reader and computer to the same layout, or use the reader in ' +
      'serial mode.',
  );
}
