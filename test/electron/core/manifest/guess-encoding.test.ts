import { describe, expect, it } from 'vitest';
import { guessEncoding } from '../../../../electron/core/manifest/guess-encoding.ts';
import {
  big5,
  cp1251,
  cp1252,
  cp1255,
  eucJp,
  eucKr,
  gb18030,
  koi8r,
} from '../../../support/text-encoders.ts';

const WESTERN = [
  'Müller',
  'José García, Jalapeño',
  'd’eau à côté',
  'École Élémentaire',
  'KÖLN',
  'naïve – “quoted”',
  'São João Conceição',
  'Strauß & Söhne',
  'Zoë',
];
const CYRILLIC = [
  'Россия',
  'хлопок',
  'футболка хлопковая',
  'Иванов Иван',
  'г. Санкт-Петербург, ул. Ленина, д. 5',
  'Київ, Україна',
  'София България',
  'A1;Смирнова',
];
const CHINESE = ['棉质T恤', '运单号', '广东省深圳市', '连衣裙女夏装新款', '重量(kg)'];

describe('the encoding of a few words is guessed', () => {
  it.each(WESTERN)('as windows-1252: %s', (text) => {
    expect(guessEncoding(cp1252(text))).toBe('windows-1252');
  });
  it.each(CYRILLIC)('as windows-1251: %s', (text) => {
    expect(guessEncoding(cp1251(text))).toBe('windows-1251');
  });
  it.each(CHINESE)('as GB18030: %s', (text) => {
    expect(guessEncoding(gb18030(text))).toBe('gb18030');
  });
});

describe('the encoding of many words is guessed', () => {
  it('as what all of them are in', () => {
    expect(guessEncoding(cp1252(WESTERN.join('\n')))).toBe('windows-1252');
    expect(guessEncoding(cp1251(CYRILLIC.join('\n')))).toBe('windows-1251');
    expect(guessEncoding(gb18030(CHINESE.join('\n')))).toBe('gb18030');
  });
});

it('does not matter for signs that are the same in Western and Cyrillic', () => {
  expect(guessEncoding(cp1252('5 °C, “new”'))).toBe('windows-1252');
  expect(guessEncoding(cp1252('£5 or 6 €'))).toBe('windows-1252');
});

describe('no encoding is guessed', () => {
  it.each<[string, Buffer]>([
    ['a sign that is another one elsewhere', cp1251('№ 5')],
    ['capitals that are letters of either script', cp1252('ÅÄÖ')],
    ['capitals of which pairs are common characters', cp1251('МОСКВА')],
    ['one character', gb18030('王')],
    ['KOI8-R, which reads as Cyrillic with its cases swapped', koi8r('Иванов Иван, город Москва')],
    ['KOI8-R in small letters', koi8r('футболка хлопковая мужская размер белая\nобувь женская')],
    ['Big5', big5('棉質襯衫\n手機殼\n臺北市中山區\n連衣裙女裝')],
    ['EUC-KR', eucKr('서울특별시 강남구 테헤란로\n면 티셔츠\n휴대폰 케이스 그리고 장난감')],
    ['a few Korean words', eucKr('김철수,신발 장난감')],
    ['a few Japanese words', eucJp('山田太郎,靴')],
    ['Chinese words of which each character is as common a Japanese one', gb18030('手机壳')],
    ['a few Hebrew words', cp1255('דוד כהן,ספרים')],
    ['a Hebrew list', cp1255('חולצת כותנה לבנה\nנעלי ילדים\nמשה לוי, רחוב הרצל, תל אביב')],
    ['two at once', Buffer.concat([cp1251('футболка хлопковая\n'), cp1252('Müller Größe\n')])],
  ])('from %s', (_name, bytes) => {
    expect(guessEncoding(bytes)).toBeNull();
  });
});

it('never takes Russian words for Western ones, however few', () => {
  const words = CYRILLIC.join(' ').match(/\p{Script=Cyrillic}{2,}/gu) ?? [];
  for (const word of words) {
    for (const text of [word, word.toUpperCase(), word.toLowerCase()]) {
      expect([text, guessEncoding(cp1251(text))]).not.toEqual([text, 'windows-1252']);
    }
  }
});
