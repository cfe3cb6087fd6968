import type { NamelessConcept } from './knowledge.ts';

/** A number of a text that names goods: `un3480`, `cas7664-93-9`, `r134a`. */
export interface GoodsNumber {
  readonly key: string;
  /** Enough by itself; `R16` may be a wheel, `12 un 1200 g` are pieces. */
  readonly sure: boolean;
  /** Where it stands in the text; `to` is behind it. */
  readonly from: number;
  readonly to: number;
}

const UN =
  /(?<![\p{Script=Latin}\d])UN[\s.:#-]{0,2}(?:N(?:o|r|umber)?[\s.:#-]{0,2})?(\d{4})(?![\p{Script=Latin}\d])/giu;
const CAS = /(?<![\d-])(\d{2,7})-(\d{2})-(\d)(?![\d-])/g;
/** Refrigerants by ASHRAE 34, also by the older names of their kind: `R-134a`, `HFC134a`, `HFO-1234yf`. */
const REFRIGERANT =
  /(?<![\p{Script=Latin}\d])(R|HFC|HCFC|CFC|HFO|FREON|HALON|FORANE|SUVA)[\s-]{0,2}(\d{2,4})((?:[a-z]{1,2}(?:\([EZ]\))?)?)(?![\p{Script=Latin}\d])/giu;
/** Cyrillic letters that stand for Latin ones in `Р134а`. */
const CYRILLIC_R = /[Рр](?=[\s-]{0,2}\d{2,4}[aаbв]?(?!\p{L}))/gu;

/** The numbers of a readable text that name goods. */
export function numbersOf(text: string): GoodsNumber[] {
  const plain = text
    .replace(CYRILLIC_R, 'R')
    .replace(/(?<=\d)[аА](?!\p{L})/gu, 'a')
    .replace(/(?<=\d)[вВ](?!\p{L})/gu, 'b');
  const found = (pattern: RegExp, read: (match: RegExpMatchArray) => [string, boolean] | null) =>
    [...plain.matchAll(pattern)].flatMap((match) => {
      const key = read(match);
      const from = match.index;
      return key === null ? [] : [{ key: key[0], sure: key[1], from, to: from + match[0].length }];
    });
  return [
    ...found(UN, (match) => {
      const spelling = spellingOf(match);
      return spelling === 'pieces' ? null : [`un${match[1] ?? ''}`, spelling === 'sure'];
    }),
    ...found(CAS, ([, first = '', second = '', check = '']) =>
      isCas(first + second, check) ? [`cas${first}-${second}-${check}`, true] : null,
    ),
    ...found(REFRIGERANT, ([, kind = '', digits = '', letters = '']) => [
      refrigerantKey(digits + letters),
      kind.toUpperCase() !== 'R' || digits.length > 2,
    ]),
  ];
}

/**
 * `Un` before a blank is also pieces (`12 un 1200 g`), flour and an article: in small letters, or behind a number, it
 * may be no UN number.
 */
function spellingOf({
  0: said,
  index,
  input = '',
}: RegExpMatchArray): 'sure' | 'unsure' | 'pieces' {
  if (!/^..\s+\d/.test(said)) return 'sure';
  const counted = /\d\s*$/.test(input.slice(Math.max(0, (index ?? 0) - 4), index));
  const capital = said.startsWith('UN');
  if (counted && !capital) return 'pieces';
  return counted || !capital ? 'unsure' : 'sure';
}

/** The last digit of a CAS number: the others, each by its place from the right, modulo 10. */
function isCas(digits: string, check: string): boolean {
  const sum = [...digits].reverse().reduce((all, digit, at) => all + Number(digit) * (at + 1), 0);
  return sum % 10 === Number(check);
}

function refrigerantKey(designation: string): string {
  return `r${designation.toLowerCase().replace(/\(.*$/, '')}`;
}

/** The keys by which the numbers of a concept are found. */
export function numberKeys({ un = [], cas = [], ashrae = [] }: NamelessConcept): string[] {
  return [
    ...un.map((number) => `un${number}`),
    ...cas.map((number) => `cas${number}`),
    ...ashrae.map((designation) => refrigerantKey(designation.replace(/^R-?/, ''))),
  ];
}
