import { hasBattery } from '../../shared/goods/absent.ts';
import type { GoodsCategory, GoodsLanguage } from '../../shared/goods/categories.ts';
import type { Concept } from '../../shared/goods/knowledge.ts';
import { LIKENED } from '../../shared/goods/likeness.ts';
import { tokensOf, type Token } from '../../shared/goods/normalise.ts';
import { romanise } from '../../shared/goods/sound.ts';
import type { Random } from './random.ts';
import type { Phrases, Sample } from './samples.ts';

/** A made declaration. */
export interface Made extends Sample {
  /** How much it counts beside one that a person wrote. */
  readonly weight: number;
}

interface Name {
  readonly language: GoodsLanguage;
  readonly categories: readonly GoodsCategory[];
  readonly text: string;
  /** Has its battery within or with it. */
  readonly equipment: boolean;
}

/** Goods whose name on a case, a poster or a toy makes ordinary goods; not materials, nor brands. */
const SHAPED: ReadonlySet<GoodsCategory> = new Set([
  'explosives',
  'gases',
  'flammable-liquids',
  'lithium-batteries',
  'narcotics',
  'medicines',
  'firearms',
  'tobacco',
  'alcohol',
  'petroleum',
  'currency',
] as const);

const ORDINARY: readonly GoodsCategory[] = ['none'];

/** How many declarations are made of a name. */
const OF_CONTROLLED = 2;
const OF_ORDINARY = 3;

/** What a made declaration counts beside a written one, which is the better evidence. */
const WEIGHT = {
  name: 0.5,
  ordinary: 0.5,
  looks: 0.35,
  hint: 0.25,
  innocent: 0.5,
  several: 0.35,
  carried: 0.35,
};

/** How often a name or a hint is shown with whom it is for, and a name in a list of blanks. */
const CARRIED = 0.3;
const BLANK_LIST = 0.2;
/** How often equipment is shown without its battery. */
const WITHOUT = 0.25;
/** How often a name is shown as the looks of ordinary goods, in a title, and as what a box held. */
const LIKENESS = 0.3;
const TITLES = 0.15;
const EMPTIES = 0.15;
/** Goods whose empty boxes and bottles are ordinary; an empty cylinder, fuel can or cartridge is not. */
const EMPTIED: ReadonlySet<GoodsCategory> = new Set([
  'medicines',
  'tobacco',
  'alcohol',
  'agri-food',
  'flammable-solids',
  'currency',
] as const);

