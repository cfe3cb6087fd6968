import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadGoods } from '../../../electron/core/goods/load-goods.ts';
import { classify } from '../../../shared/goods/classifier.ts';

const goods = loadGoods(path.join(import.meta.dirname, '../../../resources'));
const alarmsOf = (text: string) => classify(text, goods).alarms;

describe('ordinary goods that only look like controlled ones', () => {
  it.each([
    ['en', 'elephant ivory colour curtain'],
    ['fr', 'coussin en forme de grenade'],
    ['es', 'cortina color tabaco'],
    ['pt', 'almofada em forma de granada'],
    ['de', 'Vorhang Farbe Elfenbein'],
    ['ru', 'мыло ручной работы в форме гранаты'],
    ['ar', 'وسادة على شكل قنبلة'],
    ['zh', '象牙色 窗帘'],
    ['tr', 'yılan derisi baskılı cüzdan'],
    ['id', 'bantal bentuk granat'],
    ['hi', 'शेर की खाल प्रिंट कंबल'],
    ['hi-Latn', 'hathi daant rang ka parda'],
  ])('%s: raise no prompt: %s', (_, text) => {
    expect(alarmsOf(text)).toEqual([]);
  });

  it('goods that look like a grenade and are nothing else may be one', () => {
    expect(alarmsOf('grenade shaped')).toContain('explosives');
  });

  it('what has a colour to choose is not its colour', () => {
    expect(alarmsOf('nail polish colour red, makeup bag')).toContain('flammable-liquids');
  });

  it('another thing of the list is no likeness', () => {
    expect(alarmsOf('curtain ivory colour, elephant ivory bracelet')).toContain('wildlife');
    expect(alarmsOf('mug pistol book')).toContain('firearms');
  });
});

describe('a book or a picture', () => {
  it.each(['history of opium book', 'libro historia de la cocaína'])(
    'is not what it is about: %s',
    (text) => {
      expect(alarmsOf(text)).toEqual([]);
    },
  );

  it.each(['кружка "Пуля дура" керамика', '《毒药猫理论》平装书'])(
    'nor a mug what is written on it: %s',
    (text) => {
      expect(alarmsOf(text)).toEqual([]);
    },
  );

  it.each([
    ['book, cocaine 2g', 'narcotics'],
    ['book + pistol', 'firearms'],
    ['book pistol', 'firearms'],
    ['cocaine in book', 'narcotics'],
    ['kitap arası esrar', 'narcotics'],
    ['novel with cocaine inside', 'narcotics'],
    ['"cocaine"', 'narcotics'],
  ])('does not hide what is sent with it: %s', (text, category) => {
    expect(alarmsOf(text)).toContain(category);
  });
});
