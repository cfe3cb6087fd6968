import {
  AFTER_NAME,
  AFTER_NAME_OR_NAME,
  APART_AFTER_NAME,
  FORMS,
  FORMS_APART,
  FORMS_OR_NAMES,
  SAME_FORM,
  TITLES,
  TITLES_OR_NAMES,
} from './idle-words.ts';
import { withoutLookAlikes } from './look-alikes.ts';
import { wordOf, type Word } from './sound.ts';
import type { OtherReading } from './word-runs.ts';

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
  /** Other ways to read it, good for a possible match only. */
  readonly otherwise: readonly OtherReading[];
}

/** Standing alone between parts of Arabic names, written with hyphens or blanks. */
const ARTICLES: ReadonlySet<string> = new Set(['al', 'el', 'ال']);
/** `Abdul Rahman` and `Abdulrahman` are one name. */
const SERVANT = /^(?:abd|abd[aeu]l|عبد)$/;
const CHINESE_FORMS = /(?<=..)(股份有限公司|有限责任公司|有限公司|公司)收?$/u;
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

/** Without what is no name after a Chinese, Japanese or Korean one, as a word of its own: `王小明（收）`. */
function withoutApart(words: readonly string[]): readonly string[] {
  let count = words.length;
  for (; count > 1; count -= 1) {
    const before = words[count - 2] ?? '';
    const isApart = APART_AFTER_NAME.has(words[count - 1] ?? '');
    if (!isApart || before.length < 2 || !CHINESE.test(before)) break;
  }
  return words.slice(0, count);
}

/** Of a script from Chinese radicals on, by its last letter: lists are long, and most of their words are not. */
const isEastern = (word: string): boolean => word.charCodeAt(word.length - 1) >= 0x2e80;

type Folded = Omit<FoldedName, 'otherwise'>;

function fold(apart: readonly string[], toWord: (word: string) => Word): Folded | null {
  const written = joined(withoutApart(apart)).map((word) => SAME_FORM.get(word) ?? word);
  if (written.length === 0) return null;
  const named = written.map((word) => (isEastern(word) ? word.replace(AFTER_NAME, '') : word));
  const chinese = named.flatMap(
    (word) => (isEastern(word) ? CHINESE_FORMS.exec(word)?.[1] : null) ?? [],
  );
  const bare = named.map((word) => (isEastern(word) ? word.replace(CHINESE_FORMS, '') : word));
  const sure = cutSurely(bare);
  const perhaps = cutPerhaps(bare, sure);
  // Of both cuts the same objects: an index knows them by these.
  const all = bare.map(toWord);
  const words = all.slice(sure.from, sure.to).slice(0, MOST_WORDS);
  const gone = [...bare.slice(0, perhaps.from), ...bare.slice(perhaps.to)];
  const isCut = perhaps.from !== sure.from || perhaps.to !== sure.to;
  const core = isCut ? all.slice(perhaps.from, perhaps.to).slice(0, MOST_WORDS) : words;
  const isForm = (word: string): boolean => FORMS.has(word) || FORMS_OR_NAMES.has(word);
  const dropped = [...bare.slice(0, sure.from), ...bare.slice(sure.to)];
  return {
    words,
    forms: [...dropped.filter((word) => isForm(word)), ...chinese],
    core,
    without: gone.length === 0 ? 'nothing' : gone.some((word) => !isForm(word)) ? 'title' : 'form',
  };
}

const ARABIC_ARTICLE = /^ال(?=...)/;

/** The sound of an Arabic word with its article, which is no part of its name else. */
function withArticle(word: string): Word {
  const plain = wordOf(word);
  if (!ARABIC_ARTICLE.test(word)) return plain;
  return { ...plain, folded: `ال ${word}`, sound: `Al${plain.sound}` };
}

/** With each article in one word with what follows: Al Rashid and الراشد as Alrashid. */
function articlesJoined(words: readonly string[]): OtherReading | null {
  const isArticle = (word: string): boolean => ARTICLES.has(word);
  if (!words.some((word) => isArticle(word) || ARABIC_ARTICLE.test(word))) return null;
  const made = new Set<string>();
  const together: string[] = [];
  let article = '';
  for (const word of words) {
    if (isArticle(word)) {
      article = word;
      continue;
    }
    const whole = article + word;
    if (whole !== word || ARABIC_ARTICLE.test(word)) made.add(withArticle(whole).folded);
    together.push(whole);
    article = '';
  }
  const core = fold(together, withArticle)?.core ?? [];
  const changed = core.filter(({ folded }) => made.has(folded));
  return changed.length === 0 ? null : { words: core, changed };
}

/** Without what may be the end of a name and may stand after one: 王小明收. */
function withoutEnds(core: readonly Word[]): OtherReading | null {
  if (!core.some(({ folded }) => isEastern(folded) && AFTER_NAME_OR_NAME.test(folded))) return null;
  const words = core.map((word) =>
    AFTER_NAME_OR_NAME.test(word.folded)
      ? wordOf(word.folded.replace(AFTER_NAME_OR_NAME, ''))
      : word,
  );
  return { words, changed: words.filter((word, at) => word !== core[at]) };
}

/** A name as it is compared; null when nothing in it is a letter or a digit. */
export function foldName(text: string): FoldedName | null {
  const apart = withFormsTogether(foldedWords(text));
  const folded = fold(withoutArticles(apart), wordOf);
  if (folded === null) return null;
  const otherwise = [articlesJoined(apart), withoutEnds(folded.core)].filter(
    (reading) => reading !== null,
  );
  return { ...folded, otherwise };
}
