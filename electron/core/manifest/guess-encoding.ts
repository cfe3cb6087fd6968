import { analyse } from 'chardet';
import { createDecoder } from './text-decoders.ts';
import type { TextEncoding } from './text-decoders.ts';

/** Encodings other than Unicode that are read where a file does not say what it is in. */
const GUESSED = ['windows-1252', 'windows-1251', 'gb18030'] as const;
export type GuessedEncoding = (typeof GUESSED)[number];

/** Of the words and characters that tell, how many have to look right: names have oddities. */
const PLAUSIBLE = 0.9;
/** Three bytes may be capitals of either script: `ÅÄÖ` is `ЕДЦ`. One character says as little. */
const FEWEST_LETTERS = { 'windows-1251': 4, gb18030: 2 } as const;
/** A letter with an accent, or the sign of a currency at an amount or alone. */
const WESTERN = /[À-ÖØ-öø-ÿŒœŠšŽžŸ]|(?<!\p{L})[€£](?!\p{L})/u;
/** As `PLAUSIBLE`; names have characters that are rare in text. */
const PLAUSIBLE_CHINESE = 0.8;
/**
 * How much more sure the statistics (chardet, 0 to 100) have to be of one encoding than of another
 * when the text looks right in both.
 */
const CLEAR_LEAD = 20;

/**
 * The encoding that bytes above ASCII are most likely in; null when that is not clear. What an
 * encoding would make of the words decides first (a word is of one script, and of one case but for
 * its beginning), statistics of letters only between encodings that pass: of a few short names they
 * know nothing.
 *
 * @param sample lines that are not UTF-8
 */
export function guessEncoding(sample: Buffer): GuessedEncoding | null {
  const likely = GUESSED.filter((encoding) => looksRight(sample, encoding));
  const western = decoded(sample, 'windows-1252');
  // Signs that both have in the same place, such as quotation marks and degrees.
  const same = western === decoded(sample, 'windows-1251') && !likely.includes('gb18030');
  if (same && western !== null) return 'windows-1252';
  const sure = confidences(sample);
  const [best] = likely.sort((one, other) => sure(...NAMES[other]) - sure(...NAMES[one]));
  if (best === undefined || !saysEnough(sample, best)) return null;
  if (looksRightElsewhere(sample, best)) return null;
  const [own, unread] = [sure(...NAMES[best]), sure(...NOT_READ[best])];
  if (likely.length === 1) return own >= unread ? best : null;
  const others = likely.filter((encoding) => encoding !== best).flatMap((one) => NAMES[one]);
  return own >= Math.max(unread, sure(...others)) + CLEAR_LEAD ? best : null;
}

/** What chardet calls them. */
const NAMES: { readonly [encoding in GuessedEncoding]: readonly string[] } = {
  'windows-1252': ['windows-1252', 'ISO-8859-1'],
  'windows-1251': ['windows-1251'],
  gb18030: ['GB18030'],
};

/**
 * Encodings that are not read and whose text looks right in ours. Those of other Latin alphabets share
 * most letters with windows-1252 and are told by their words.
 */
const NOT_READ: { readonly [encoding in GuessedEncoding]: readonly string[] } = {
  'windows-1252': [],
  'windows-1251': ['KOI8-R', 'ISO-8859-5', 'windows-1253', 'ISO-8859-7', 'windows-1255'],
  gb18030: ['Big5', 'EUC-KR', 'EUC-JP', 'Shift_JIS'],
};

/** An encoding that is not read, and how much of a text is usual there; 0 to 1. */
type Rival = readonly [label: string, usual: (text: string) => number];

/**
 * Of those, the ones whose common characters are where ours has its common ones: Hebrew letters are
 * small Cyrillic ones, Hangul and the common kanji are common Chinese characters. Big5 with such
 * bytes alone reads as Hangul, too.
 */
const RIVALS: { readonly [encoding in GuessedEncoding]: readonly Rival[] } = {
  'windows-1252': [],
  'windows-1251': [['windows-1255', (text) => share(text.match(WORDS) ?? [], isHebrew)]],
  gb18030: [
    ['euc-kr', (text) => share(text.match(NOT_ASCII) ?? [], isHangul)],
    ['euc-jp', (text) => share(text.match(NOT_ASCII) ?? [], isCommonJapanese)],
  ],
};

/** Whether the text would be as usual in an encoding that is not read. */
function looksRightElsewhere(sample: Buffer, encoding: GuessedEncoding): boolean {
  return RIVALS[encoding].some(
    ([label, usual]) => usual(new TextDecoder(label).decode(sample)) >= PLAUSIBLE,
  );
}

