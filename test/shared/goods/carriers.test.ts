import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConcepts } from '../../../electron/core/goods/load-lexicon.ts';
import { classify } from '../../../shared/goods/classifier.ts';
import type { GoodsLanguage } from '../../../shared/goods/categories.ts';
import { randomOf } from '../../../tools/goods/random.ts';
import { goods } from '../../support/session-fixtures.ts';

/** What a sender writes around a name, and says nothing of the goods by it. */
const CARRIERS: Readonly<Record<string, Partial<Record<GoodsLanguage, string>>>> = {
  'for somebody, behind': {
    en: '{x} for my sister',
    fr: '{x} pour ma sœur',
    es: '{x} para mi hermana',
    pt: '{x} para minha irmã',
    de: '{x} für meine Schwester',
    ru: '{x} для сестры',
    ar: '{x} لأختي',
    zh: '给妹妹的{x}',
    tr: '{x} kız kardeşim için',
    id: '{x} untuk kakak',
    hi: '{x} बहन के लिए',
    'hi-Latn': '{x} behen ke liye',
  },
  'for somebody, before': {
    en: 'for my sister {x}',
    fr: 'pour ma sœur {x}',
    es: 'para mi hermana {x}',
    pt: 'para minha irmã {x}',
    de: 'für meine Schwester {x}',
    ru: 'для сестры {x}',
    ar: 'لأختي {x}',
    zh: '给妹妹的 {x}',
    tr: 'kız kardeşim için {x}',
    id: 'untuk kakak {x}',
    hi: 'बहन के लिए {x}',
    'hi-Latn': 'behen ke liye {x}',
  },
  'in order to': {
    en: '{x} in order to try at home',
    fr: '{x} afin de l’essayer',
    es: '{x} con el fin de probar',
    pt: '{x} a fim de experimentar',
    de: '{x} um es auszuprobieren',
    ru: '{x} чтобы попробовать',
    ar: '{x} من أجل التجربة',
    zh: '{x} 试用',
    tr: '{x} denemek için',
    id: '{x} untuk dicoba',
    hi: '{x} आज़माने के लिए',
    'hi-Latn': '{x} try karne ke liye',
  },
  'a gift': {
    en: 'birthday gift for aunt - {x}',
    fr: 'cadeau pour tante - {x}',
    es: 'regalo para tía - {x}',
    pt: 'presente para tia - {x}',
    de: 'Geschenk für Tante - {x}',
    ru: 'подарок для тёти - {x}',
    ar: 'هدية لخالتي - {x}',
    zh: '送给阿姨的礼物 - {x}',
    tr: 'teyzem için hediye - {x}',
    id: 'hadiah untuk bibi - {x}',
    hi: 'मौसी के लिए तोहफा - {x}',
    'hi-Latn': 'mausi ke liye gift - {x}',
  },
  'personal use': {
    en: 'personal use: {x}',
    fr: 'pour mon usage: {x}',
    es: 'para mi uso: {x}',
    pt: 'para meu uso: {x}',
    de: 'zum eigenen Gebrauch: {x}',
    ru: 'для себя: {x}',
    ar: 'للاستعمال الخاص: {x}',
    zh: '个人使用：{x}',
    tr: 'kendi kullanımım için: {x}',
    id: 'untuk sendiri: {x}',
    hi: 'अपने उपयोग के लिए: {x}',
    'hi-Latn': 'apne use ke liye: {x}',
  },
  'joined by a word': {
    en: 'trousers and {x}',
    fr: 'pantalon et {x}',
    es: 'pantalones y {x}',
    pt: 'calças e {x}',
    de: 'Hose und {x}',
    ru: 'брюки и {x}',
    ar: 'بنطلون و {x}',
    zh: '裤子和{x}',
    tr: 'pantolon ve {x}',
    id: 'celana dan {x}',
    hi: 'पैंट और {x}',
    'hi-Latn': 'pant aur {x}',
  },
  'a list without signs': {
    en: 'trousers {x} puzzle',
    fr: 'pantalon {x} puzzle',
    es: 'pantalones {x} rompecabezas',
    pt: 'calças {x} quebra-cabeça',
    de: 'Hose {x} Puzzle',
    ru: 'брюки {x} пазл',
    ar: 'بنطلون {x} كتاب',
    zh: '裤子 {x} 拼图',
    tr: 'pantolon {x} yapboz',
    id: 'celana {x} puzzle',
    hi: 'पैंट {x} किताब',
    'hi-Latn': 'pant {x} kitab',
  },
  'behind goods for somebody': {
    en: 'shoes for women, {x}, puzzle',
    fr: 'chaussures pour femmes, {x}, puzzle',
    es: 'zapatos para mujer, {x}, libro',
    pt: 'sapatos para mulher, {x}, livro',
    de: 'Schuhe für Damen, {x}, Puzzle',
    ru: 'обувь для женщин, {x}, пазл',
    ar: 'احذية للنساء، {x}، كتاب',
    zh: '女士鞋子，{x}，拼图',
    tr: 'kadınlar için ayakkabı, {x}, yapboz',
    id: 'sepatu untuk wanita, {x}, puzzle',
    hi: 'महिलाओं के लिए जूते, {x}, किताब',
    'hi-Latn': 'mahilaon ke liye joote, {x}, kitab',
  },
};

const CONCEPTS = loadConcepts(path.join(import.meta.dirname, '../../../resources'));
/** Names drawn for each carrier and language; the whole takes some seconds. */
const DRAWN = 60;
const SEED = 8;

/** All names of goods that are never admitted, of a language. */
function namesOf(language: GoodsLanguage): string[] {
  return CONCEPTS.filter(({ kind, post }) => kind === 'goods' && post === 'no').flatMap(
    ({ names }) => names[language] ?? [],
  );
}

