import { describe, expect, it } from 'vitest';
import { wedgeTraps } from '../../../shared/identifiers/wedge-traps.ts';

const SSCC = '106141412345678908';
const traps = (
  text: string,
  keys: { strangeKeys?: boolean; cut?: boolean; capsLock?: boolean } = {},
) => wedgeTraps({ text, strangeKeys: false, cut: false, capsLock: false, ...keys });

describe('trap 15: a scanner that plays a keyboard', () => {
  it.each([
    ['an S10', 'RR473124829US'],
    ['an SSCC behind its identifier', `]C100${SSCC}`],
    ['an SSCC whose separator came as Ctrl+]', `]C1400ORDER-7\u001d00${SSCC}`],
    ["a courier's number", '1Z999AA10123456784'],
    ['a number with a dash', 'COURIER-77'],
  ])('%s shows nothing', (_, text) => {
    expect(traps(text)).toEqual([]);
  });

  it.each([
    ['the SSCC stands behind an element of any length', `]C1400ORDER-700${SSCC}`],
    ['the same without a symbology identifier', `400ORDER-700${SSCC}`],
    ['a batch is longer than any', `]C110BATCH-NUMBER-1234500${SSCC}`],
  ])('GS is lost: %s', (_, text) => {
    expect(traps(text)).toEqual(['gs-lost']);
  });

  it.each(['<GS>', '{GS}', '^]', '\u241d'])('GS is written as %s', (written) => {
    expect(traps(`]C1400ORDER-7${written}00${SSCC}`)).toEqual(['gs-rewritten']);
  });

  it.each([
    ['a French row of digits', 'RB&é"\'(-è_çGB'],
    ['Cyrillic letters', 'КК473124829ГЫ'],
    ['the bracket of ]C1 on a German keyboard', `+C100${SSCC}`],
    ['the bracket of ]C1 on a French keyboard', '$C1àà&à-&'],
  ])('the layout is another: %s', (_, text) => {
    expect(traps(text)).toEqual(['layout']);
  });

  it('the layout is another, and a part is missing: keys gave no character', () => {
    expect(traps('RR473124829US', { strangeKeys: true })).toEqual(['cut', 'layout']);
  });

  it('a part is missing: the text may be the end of a label', () => {
    expect(traps('4711', { cut: true })).toEqual(['cut']);
  });

  it('Caps Lock turns letters over', () => {
    expect(traps('rr473124829us')).toEqual(['caps-lock']);
    expect(traps('Station-Test', { capsLock: true })).toEqual(['caps-lock']);
    expect(traps(SSCC, { capsLock: true })).toEqual([]);
  });
});