/** The highest confidence in any of some names; 0 to 100. */
function confidences(sample: Buffer): (...names: readonly string[]) => number {
  const found = analyse(sample);
  return (...names) =>
    Math.max(0, ...found.map(({ name, confidence }) => (names.includes(name) ? confidence : 0)));
}

function looksRight(sample: Buffer, encoding: GuessedEncoding): boolean {
  const text = decoded(sample, encoding);
  if (text === null) return false;
  switch (encoding) {
    case 'windows-1252':
      return share(text.match(WORDS) ?? [], isWestern) >= PLAUSIBLE;
    case 'windows-1251':
      return share(text.match(WORDS) ?? [], isCyrillic) >= PLAUSIBLE;
    case 'gb18030':
      return share(text.match(NOT_ASCII) ?? [], isCommonChinese) >= PLAUSIBLE_CHINESE;
  }
}

/** Whether there is something in the text by which the encoding shows. */
function saysEnough(sample: Buffer, encoding: GuessedEncoding): boolean {
  const text = decoded(sample, encoding) ?? '';
  if (encoding === 'windows-1252') return WESTERN.test(text);
  return (text.match(/[^\P{L}\p{ASCII}]/gu)?.length ?? 0) >= FEWEST_LETTERS[encoding];
}

function decoded(sample: Buffer, encoding: TextEncoding): string | null {
  const decode = createDecoder(encoding);
  const [body, end] = [decode(sample), decode(null)];
  return body.bad === null && end.bad === null ? body.text + end.text : null;
}

/** Of those that tell; 0 when none does: nothing speaks for the encoding then. */
function share(texts: readonly string[], isRight: (text: string) => boolean): number {
  return texts.length === 0 ? 0 : texts.filter(isRight).length / texts.length;
}

/** What is written without a blank and is not all ASCII. */
const WORDS = /[^\s,;|"/()<>]*[^\p{ASCII}\s][^\s,;|"/()<>]*/gu;

const NOT_ASCII = /\P{ASCII}/gu;

/** Letters with accents stand among plain ones, or alone; signs do not stand between letters. */
function isWestern(word: string): boolean {
  if (/\p{L}[¡-¬®-¶¸-¿ˆ˜†‡‰‹›…€•]\p{L}/u.test(word)) return false;
  const accented = word.match(/[À-ÿŒœŠšŽžŸƒªº]/gu)?.length ?? 0;
  const plain = word.match(/[A-Za-z]/g)?.length ?? 0;
  const other = /^[^A-Za-zÀ-ÿ]*$/.test(word);
  return other ? accented === 0 : accented === 1 || accented <= plain;
}

/** Cyrillic letters alone, in one case but for the first. */
function isCyrillic(word: string): boolean {
  return word.split(/[^\p{L}]+/u).every((part) => {
    if (!/\p{Script=Cyrillic}/u.test(part)) return /^[A-Za-z]*$/.test(part);
    return /^\p{Script=Cyrillic}+$/u.test(part) && /^(\p{Lu}?\p{Ll}*|\p{Lu}+)$/u.test(part);
  });
}

/**
 * Hebrew letters, of which five have a form of their own that stands at the end of a word only. Where
 * Cyrillic has its capitals there are vowel signs (`\p{M}`), which lists do not write, or nothing.
 */
function isHebrew(word: string): boolean {
  return word
    .split(/[^\p{L}\p{M}\ufffd]+/u)
    .every((part) => /^([א-יכלמנסעפצק-ת]*[א-ת]|[A-Za-z]*)$/u.test(part));
}

function isHangul(character: string): boolean {
  return /[가-힣]/.test(character);
}

function isCommonJapanese(character: string): boolean {
  return COMMON_JAPANESE.has(character);
}

/** Signs and full-width forms (rows 1 to 3 of GB 2312) and its level 1, the 3,755 common characters. */
function isCommonChinese(character: string): boolean {
  return COMMON_CHINESE.has(character);
}

const COMMON_CHINESE = charactersIn('gb18030', [0xa1, 0xa3], [0xb0, 0xd7]);
/** Signs and kana (rows 1 to 5 of JIS X 0208) and its level 1, the 2,965 common kanji. */
const COMMON_JAPANESE = charactersIn('euc-jp', [0xa1, 0xa5], [0xb0, 0xcf]);

/** The characters of two bytes whose first is in one of the ranges, both ends included. */
function charactersIn(label: string, ...ranges: (readonly [number, number])[]): Set<string> {
  const bytes: number[] = [];
  for (const [from, to] of ranges)
    for (let lead = from; lead <= to; lead += 1)
      for (let trail = 0xa1; trail <= 0xfe; trail += 1) bytes.push(lead, trail);
  return new Set(new TextDecoder(label).decode(Buffer.from(bytes)));
}
