/**
 * Characters that no name is written with but that change how a list or a record is shown: controls,
 * invisible and direction-changing format characters (Unicode UTR 36, "Bidirectional Text Spoofing";
 * CVE-2021-42574 is the attack on program text), private use, halves of pairs, unassigned, and line breaks.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/u;

/** Persian and Indic names are spelt with them (Unicode Standard 23.2); between Latin letters they hide. */
const JOINER = /(?<=[\p{L}\p{M}])(?<![\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}])[\u200C\u200D](?=\p{L})/gu;

/** A name as it is kept (NFC, single spaces), or null for one that cannot be shown as written. */
export function cleanName(text: string): string | null {
  if (UNSEEN.test(text.replace(JOINER, '')) || !/\p{L}/u.test(text)) return null;
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/**
 * What two spellings of one name have in common: composed or not, wide or narrow, upper or lower case
 * (Unicode Standard 5.18: both ways, since `ß` and `SS` meet only in upper case).
 */
export function foldName(text: string): string {
  const one = text
    .normalize('NFKC')
    .replace(/[\u200C\u200D]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  return one.toUpperCase().toLowerCase().normalize('NFKC');
}

/** Badges differ in more than upper and lower case, so that records cannot be mistaken. */
export function foldBadge(badge: string): string {
  return badge.toUpperCase();
}
