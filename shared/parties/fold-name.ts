import {
  FORMS,
  FORMS_APART,
  FORMS_OR_NAMES,
  SAME_FORM,
  TITLES,
  TITLES_OR_NAMES,
} from './idle-words.ts';
import { withoutLookAlikes } from './look-alikes.ts';
import { wordOf, type Word } from './sound.ts';

/** A name as it is compared. */
export interface FoldedName {
  /**
   * Its words, in order, without forms of address and legal forms at its ends, as far as two words are
   * left and those forms are no names themselves.
   */
  readonly words: readonly Word[];
  /** Legal forms that were left out of `words`, in order. */
  readonly forms: readonly string[];
  /** Without what may be a name, too, and down to one word: good for a possible match only. */
  readonly core: readonly Word[];
  /** What was left out of `core`. */
  readonly without: 'nothing' | 'title' | 'form';
}

/** Standing alone between parts of Arabic names, written with hyphens or blanks. */
const ARTICLES: ReadonlySet<string> = new Set(['al', 'el', 'ال']);
/** `Abdul Rahman` and `Abdulrahman` are one name. */
const SERVANT = /^(?:abd|abd[aeu]l|عبد)$/;
const CHINESE_FORMS = /(?<=..)(?:股份有限公司|有限责任公司|有限公司|公司)$/u;
const CHINESE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+$/u;

/** Not seen on paper: joiners, soft hyphens, marks of direction, fillers, variation selectors. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** Combining marks of Latin, Greek and Cyrillic, vowel marks of Arabic and its stretching line. */
const MARKS = /[\u0300-\u036F\u064B-\u065F\u0670\u0640]/gu;
/** Within words: apostrophes, soft and hard signs written as such, full stops of `S.A.R.L.` */
const WITHIN = /(?<=\p{L})['’ʼʻ`´.](?=\p{L})/gu;
const OTHER_DIGITS = /[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F]/g;
const ZEROS = [0x0660, 0x06f0, 0x0966];

function latinDigit(digit: string): string {
  const code = digit.charCodeAt(0);
  const zero = ZEROS.find((start) => code >= start && code < start + 10);
  return zero === undefined ? digit : String(code - zero);
}

/** A text as it is compared: no case, width, marks, invisible or look-alike letters, or kinds of apostrophe. */
export function foldText(text: string): string {
  return withoutLookAlikes(text.normalize('NFKC').replace(INVISIBLE, ''))
    .toLowerCase()
    .normalize('NFD')
    .replace(MARKS, '')
    .normalize('NFC')
    .replace(WITHIN, '')
    .replace(OTHER_DIGITS, latinDigit);
}

/** The words of a folded text: letters with their signs, and digits. */
export function foldedWords(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** Words that stand together where a script has no blanks, or a name has two ways to be written. */
function joined(words: readonly string[]): string[] {
  return words.reduce<string[]>((done, word) => {
    const last = done.at(-1);
    const together =
      last !== undefined && (SERVANT.test(last) || (CHINESE.test(last) && CHINESE.test(word)));
    if (!together) return [...done, word];
    return [...done.slice(0, -1), last + word.replace(/^ال(?=..)/, '')];
  }, []);
}

function withoutArticles(words: readonly string[]): readonly string[] {
  const left = words.filter((word) => !ARTICLES.has(word));
  return left.length < 2 ? words : left;
}

/** Of five words at most: `S. de R.L. de C.V.` */
const MOST_APART = 5;

/** With a legal form of several words as one word; the longest that stands at the end. */
function withFormsTogether(words: readonly string[]): readonly string[] {
  for (let count = Math.min(MOST_APART, words.length - 1); count > 1; count -= 1) {
    const form = FORMS_APART.get(words.slice(-count).join(''));
    if (form !== undefined) return [...words.slice(0, -count), form];
  }
  return words;
}

/** What is cut off the ends of a name: some of its words are left, from one place up to another. */
interface Cut {
  readonly from: number;
  readonly to: number;
}

/** As many words stay as a name needs to be somebody's: `Ms Lee` is not `Mr Lee`. */
const FEWEST = 2;

/** Forms that nobody is called by; one that may be a name is one beside another: `Co., Ltd`. */
function cutSurely(words: readonly string[]): Cut {
  let [from, to] = [0, words.length];
  const left = (): boolean => to - from > FEWEST;
  const isIdle = (word = ''): boolean => FORMS.has(word) || TITLES.has(word);
  while (left() && isIdle(words[from])) from += 1;
  while (left()) {
    const beside = to < words.length && FORMS_OR_NAMES.has(words[to - 1] ?? '');
    if (!isIdle(words[to - 1]) && !beside) break;
    to -= 1;
  }
  return { from, to };
}

/** So long that it is hardly a given name beside a legal form that is a family name. */
const LONG_NAME = 6;

/** All forms; down to one word where what goes is no name, or what stays is long. */
function cutPerhaps(words: readonly string[], { from: first, to: last }: Cut): Cut {
  let [from, to] = [first, last];
  const may = (sure: boolean, stays = ''): boolean =>
    to - from > FEWEST || (to - from === FEWEST && (sure || stays.length >= LONG_NAME));
  for (; to > from; to -= 1) {
    const word = words[to - 1] ?? '';
    const sure = FORMS.has(word) || TITLES.has(word);
    if (!sure && !FORMS_OR_NAMES.has(word)) break;
    if (!may(sure, words[to - 2])) break;
  }
  for (; to > from; from += 1) {
    const word = words[from] ?? '';
    const sure = FORMS.has(word) || TITLES.has(word);
    if (!sure && !TITLES_OR_NAMES.has(word)) break;
    if (!may(sure)) break;
  }
  return { from, to };
}

/** At most so many words of a name are compared; the longest names of ICAO Doc 9303 have fewer. */
const MOST_WORDS = 12;

/** A name as it is compared; null when nothing in it is a letter or a digit. */
export function foldName(text: string): FoldedName | null {
  const written = joined(withoutArticles(withFormsTogether(foldedWords(text)))).map(
    (word) => SAME_FORM.get(word) ?? word,
  );
  if (written.length === 0) return null;
  const chinese = written.flatMap((word) => CHINESE_FORMS.exec(word)?.[0] ?? []);
  const bare = written.map((word) => word.replace(CHINESE_FORMS, ''));
  const sure = cutSurely(bare);
  const perhaps = cutPerhaps(bare, sure);
  const words = bare.slice(sure.from, sure.to).slice(0, MOST_WORDS).map(wordOf);
  const gone = [...bare.slice(0, perhaps.from), ...bare.slice(perhaps.to)];
  const isCut = perhaps.from !== sure.from || perhaps.to !== sure.to;
  const core = isCut
    ? bare.slice(perhaps.from, perhaps.to).slice(0, MOST_WORDS).map(wordOf)
    : words;
  const isForm = (word: string): boolean => FORMS.has(word) || FORMS_OR_NAMES.has(word);
  const dropped = [...bare.slice(0, sure.from), ...bare.slice(sure.to)];
  return {
    words,
    forms: [...dropped.filter((word) => isForm(word)), ...chinese],
    core,
    without: gone.length === 0 ? 'nothing' : gone.some((word) => !isForm(word)) ? 'title' : 'form',
  };
}
