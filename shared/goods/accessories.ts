import { readable, tokensOf, type Token } from './normalise.ts';

/**
 * What is plain although it is for a weapon: what holds, shows or imitates one. No boxes nor models, which a
 * count or a make may be. Everything else for a weapon is
 * taken for a part of it. From memory (verify): no tariff has such a list, and no native speaker read it.
 */
const ACCESSORIES = [
  'case holster pouch bag sleeve cover sling strap rack stand holder safe hook hanger toy toys',
  'poster sticker keychain keyring print mug book costume magnet figurine pillow cushion wallpaper pendant',
  'lamp ornament topper skin decal mat target targets grease cloth brush cleaning',
  'étui housse holster sac bretelle support râtelier coffre jouet affiche autocollant livre déguisement',
  'funda estuche bolsa correa soporte juguete póster pegatina llavero libro disfraz pistolera',
  'capa estojo coldre suporte brinquedo cartaz adesivo chaveiro livro fantasia cofre bandoleira',
  'Hülle Tasche Holster Koffer Halter Halterung Ständer Spielzeug Aufkleber Anhänger Buch Kostüm Riemen Schrank',
  'чехол кобура футляр сумка ремень подставка держатель сейф игрушка плакат наклейка брелок книга костюм',
  'غطاء حافظة جراب حقيبة حامل لعبة ملصق كتاب ميدالية',
  'kılıf kılıfı çanta çantası oyuncak poster çıkartma anahtarlık kitap kostüm stand askı kayış',
  'sarung tas mainan poster stiker gantungan buku kostum dudukan tali',
  'कवर केस होल्स्टर बैग खिलौना पोस्टर स्टीकर किताब स्टैंड',
  'cover khilona kitab',
];
/** Of Chinese, runs of characters. */
const HAN = [
  '枪套',
  '保护套',
  '收纳',
  '海报',
  '玩具',
  '贴纸',
  '钥匙扣',
  '支架',
  '背包',
  '书籍',
  '模型',
];

const STEMS: ReadonlySet<string> = new Set(
  ACCESSORIES.flatMap((words) => tokensOf(readable(words)).map(({ stem }) => stem)),
);

/** Whether one of these words is an accessory. */
export function hasAccessory(tokens: readonly Token[]): boolean {
  const han = tokens.map(({ script, word }) => (script === 'han' ? word : ' ')).join('');
  return tokens.some(({ stem }) => STEMS.has(stem)) || HAN.some((word) => han.includes(word));
}
