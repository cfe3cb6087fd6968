import type { GoodsCategory } from './categories.ts';
import type { Concept } from './knowledge.ts';
import { isNaming, type Lexicon, type Match, type Place } from './lexicon.ts';
import type { Token } from './normalise.ts';

/** Words before what is not there. All words of this file are from memory (verify). */
const WITHOUT = 'no|without|w/o|sans|sin|sem|ohne|без|بدون|بلا|tanpa|bina|बिना|non';
/** `Juguete s/ pilas`: Spanish and Portuguese. */
const SHORT = 's/\\s*';
/** Words between them and the goods: an article, `any`, the kind of battery. */
const BETWEEN = '[\\p{L}\\p{M}-]{1,12}\\s+';
/** What says behind goods that they are not there; the words for `not` with `included` in full. */
const NOT_THERE = [
  'not\\s+(?:incl|supplied|in\\b)|excl(?:ud|\\.|(?!\\p{L}))|removed|non\\s+(?:inclu|fourni|compri)|retirée|no\\s+inclu|retirada',
  'n[ãa]o\\s+(?:inclu|acompanha)|nicht\\s+(?:enthalten|dabei|inkl)|entfernt|не\\s+(?:вход|прил|вкл)|извлеч|снят',
  'غير\\s+(?:مشمول|مرفق|متضمن|موجود)|hari[cç]|yok(?!\\p{L})|dahil\\s+de[gğ]il|tidak\\s+termasuk|dilepas',
  '(?:ke\\s+|के\\s+)?(?:bina|बिना|nahi|नहीं)(?!\\p{L})',
].join('|');
const BATTERY = [
  'batter(?:y|ies|ien?)|batts?|piles?|accus?|bater[ií]as?|pilas?|pilhas?|akkus?|аккумулятор\\p{L}*',
  'батаре\\p{L}*|акб|(?:ال)?بطاري\\p{L}*|baterai|aki|batarya|pil|ak[uü]|बैटर[\\p{L}\\p{M}]*',
].join('|');
const BEGIN = '(?<![\\p{L}\\p{M}\\p{N}])';
const END = '(?![\\p{L}\\p{M}])';

/** `Without battery`, `battery not included`, `pilsiz`, `不含锂电池`: the battery is in the first group. */
const NO_BATTERY = new RegExp(
  [
    `${BEGIN}(?:(?:${WITHOUT})[\\s(]+|${SHORT})(?:${BETWEEN})?(?<before>${BATTERY})${END}`,
    `${BEGIN}(?<behind>${BATTERY})\\s+\\(?(?:${NOT_THERE})`,
    `${BEGIN}(?<suffix>pil|batarya|ak[uü])s[iıuü]z${END}`,
    '(?:不含|不带|不帶|不配|不包括?|无|無|没有|沒有|不附)(?<han>(?:锂|鋰|蓄|充)?[电電]池)',
  ].join('|'),
  'giu',
);
const WITHOUT_BEFORE = new RegExp(
  `${BEGIN}(?:(?:${WITHOUT})[\\s(]+|${SHORT})(?:${BETWEEN})?$|(?:不含|不带|不帶|没有|沒有|无|無)$`,
  'iu',
);
/** `Tütün yok`, `tambaku nahi`: what is said right behind goods. */
const NOT_THERE_BEHIND = new RegExp(`^\\s+\\(?(?:${NOT_THERE})`, 'iu');
/** As far back as a word for `without` is looked for. */
const REACH = 24;

/** Goods of which `without` is said in vain: nobody needs to say so of a parcel that has none. */
const NEVER_ABSENT: ReadonlySet<GoodsCategory> = new Set([
  'none',
  'vague',
  'narcotics',
  'explosives',
  'firearms',
  'radioactive',
] as const);

/** UN numbers of what has its battery within or with it: 3481, 3091 (with equipment), 3171 (vehicles). */
const EQUIPMENT: ReadonlySet<string> = new Set(['3481', '3091', '3171']);

/** Whether goods have their battery within or with them, and are ordinary without it. */
export function hasBattery({
  un = [],
  alsoUn = [],
  categories,
}: Pick<Concept, 'un' | 'alsoUn' | 'categories'>): boolean {
  const numbers = [...un, ...alsoUn];
  return categories[0] === 'lithium-batteries' && numbers.some((number) => EQUIPMENT.has(number));
}

/**
 * The tokens of goods that a description says are not there (`brush, no paint`), and, where it says so of a
 * battery, of the battery and of the equipment that it speaks of: a camera without one is a camera. Where
 * the words stand by themselves (`camera - no battery`) they speak of the part before.
 */
export function absentPlaces(
  text: string,
  tokens: readonly Token[],
  matches: readonly Match[],
  parts: readonly Place[],
  { concepts }: Lexicon,
): Place[] {
  const named = matches.filter(({ kind }) => isNaming(kind));
  const absent: Place[] = named.filter(({ concept, from, to }) => {
    if (NEVER_ABSENT.has(concepts[concept]?.categories[0] ?? 'vague')) return false;
    const at = tokens[from]?.from ?? 0;
    const end = tokens[to - 1]?.to ?? 0;
    return (
      WITHOUT_BEFORE.test(text.slice(Math.max(0, at - REACH), at)) ||
      NOT_THERE_BEHIND.test(text.slice(end, end + REACH))
    );
  });
  for (const found of text.matchAll(NO_BATTERY)) {
    const first = tokens.findIndex(({ to }) => to > found.index);
    const after = tokens.findIndex(({ from }) => from >= found.index + found[0].length);
    const to = after < 0 ? tokens.length : after;
    const part = parts.findIndex(({ from, to: end }) => from <= first && first < end);
    const { from: begin = 0, to: end = 0 } = parts[part] ?? {};
    const reach = { from: begin === first ? (parts[part - 1]?.from ?? begin) : begin, to: end };
    absent.push(
      { from: first, to },
      // Also what only may be such equipment: `camera` may be a toy.
      ...matches.filter((match) => {
        if (match.kind === 'innocent') return false;
        const concept = concepts[match.concept];
        if (concept?.categories[0] !== 'lithium-batteries') return false;
        const own = match.from < to && first < match.to;
        return own || (reach.from <= match.from && match.from < reach.to && hasBattery(concept));
      }),
    );
  }
  return absent;
}
