import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadGoods } from '../../../electron/core/goods/load-goods.ts';
import { classify } from '../../../shared/goods/classifier.ts';
import { analyse } from '../../../shared/goods/features.ts';
import { soleNames } from '../../../shared/goods/sole-name.ts';

const goods = loadGoods(path.join(import.meta.dirname, '../../../resources'));
const namesOf = (text: string) => [...soleNames(analyse(text, goods.lexicon), goods.lexicon)];
const alarmsOf = (text: string) => classify(text, goods).alarms;

describe('a name and nothing else', () => {
  it.each([
    ['en', 'cocaine', 'narcotics'],
    ['fr', 'cognac 70 cl', 'alcohol'],
    ['de', 'Feuerwerk 3 Stück', 'explosives'],
    ['ru', 'икра 500 г', 'fisheries'],
    ['zh', '象牙 2件', 'wildlife'],
    ['tr', 'sigara 10 paket', 'tobacco'],
    ['id', 'kembang api 5 dus', 'explosives'],
  ])('%s: is what it says, in any amount: %s', (_, text, category) => {
    expect(namesOf(text)).toContain(category);
    expect(alarmsOf(text)).toContain(category);
  });

  it.each([
    ['gun', 'firearms'],
    ['2 guns', 'firearms'],
    ['оружие', 'firearms'],
    ['silah 1 adet', 'firearms'],
    ['Li-ion 2 pcs', 'lithium-batteries'],
    ['бомба', 'explosives'],
  ])('is what an everyday word says where nothing else is said: %s', (text, category) => {
    expect(alarmsOf(text)).toContain(category);
  });

  it.each([
    'bomba',
    'nitro 2 pcs',
    'glue gun',
    'paracetamol tablets',
    'notebook A5',
    'gas lighter empty, gun metal',
  ])('is no arm, no bomb and no computer: %s', (text) => {
    expect(namesOf(text)).not.toContain('firearms');
    expect(alarmsOf(text)).not.toContain('explosives');
    expect(alarmsOf(text)).not.toContain('lithium-batteries');
  });

  it.each(['whisky glasses', 'cotton shirt', 'cigarette case leather', 'gift'])(
    'is not what is said with other words, nor what names ordinary goods: %s',
    (text) => {
      expect(namesOf(text)).toEqual([]);
    },
  );
});

describe('a name that is never admitted', () => {
  it('alarms in all of its categories where it has a UN number', () => {
    expect(alarmsOf('Paraquat herbicide')).toEqual(
      expect.arrayContaining(['pesticides', 'toxic-infectious']),
    );
  });
});

describe('ordinary goods that are far likelier', () => {
  it('raise nothing, whatever else is heard in them', () => {
    expect(alarmsOf('hardcover book on gardening, tobacco brown cover')).toEqual([]);
  });
});
