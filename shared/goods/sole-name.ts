import type { GoodsCategory } from './categories.ts';
import type { Analysis } from './features.ts';
import { isLinking, type Lexicon } from './lexicon.ts';
import { stemsOf, type Token } from './normalise.ts';

/** Words of an amount, which say nothing of what there is of it. From memory (verify). */
const AMOUNTS = [
  'g gr gram grams grammes kg kgs kilo kilos mg ml cl l lt ltr liter litre litro lb lbs oz x pc pcs pce pieces',
  'pack packs pkt box boxes bottle bottles bag bags st stk stück szt pz pza ud uds unid unidades pièces boîte',
  'boite bouteille caja botella caixa garrafa Packung Dose Flasche шт уп кг г гр л мл пачка бутылка коробка',
  'كيلو جرام غرام قطعة قطع علبة حبة adet ad tane paket kutu şişe buah bks btl botol bungkus dus',
  'किलो ग्राम पीस डिब्बा बोतल पैकेट pis dibba botal packet',
];
const STEMS = stemsOf(AMOUNTS);
/**
 * Words that mean other things beside others (`glue gun`, the colour `fildişi`), so that they are no names, and that are what
 * they say where nothing else is said. From memory (verify).
 */
const ALONE: readonly (readonly [GoodsCategory, readonly string[]])[] = [
  [
    'firearms',
    [
      'gun guns weapon weapons arme armes arma armas Waffe Waffen оружие оружия ружьё سلاح أسلحة silah silahlar',
      'senjata हथियार बंदूक hathiyar bandook bullet bullets ammo',
    ],
  ],
  ['explosives', ['bomb bombs бомба قنبلة बम']],
  ['wildlife', ['fildişi fildişleri']],
  ['lithium-batteries', ['li-ion lithium-ion lipo']],
];
const ALONE_STEMS = ALONE.map(([category, words]) => [category, stemsOf(words)] as const);
const HAN = new Set('个件瓶盒包克斤条支片只箱套袋罐千毫升两'.split(''));

function isAmount(token: Token): boolean {
  if (token.script === 'number' || isLinking(token)) return true;
  return token.script === 'han' ? HAN.has(token.word) : STEMS.has(token.stem);
}

/**
 * The main categories of a text that names goods and says nothing else but how many: `Smaragd`, `weed 5 g`. There
 * is nothing to weigh: it is what it says. Words that say nothing (`paket`) add nothing. None where ordinary goods
 * are named as well.
 */
export function soleNames(
  { tokens, matches, purpose }: Analysis,
  { concepts }: Lexicon,
): readonly GoodsCategory[] {
  const names = matches.filter(({ kind, from }) => kind === 'name' && purpose[from] !== true);
  const mains = names.map(({ concept }) => concepts[concept]?.categories[0] ?? 'vague');
  if (mains.includes('none')) return [];
  const alone = ALONE_STEMS.filter(
    ([, stems]) =>
      tokens.some(({ stem }) => stems.has(stem)) &&
      tokens.every((token) => isAmount(token) || stems.has(token.stem)),
  );
  const covered = tokens.every(
    (token, at) => isAmount(token) || names.some(({ from, to }) => from <= at && at < to),
  );
  return [
    ...alone.map(([category]) => category),
    ...(covered ? mains.filter((id) => id !== 'vague') : []),
  ];
}
