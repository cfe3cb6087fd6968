import { stemsOf, type Token } from './normalise.ts';

/** Which plain things some words speak of. */
export type Accessory = 'imitation' | 'holder';

/**
 * What is plain although it names a weapon or a drug: what imitates or shows it, and what holds it. No boxes
 * nor models, which a count or a make may be. Everything else for a weapon is taken for a part of it. From
 * memory (verify): no tariff has such a list, and no native speaker read it.
 */
const WORDS: Readonly<Record<Accessory, readonly string[]>> = {
  imitation: [
    'toy toys plastic foam shape shaped poster sticker keychain keyring print printed costume cowboy figurine',
    'magnet pillow wallpaper pendant ornament decal skin topper lookalike fancy color colour coloured',
    'jouet plastique mousse forme affiche autocollant déguisement couleur imprimé',
    'juguete plástico espuma forma póster pegatina llavero disfraz vaquero color estampado',
    'brinquedo plástico cartaz adesivo chaveiro fantasia caubói cor estampa',
    'Spielzeug Plastik Kunststoff Schaumstoff Aufkleber Anhänger Kostüm Motiv Plakat Farbe farben',
    'игрушка игрушечный пластик пластиковый плакат наклейка брелок костюм принт магнит цвет',
    'لعبة العاب بلاستيك ملصق ميدالية تنكري لون',
    'oyuncak plastik poster çıkartma anahtarlık kostüm kostümü baskılı rengi renkli renk',
    'mainan plastik poster stiker gantungan kostum koboi warna',
    'खिलौना प्लास्टिक पोस्टर स्टीकर काउबॉय ड्रेस रंग',
    'khilona rang dress',
  ],
  holder: [
    'case holster pouch bag sleeve cover sling strap rack stand holder safe hook hanger mug mat cloth',
    'cushion lamp target targets grease brush cleaning',
    'étui housse sac bretelle support râtelier coffre',
    'funda estuche bolsa correa soporte coldre pistolera',
    'capa estojo coldre suporte cofre bandoleira',
    'Hülle Tasche Koffer Halter Halterung Ständer Riemen Schrank',
    'чехол кобура футляр сумка ремень подставка держатель сейф',
    'غطاء حافظة جراب حقيبة حامل',
    'kılıf kılıfı çanta çantası stand askı kayış',
    'sarung tas dudukan tali',
    'कवर केस होल्स्टर बैग स्टैंड',
  ],
};
/** Of Chinese, runs of characters. */
const HAN: Readonly<Record<Accessory, readonly string[]>> = {
  imitation: ['玩具', '塑料', '海报', '贴纸', '钥匙扣', '模型', '道具', '图案', '色'],
  holder: ['枪套', '保护套', '收纳', '支架', '背包'],
};

/** Words before what lies in or with something, so that it is neither its picture nor its case. */
const HOLDING = [
  'in inside with within hidden dans avec dentro con em com mit drin versteckt внутри в с',
  'داخل في مع ile dalam dengan',
];
/** What says that something lies in what follows, and in what stands before it. */
const INSIDE_AHEAD = ['in inside hidden dans dentro versteckt внутри в داخل dalam'];
const INSIDE_BEHIND = ['içinde arası arasında में mein andar अंदर'];
const TOYS = [
  'toy toys jouet jouets juguete juguetes brinquedo brinquedos Spielzeug игрушка игрушечный игрушки',
  'لعبة العاب oyuncak oyuncaklar mainan खिलौना खिलौने khilona khilone',
];

const STEMS: Readonly<Record<Accessory, ReadonlySet<string>>> = {
  imitation: stemsOf(WORDS.imitation),
  holder: stemsOf(WORDS.holder),
};

const AHEAD = stemsOf(INSIDE_AHEAD);
const BEHIND = stemsOf(INSIDE_BEHIND);
const WITHIN = new Set([...stemsOf(HOLDING), ...BEHIND]);
const TOY = stemsOf(TOYS);

/** Whether one of these words is of such a thing. */
export function speaksOf(accessory: Accessory, tokens: readonly Token[]): boolean {
  const han = tokens.map(({ script, word }) => (script === 'han' ? word : ' ')).join('');
  return (
    tokens.some(({ stem }) => STEMS[accessory].has(stem)) ||
    HAN[accessory].some((word) => han.includes(word))
  );
}

/** Whether one of these words says that something lies within or with something. */
export function saysWithin(tokens: readonly Token[]): boolean {
  return tokens.some(({ script, stem }) => script !== 'han' && WITHIN.has(stem));
}

export function isToy({ stem }: Token): boolean {
  return TOY.has(stem);
}

/**
 * Whether what a token names holds what is spoken of: `in a toy`, `oyuncak içinde`. With a toy is not in one: `pistol
 * with sound, toy`.
 */
export function isHolderAt(at: number, tokens: readonly Token[]): boolean {
  let ahead = at - 1;
  while (isArticle(tokens[ahead])) ahead -= 1;
  let behind = at + 1;
  while (isArticle(tokens[behind])) behind += 1;
  return AHEAD.has(tokens[ahead]?.stem ?? '') || BEHIND.has(tokens[behind]?.stem ?? '');
}

const ARTICLES = stemsOf(['a an the un une el la los um uma o einem einer der dem den ke के']);

function isArticle(token: Token | undefined): boolean {
  return token !== undefined && ARTICLES.has(token.stem);
}
