import { describe, expect, it } from 'vitest';
import { classify } from '../../../shared/goods/classifier.ts';
import { goods } from '../../support/session-fixtures.ts';

const alarmsOf = (text: string) => classify(text, goods()).alarms;

describe('an accessory for a telephone, a computer or a watch', () => {
  it.each([
    ['es', 'funda movil Xiaomi Redmi 12 y cable micro usb'],
    ['de', 'Hülle iPad 10.2'],
    ['en', 'iphone 13 case, screen protector glass 2pcs'],
    ['pt', 'capa galaxy s20'],
  ])('%s: is no telephone: %s', (_, text) => {
    expect(alarmsOf(text)).toEqual([]);
  });

  it.each(['iphone 13', 'case with iphone 11', 'case, iphone 11', '2 fundas y iphone 11'])(
    'does not cover the telephone itself: %s',
    (text) => {
      expect(alarmsOf(text)).toContain('lithium-batteries');
    },
  );

  it('is not for a power bank', () => {
    expect(alarmsOf('case power bank 20000mah')).toContain('lithium-batteries');
  });
});
