import { stemOf, type Token } from './normalise.ts';

/**
 * Endings of plurals, and of Turkish possession, that only some languages of the Latin script have, with
 * what a word has instead of them. Taken from every word they would make words of other languages alike
 * (`dollar`, `piller`), so that they are looked up where a word as it stands says nothing.
 */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  // Turkish: piller, pilleri; bataryası; pili, silahı.
  [/l[ae]r(?:[iu]n?)?$/, ''],
  [/(?<=[aeiou])s[iu]$/, ''],
  [/gi$|gu$/, 'k'],
  [/(?<=[^aeiou])[iu]$/, ''],
  // Portuguese: munições (whose `oe` is folded where a word is long), animais, fuzis, homens.
  [/oe?s$/, 'ao'],
  [/(?<=[aeou])is$/, 'l'],
  [/is$/, 'il'],
  [/ns$/, 'm'],
  // French: couteaux, animaux, batteries. Spanish: luces. English: boxes, knives.
  [/x$/, ''],
  [/aux$/, 'al'],
  [/ies$/, 'ie'],
  [/ces$/, 'z'],
  [/es$/, ''],
  // German: Waffen, whose vowel stays.
  [/(?<=e)n$/, ''],
  [/ves$/, 'fe'],
  [/ves$/, 'f'],
  // Hindi in Latin letters: goliyan. (Of goliyon as well, were `tansiyon` not Turkish.)
  [/iyan$/, 'i'],
];
/** What is left of a word is a word. */
const LEAST = 3;

/** Stems of the words that a word may be the plural of, other than its own. */
export function singularsOf({ word, stem, script }: Token): string[] {
  if (script !== 'latin') return [];
  const found = ENDINGS.flatMap(([ending, instead]) => {
    const one = word.replace(ending, instead);
    return one === word || one.length < LEAST ? [] : [stemOf(one, script)];
  });
  return [...new Set(found)].filter((one) => one !== stem);
}
