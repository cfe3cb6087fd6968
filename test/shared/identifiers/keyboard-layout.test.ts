import { describe, expect, it } from 'vitest';
import { resolve } from '../../../shared/identifiers/resolve.ts';

describe('trap 15: a keyboard reader under another layout', () => {
  it.each([
    ['an S10 on a French keyboard', "RR'è\"&é'_é)US".replace(')', 'ç')],
    ['all digits of the French row', 'RB&é"\'(-è_çGB'],
    ['M of a French keyboard', '??à&é"\'(-è_US'],
    ['an SSCC on a French keyboard', "&à-&'&'&é\"'(-è_çà_"],
    ['a Russian keyboard', 'КК473124829ГЫ'],
    ['a Russian keyboard with small letters', 'кк473124829гы'],
    ['a Greek keyboard', 'ΡΡ473124829ΘΣ'],
    ['one Cyrillic letter among Latin ones', 'RR473124829UЅ'],
    ['digits of full width', 'ＲＲ４７３１２４８２９ＵＳ'],
    ['Arabic digits', '١٠٦١٤١٤١٢٣٤٥٦٧٨٩٠٨'],
  ])('%s is no identifier, and the layout is named as the likely reason', (_, text) => {
    const { scheme, valid, problems } = resolve(text);
    expect([scheme, valid]).toEqual(['unknown', false]);
    expect(problems).toEqual([expect.stringMatching(/^keyboard-layout: .*keyboard layout/)]);
  });

  it.each(['COURIER-77', '1Z-COURIER-77', 'КУРЬЕР', '----', 'RR47312482US'])(
    '%s is not put down to a layout',
    (text) => {
      expect(resolve(text).problems).toEqual([expect.stringMatching(/^no-known-scheme: /)]);
    },
  );
});
