import { wordOf, type Word } from './sound.ts';

/** A name as it is compared: its words, in order, without what says nothing of who it is. */
export interface FoldedName {
  readonly words: readonly Word[];
}

/**
 * Legal forms and forms of address, folded: the same company is written with and without them, and
 * they are the same in thousands of names (from memory of common usage, verify).
 */
const SAYS_NOTHING: ReadonlySet<string> = new Set(
  `ltd limited llc llp lp inc incorporated corp corporation co company plc pte pty pvt private gmbh mbh ag kg ohg
  ug ev se sa sas sarl sasu eurl srl spa snc sl slu cv bv nv vof oy oyj ab as asa aps ehf kft zrt rt doo ad dd sro
  zoo ooo oao zao pao ip tov chp ltda eireli me sdn bhd tbk cv fze fzc fzco fzllc wll kk jsc ojsc cjsc ojsc as
  ооо оао зао пао ао ип тоо тов пп чп чоп еоод оод ад доо
  ае επε οε ικε
  mr mrs ms miss mx dr prof sir herr frau hr fr mme mlle monsieur madame m sr sra srta senor senora don dona sig
  signor signora bay bayan pan pani gospodin shri smt kumari
  господин госпожа г
  السيد السيدة شركة مؤسسة
  श्री श्रीमती`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
/** Standing alone between parts of Arabic names, written with hyphens or blanks. */
const ARTICLES: ReadonlySet<string> = new Set(['al', 'el', 'ال']);
/** `Abdul Rahman` and `Abdulrahman` are one name. */
const SERVANT = /^(?:abd|abd[aeu]l|عبد)$/;
const CHINESE_FORMS = /(?:股份有限公司|有限责任公司|有限公司|公司)$/;
const CHINESE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+$/u;

/** Combining marks of Latin, Greek and Cyrillic, vowel marks of Arabic and its stretching line. */
const MARKS = /[\u0300-\u036F\u064B-\u065F\u0670\u0640]/gu;
/** Within words: apostrophes, soft and hard signs written as such, full stops of `S.A.R.L.` */
const WITHIN = /(?<=\p{L})['’ʼʻ`´.](?=\p{L})/gu;

/** A text as it is compared: no case, width, marks, or kinds of apostrophe. */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(MARKS, '')
    .normalize('NFC')
    .replace(WITHIN, '');
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

function telling(words: readonly string[], idle: ReadonlySet<string>): readonly string[] {
  const left = words.filter((word) => !idle.has(word));
  // A company may be called Limited.
  return left.length === 0 ? words : left;
}

/** At most so many words of a name are compared; the longest names of ICAO Doc 9303 have fewer. */
const MOST_WORDS = 12;

/** A name as it is compared; null when nothing in it is a letter or a digit. */
export function foldName(text: string): FoldedName | null {
  const words = joined(telling(foldedWords(text), ARTICLES)).map(
    (word) => word.replace(CHINESE_FORMS, '') || word,
  );
  const told = telling(words, SAYS_NOTHING).slice(0, MOST_WORDS);
  return told.length === 0 ? null : { words: told.map(wordOf) };
}
