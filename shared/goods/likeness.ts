import { saysWithin } from './accessories.ts';
import { GOODS_CATEGORIES, type GoodsCategory } from './categories.ts';
import { isLinking, isNaming, type Lexicon, type Match, type Place } from './lexicon.ts';
import { stemsOf, type Token } from './normalise.ts';

type Manner = 'tint' | 'shape';
type Side = 'ahead' | 'behind';

/**
 * Words that say what goods look like or smell of, by where what they speak of stands: `ivory colour`,
 * `color marfil`. From memory (verify); no native speaker read them.
 */
const WORDS: Readonly<Record<Manner, Readonly<Record<Side, readonly string[]>>>> = {
  tint: {
    behind: [
      'colour color coloured colored colours colors tone toned shade tinted scent scented',
      'farben farbig Duft Optik',
      'rengi renkli renk kokulu kokusu grisi yeşili mavisi kırmızısı sarısı siyahı moru',
      'रंग रंगीन rang rangeen',
    ],
    ahead: [
      'couleur coloris teinte color tono cor tom Farbe Farbton',
      'цвет цвета цветом оттенок لون بلون باللون warna',
    ],
  },
  shape: {
    behind: [
      'shape shaped print printed prints pattern patterned themed theme style look motif design inspired',
      'Muster Motiv Druck förmig',
      'şeklinde baskılı baskı desenli desen görünümlü figürlü temalı',
      'प्रिंट आकार डिज़ाइन डिजाइन print design jaisa',
    ],
    ahead: [
      'forme motif imprimé façon imitation forma estampado motivo imitación formato estampa imitação Form Motiv',
      'форме форма виде принт принтом рисунком شكل بشكل رسمة نقشة طبعة bentuk motif corak gambar',
    ],
  },
};
/** Of Chinese, what stands right behind what it speaks of; `tool` is what holds, serves or covers it. */
const HAN: Readonly<Record<Manner | 'tool', readonly string[]>> = {
  tint: ['色'],
  shape: ['造型', '形状', '图案', '印花', '形'],
  tool: [
    ...['勺', '杯', '壶', '盅', '碗', '盘', '筷', '架', '夹', '刷', '模具', '盖', '贴纸'],
    ...['适用', '专用', '适配', '壳', '套', '膜'],
  ],
};

/** What has a colour or a smell of its own to choose: `nail polish colour red` is nail polish. */
const TINTED: ReadonlySet<GoodsCategory> = new Set([
  'flammable-liquids',
  'gases',
  'lithium-batteries',
  'medicines',
  'counterfeit-prone',
  'ozone-climate',
] as const);
/** Goods of which such a word says that something else looks like them. */
export const LIKENED: Readonly<Record<Manner | 'tool', ReadonlySet<GoodsCategory>>> = {
  tint: new Set(GOODS_CATEGORIES.filter((id) => !TINTED.has(id))),
  shape: new Set(GOODS_CATEGORIES),
  tool: new Set([
    'agri-food',
    'alcohol',
    'tobacco',
    'petroleum',
    'medicines',
    'fisheries',
    'lithium-batteries',
    'counterfeit-prone',
  ] as const),
};

/**
 * What is about something, or says that it is: what else its part names is in the title, or in the picture. Not
 * a book alone, which may lie beside a pistol or hold one, nor a `magazine`.
 */
const TITLED = [
  'history about novel poster comic histoire roman affiche historia novela póster cómic história romance pôster cartaz',
  'gibi Geschichte über Roman Plakat Filmplakat история роман плакат постер комикс',
  'تاريخ رواية بوستر tarihi hakkında romanı afişi sejarah tentang novel',
  'इतिहास उपन्यास पोस्टर itihas upanyas',
  'hardback paperback hardcover hdbk pbk isbn atlas encyclopedia encyclopaedia Taschenbuch ciltli брошюра',
];
const TITLED_HAN: readonly string[] = ['历史', '小说', '海报', '漫画'];
/** A book is about something where it says so. */
const BOOK = ['book livre libro livro Buch книга كتاب kitap kitabı buku किताब पुस्तक kitab pustak'];
const ABOUT = ['on about sur sobre acerca über о об про عن üzerine tentang par पर baare बारे'];
const MANNERS: readonly Manner[] = ['tint', 'shape'];
const STEMS = {
  tint: { behind: stemsOf(WORDS.tint.behind), ahead: stemsOf(WORDS.tint.ahead) },
  shape: { behind: stemsOf(WORDS.shape.behind), ahead: stemsOf(WORDS.shape.ahead) },
};

