/** Between the one whom a parcel is for and the one who takes it: nobody is called so. */
const BETWEEN = new RegExp(
  [
    String.raw`c\s?[/\\]\s?o`,
    String.raw`p\s?/\s?a`,
    String.raw`z\.\s?h(?:d|dn)?\.?|zhd\.?|zu\s+h(?:ä|ae|a)nden(?:\s+von)?`,
    String.raw`attn\.?|att\.|att(?=\s*:)|attention(?=\s*:)|f\.\s?a\.\s?o\.?|t\.\s?a\.\s?v\.?`,
    String.raw`[àa]\s+l['’ʼ]\s?att(?:ention|n)?\.?(?:\s+d(?:e|u|es)(?=\s)|\s+d['’ʼ])?`,
  ]
    .map((marks) => String.raw`(?<![\p{L}\p{N}])(?:${marks})(?![\p{L}\p{N}])`)
    .join('|'),
  'giu',
);
/** The same where nothing else vouches for it: Bei Ling is a name, and so is Bei den Mühlen. */
const LOWER = /(?<=^|\s)(?:bei|chez)(?=\s)/u;
const ANY_CASE = /(?<=^|\s)(?:bei|chez)(?=\s)/iu;

const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2}/u;
const isNamed = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);
const isFullName = (text: string): boolean =>
  HAN.test(text) || (text.match(/\p{L}[\p{L}\p{M}'’.-]*/gu) ?? []).length > 1;

/** With wide letters and ℅ as plain ones. */
const plain = (text: string): string => text.normalize('NFKC');

/** Both sides of a `bei`, as one side where it may be somebody's name. */
function aroundBei(text: string): readonly string[] {
  const sure = text.split(LOWER);
  if (sure.length > 1) return sure;
  const perhaps = text.split(ANY_CASE);
  return perhaps.every(isFullName) ? perhaps : [text];
}

/** Who is named in a name `in care of` somebody, each; none where it is one name. */
export function personsInName(name: string): readonly string[] {
  const persons = plain(name).split(BETWEEN).flatMap(aroundBei);
  return persons.length < 2 ? [] : persons.map((person) => person.trim()).filter(isNamed);
}

const SEGMENT = /[,;|\n\r]+/u;
const segments = (text: string): string[] =>
  text
    .split(SEGMENT)
    .map((part) => part.trim())
    .filter(isNamed);

/** The last lines of what stands before, and the first of what stands after; a name has no number. */
function besides(before: string, after: string): { before: string[]; after: string[] } {
  const last = segments(before.replace(/^.*\p{N}/su, ''));
  const first = segments(after.replace(/\p{N}.*$/su, ''));
  // Ivanov, Ivan is a name with a comma in it.
  return {
    before: [...last.slice(-1), last.slice(-2).join(' ')],
    after: [...first.slice(0, 1), first.slice(0, 2).join(' ')],
  };
}

/** Who is named in the lines of an address, `in care of` somebody: before the mark and after it. */
export function personsInAddress(address: string): readonly string[] {
  const text = plain(address);
  const persons: string[] = [];
  const surely = text.split(BETWEEN);
  for (const [at, after] of surely.slice(1).entries()) {
    const sides = besides(surely[at] ?? '', after);
    persons.push(...sides.before.filter(isFullName), ...sides.after);
  }
  const perhaps = text.split(ANY_CASE);
  for (const [at, after] of perhaps.slice(1).entries()) {
    const sides = besides(perhaps[at] ?? '', after);
    persons.push(...[...sides.before, ...sides.after].filter(isFullName));
  }
  return [...new Set(persons)].filter(isNamed);
}