/** Declarations made of the names of the knowledge, as senders would write them around. */
export function generate(concepts: readonly Concept[], phrases: Phrases, random: Random): Made[] {
  const goods = concepts.filter(({ kind }) => kind === 'goods');
  const isOrdinary = ({ categories }: { categories: readonly GoodsCategory[] }): boolean =>
    categories[0] === 'none';
  const all = goods.flatMap(namesOf);
  const ordinary = new Map<GoodsLanguage, Name[]>();
  for (const name of all.filter(isOrdinary))
    ordinary.set(name.language, [...(ordinary.get(name.language) ?? []), name]);
  const names = new Set(all.map(({ text }) => text.toLowerCase()));
  const made: Made[] = [];
  const make = (
    name: Name,
    pattern: string,
    weight: number,
    categories = name.categories,
  ): void => {
    const text = pattern
      .replace('{x}', () => name.text)
      .replaceAll('{n}', () => String(1 + random.whole(random.next() < 0.7 ? 12 : 500)));
    made.push({ language: name.language, categories, text: spoil(text, random), weight });
  };
  for (const name of all) {
    const around = phrases[name.language]?.around ?? ['{x}'];
    const plain = isOrdinary(name);
    const times = plain ? OF_ORDINARY : OF_CONTROLLED;
    const weight = plain ? WEIGHT.ordinary : WEIGHT.name;
    make(name, '{x}', weight);
    for (let time = 1; time < times; time += 1) make(name, random.pick(around), weight);
    const [main = 'none'] = name.categories;
    const { carriers = [], without = [] } = phrases[name.language] ?? {};
    if (carriers.length > 0 && random.next() < CARRIED)
      make(name, random.pick(carriers), WEIGHT.carried);
    if (name.equipment && without.length > 0 && random.next() < WITHOUT)
      make(name, random.pick(without), WEIGHT.looks, ORDINARY);
    const others = ordinary.get(name.language) ?? [];
    if (main !== 'vague' && others.length > 0 && random.next() < 0.35) {
      const other = random.pick(others);
      const [first, second] = random.next() < 0.5 ? [name, other] : [other, name];
      const joint = random.pick([', ', ' + ', '; ', ' / ', ' & ', ',']);
      make(name, `${first.text}${joint}${second.text}`, WEIGHT.several);
    }
    if (main !== 'vague' && others.length > 1 && random.next() < BLANK_LIST)
      make(name, `${random.pick(others).text} {x} ${random.pick(others).text}`, WEIGHT.several);
    if (main === 'none' || main === 'vague') continue;
    const { likeness = [], titles = [], empties = [] } = phrases[name.language] ?? {};
    if (LIKENED.tint.has(main) && others.length > 0 && random.next() < LIKENESS) {
      const other = random.pick(others).text;
      const pattern = random.pick(likeness).replace('{y}', () => other);
      make(name, pattern, WEIGHT.looks, ORDINARY);
    }
    if (random.next() < TITLES) make(name, random.pick(titles), WEIGHT.looks, ORDINARY);
    if (EMPTIED.has(main) && random.next() < EMPTIES)
      make(name, random.pick(empties), WEIGHT.looks, ORDINARY);
    if (!SHAPED.has(main)) continue;
    const { looks = [], purpose = [] } = phrases[name.language] ?? {};
    if (looks.length > 0 && random.next() < 0.5)
      make(name, random.pick(looks), WEIGHT.looks, ORDINARY);
    if (purpose.length > 0 && others.length > 0 && random.next() < 0.25) {
      const other = random.pick(others).text;
      make(
        name,
        random.pick(purpose).replace('{y}', () => other),
        WEIGHT.looks,
        ORDINARY,
      );
    }
  }
  for (const concept of goods) {
    for (const name of phrasesOf(concept.hints, concept)) {
      const { around = ['{x}'], carriers = around } = phrases[name.language] ?? {};
      make(name, random.pick(around), WEIGHT.hint);
      if (random.next() < CARRIED) make(name, random.pick(carriers), WEIGHT.hint);
    }
    for (const name of phrasesOf(concept.innocent, concept)) {
      // `gift` is innocent of the German poison, and has a name and a category of its own.
      if (names.has(name.text.toLowerCase())) continue;
      const around = phrases[name.language]?.around ?? ['{x}'];
      make(name, '{x}', WEIGHT.innocent, ORDINARY);
      make(name, random.pick(around), WEIGHT.innocent, ORDINARY);
    }
  }
  return made;
}

function namesOf(concept: Concept): Name[] {
  return phrasesOf(concept.names, concept);
}

function phrasesOf(byLanguage: Concept['hints'], concept: Concept): Name[] {
  const { categories } = concept;
  const equipment = hasBattery(concept);
  return Object.entries(byLanguage ?? {}).flatMap(([language, texts]) =>
    texts.map((text) => ({
      language: language as GoodsLanguage,
      categories,
      text,
      equipment,
    })),
  );
}

/** Writes a text as it really comes: capitals, lost accents, Latin letters, slips of the pen. */
function spoil(text: string, random: Random): string {
  const dice = random.next();
  let spoilt = text;
  if (dice < 0.12) spoilt = spoilt.toUpperCase();
  else if (dice < 0.4) spoilt = spoilt.toLowerCase();
  if (random.next() < 0.06) spoilt = inLatin(spoilt);
  if (random.next() < 0.15) spoilt = slip(spoilt, random);
  if (random.next() < 0.1) spoilt = `${spoilt} ${random.pick(NOISE)}${random.whole(9000)}`;
  return spoilt;
}

const NOISE = ['SKU', 'ref ', 'no. ', 'A', 'XL-', '#', 'art. ', 'item ', 'HS', 'B0', 'v'];

/** Russian, Arabic and Hindi in Latin letters; the rest stays. */
function inLatin(text: string): string {
  const tokens: readonly Token[] = tokensOf(text);
  if (!tokens.some(({ script }) => ['cyrillic', 'arabic', 'devanagari'].includes(script)))
    return text;
  return tokens
    .map((token) => (token.script === 'number' ? token.word : romanise(token) || token.word))
    .join(' ');
}

/** One letter left out, doubled, or exchanged with its neighbour. */
function slip(text: string, random: Random): string {
  const at = 1 + random.whole(Math.max(1, text.length - 2));
  const [before, letter, next, after] = [
    text.slice(0, at),
    text.charAt(at),
    text.charAt(at + 1),
    text.slice(at + 2),
  ];
  switch (random.whole(3)) {
    case 0:
      return `${before}${next}${after}`;
    case 1:
      return `${before}${letter}${letter}${next}${after}`;
    default:
      return `${before}${next}${letter}${after}`;
  }
}