const TITLES = stemsOf(TITLED);
const BOOKS = stemsOf(BOOK);
const ABOUTS = stemsOf(ABOUT);
const QUOTED = /["“„«][^"“”„«»]{1,60}["”“»]/gu;
/** Marks of titles. */
const TITLE = /《[^《》]{1,60}》/gu;

/**
 * The tokens that only say what ordinary goods look like or are about: the ivory of an ivory colour curtain,
 * the opium of a book on its trade. Only beside ordinary goods that the same part names: what is said to
 * look like a grenade and like nothing else may be one.
 */
export function likenessPlaces(
  text: string,
  tokens: readonly Token[],
  matches: readonly Match[],
  parts: readonly Place[],
  { concepts }: Lexicon,
): Place[] {
  const names = matches.filter(({ kind }) => isNaming(kind));
  const mainOf = ({ concept }: Match): GoodsCategory => concepts[concept]?.categories[0] ?? 'vague';
  return parts.flatMap((part) => {
    const within = names.filter(({ from, to }) => part.from <= from && to <= part.to);
    const plain = within.filter((name) => mainOf(name) === 'none');
    const others = within.filter((name) => mainOf(name) !== 'none' && mainOf(name) !== 'vague');
    if (others.length === 0) return [];
    if (isTitled(text, tokens.slice(part.from, part.to), tokens)) return others;
    const titled = others.filter((name) => isMarked(text, TITLE, 0, name, tokens));
    const tools = others.filter(
      (name) =>
        LIKENED.tool.has(mainOf(name)) &&
        tokens[name.to]?.from === tokens[name.to - 1]?.to &&
        saysHan('tool', text, tokens[name.to]),
    );
    if (plain.length === 0) return [...titled, ...tools];
    // With other words: what is written on a mug.
    const quoted = others.filter((name) => isMarked(text, QUOTED, 2, name, tokens));
    const looks = MANNERS.flatMap((manner) => {
      const likened = others.filter((name) => LIKENED[manner].has(mainOf(name)));
      const at = [...Array(part.to - part.from).keys()].map((each) => part.from + each);
      return at.flatMap((place) => [
        ...(says(manner, 'ahead', tokens[place]) ? chainAhead(place + 1, tokens, likened) : []),
        ...(says(manner, 'behind', tokens[place]) || saysHan(manner, text, tokens[place])
          ? chainBehind(place, tokens, likened)
          : []),
      ]);
    }).filter(({ from, to }) => plain.some((name) => name.to <= from || to <= name.from));
    return [...titled, ...tools, ...quoted, ...looks];
  });
}

/** Whether a name is within such marks, with at least so many more characters than it has. */
function isMarked(
  text: string,
  marks: RegExp,
  more: number,
  name: Place,
  tokens: readonly Token[],
): boolean {
  const [from, to] = [tokens[name.from]?.from ?? -1, tokens[name.to - 1]?.to ?? Infinity];
  return [...text.matchAll(marks)].some(
    ({ 0: said, index }) =>
      index < from && to < index + said.length && to - from + more <= said.length - 2,
  );
}

/** Whether a part is a book, and says that it is about something, or the whole says that it is a novel. */
function isTitled(text: string, tokens: readonly Token[], all: readonly Token[]): boolean {
  if (saysWithin(tokens)) return false;
  if (has(tokens, BOOKS) && (has(tokens, ABOUTS) || has(all, TITLES))) return true;
  const isHanTitle = ({ script, from }: Token): boolean =>
    script === 'han' && TITLED_HAN.some((word) => text.startsWith(word, from));
  return has(tokens, TITLES) || tokens.some(isHanTitle);
}

function has(tokens: readonly Token[], stems: ReadonlySet<string>): boolean {
  return tokens.some(({ script, stem }) => script !== 'han' && stems.has(stem));
}

function says(manner: Manner, side: Side, token: Token | undefined): boolean {
  return token !== undefined && token.script !== 'han' && STEMS[manner][side].has(token.stem);
}

function saysHan(manner: Manner | 'tool', text: string, token: Token | undefined): boolean {
  return token?.script === 'han' && HAN[manner].some((word) => text.startsWith(word, token.from));
}

/** The names that begin at a token, one behind the other. */
function chainAhead(begin: number, tokens: readonly Token[], names: readonly Match[]): Place[] {
  let at = begin;
  while (isLink(tokens[at])) at += 1;
  const here = names.filter(({ from }) => from === at);
  const to = Math.max(0, ...here.map((name) => name.to));
  return here.length === 0 ? [] : [{ from: at, to }, ...chainAhead(to, tokens, names)];
}

/** The names that end before a token, one before the other. */
function chainBehind(end: number, tokens: readonly Token[], names: readonly Match[]): Place[] {
  let at = end;
  while (isLink(tokens[at - 1])) at -= 1;
  const here = names.filter(({ to }) => to === at);
  const from = Math.min(at, ...here.map((name) => name.from));
  return here.length === 0 ? [] : [{ from, to: at }, ...chainBehind(from, tokens, names)];
}

function isLink(token: Token | undefined): boolean {
  return token !== undefined && isLinking(token);
}