const cases = Object.entries(CARRIERS).flatMap(([carrier, byLanguage]) =>
  Object.entries(byLanguage).map(
    ([language, pattern]) => [carrier, language as GoodsLanguage, pattern] as const,
  ),
);

describe('goods that are never admitted', () => {
  it.each(cases)('alarm behind words that say nothing of them: %s, %s', (_, language, pattern) => {
    const random = randomOf(SEED);
    const names = namesOf(language);
    const silent = Array.from({ length: DRAWN }, () => random.pick(names))
      .map((name) => pattern.replace('{x}', () => name))
      .filter((text) => !classify(text, goods()).alarm);
    // At least nine of ten; those that are silent are named.
    expect(silent.slice(0, Math.max(0, silent.length - DRAWN / 10))).toEqual([]);
  });

  it.each([
    'Lauf für Glock 17',
    'culasse pour AK47',
    'magazine for AR-15 30 round',
    'corredera para glock 17',
    'glock için namlu',
    'laras untuk glock',
    'ствол для пистолета ТТ',
  ])('are parts of a weapon, whatever they are called: %s', (text) => {
    expect(classify(text, goods()).alarms).toContain('firearms');
  });

  it.each([
    'leather case for pistol',
    'étui pour pistolet',
    'funda para pistola',
    'чехол для пистолета',
    'sarung untuk pistol',
  ])('are not the plain accessory of a weapon: %s', (text) => {
    expect(classify(text, goods()).alarm).toBe(false);
  });

  it.each([
    'c o c a i n e',
    'г е р о и н',
    'c0caine',
    'f3ntanyl patches',
    'co-caine',
    'cocaine\u200bpowder',
    'MD M A crystals',
  ])('are read where a sender wrote them so that they are not: %s', (text) => {
    const { alarms, concepts } = classify(text, goods());
    expect(alarms).toContain('narcotics');
    expect(concepts.length).toBeGreaterThan(0);
  });

  it('are not found where a reading leaves a phrase of ordinary goods apart', () => {
    expect(classify("bombe d'équitation noire", goods()).alarm).toBe(false);
  });

  it.each(['S M L XL t-shirts', 'iPhone 13 case', 'A4 paper 500', 'T-shirt', '3D puzzle', 'wi-fi'])(
    'are not found in sizes, models and hyphens: %s',
    (text) => {
      const { concepts } = classify(text, goods());
      const never = goods().lexicon.concepts.filter(({ post }) => post === 'no');
      expect(never.filter(({ id }) => concepts.includes(id))).toEqual([]);
    },
  );
});

describe('what goods come with', () => {
  it.each([
    ['lithium-batteries', 'phone case with power bank'],
    ['lithium-batteries', 'étui pour téléphone avec batterie externe'],
    ['lithium-batteries', 'mochila con power bank'],
    ['gases', 'jacket with lighter in pocket'],
    ['tobacco', 'cotton shirt with vape inside'],
    ['lithium-batteries', 'toy car with lithium battery'],
    ['firearms', 'Hemd mit Pistole'],
  ])('alarms for %s: %s', (category, text) => {
    expect(classify(text, goods()).alarms).toContain(category);
  });

  it.each([
    'jersey w/ whisky print',
    't-shirt avec imprimé pistolet',
    'disfraz de pirata con pistola de goma',
    'cowboy costume with revolver',
    'toy car without battery',
    'bolso con asa',
  ])('is not what they only look like, or what is not there: %s', (text) => {
    expect(classify(text, goods()).alarm).toBe(false);
  });
});

describe('words that say what goods are for', () => {
  it.each([
    'capa p/ iphone 11',
    'funda p/celular samsung',
    'Hülle f. iPhone 12',
    'coque pr iphone',
    'casing u/ samsung a12',
    'чехол д/телефона',
    'غطاء حماية للجوال',
    'حافظة للمسدس',
    'phone ke vaste cover',
  ])('are known when they are shortened, or letters of the next word: %s', (text) => {
    expect(classify(text, goods()).alarm).toBe(false);
  });

  it.each(['turpentine oil 500ml canvas painting k liye', 'мыло и пистолет д/друга', 'مسدس للبيع'])(
    'leave what stands before them: %s',
    (text) => {
      expect(classify(text, goods()).alarm).toBe(true);
    },
  );

  it('are not letters of a size or a name', () => {
    expect(classify('camisa P. pistola', goods()).alarms).toContain('firearms');
  });
});

describe('what is grave and lies in a toy', () => {
  it.each([
    ['narcotics', 'heroin in toy'],
    ['narcotics', 'heroin 5 g hidden in a toy'],
    ['narcotics', 'hashish dans un jouet'],
    ['narcotics', 'гашиш 5г спрятано в игрушке'],
    ['firearms', 'pistol in toy box'],
    ['narcotics', 'kokain oyuncak içinde'],
    ['narcotics', 'heroin khilona ke andar'],
    ['narcotics', 'toy with heroin inside'],
    ['narcotics', 'oyuncak içinde eroin'],
    ['narcotics', 'खिलौने में हेरोइन'],
  ])('alarms for %s: %s', (category, text) => {
    expect(classify(text, goods()).alarms).toContain(category);
  });

  it.each([
    'toy pistol in a box',
    'poster of a pistol in a tube',
    'pistola con luces juguete',
    'pistolet avec sons jouet',
    'Spielzeugpistole mit Sound',
    'pistol with sound toy',
    'rifle with darts toy',
    'пистолет с звуком игрушка',
  ])('is not %s', (text) => {
    expect(classify(text, goods()).alarms).toEqual([]);
  });
});
