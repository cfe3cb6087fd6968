import { describe, expect, it } from 'vitest';
import { splitSymbology } from '../../../shared/identifiers/aim.ts';
import { resolve } from '../../../shared/identifiers/resolve.ts';

describe('symbology identifiers', () => {
  it.each([
    [']C0', 'Code 128', 'any'],
    [']C1', 'GS1-128', 'gs1'],
    [']C2', 'Code 128', 'any'],
    [']A0', 'Code 39', 'any'],
    [']E0', 'EAN/UPC', 'gtin'],
    [']E4', 'EAN-8', 'gtin-8'],
    [']I1', 'ITF', 'any'],
    [']F0', 'Codabar', 'any'],
    [']G0', 'Code 93', 'any'],
    [']L0', 'PDF417', 'any'],
    [']d1', 'Data Matrix', 'any'],
    [']d2', 'GS1 DataMatrix', 'gs1'],
    [']d3', 'Data Matrix', 'any'],
    [']Q1', 'QR Code', 'any'],
    [']Q3', 'GS1 QR Code', 'gs1'],
    [']Q5', 'QR Code', 'any'],
    [']e0', 'GS1 DataBar', 'gs1'],
    [']z0', 'Aztec Code', 'any'],
    [']zA', 'Aztec Code', 'any'],
    [']U0', 'MaxiCode', 'any'],
  ])('%s announces %s', (identifier, name, content) => {
    const symbology = { name, content };
    expect(splitSymbology('ABC', identifier)).toEqual({ symbology, text: 'ABC' });
    expect(splitSymbology(`${identifier}ABC`, null)).toEqual({ symbology, text: 'ABC' });
  });

  it.each([']', ']C', ']B1ABC', ']11ABC', 'C1ABC', ' ]C1ABC'])('%s is text', (text) => {
    expect(splitSymbology(text, null)).toEqual({ symbology: null, text });
  });

  it('what a serial reader took off counts, and the text stays as it is', () => {
    expect(splitSymbology(']C1ABC', ']d1').text).toBe(']C1ABC');
    expect(splitSymbology('ABC', ']B1').symbology).toBeNull();
  });
});

describe('a label with its symbology identifier', () => {
  it.each([
    ['RR473124829US', ']C0'],
    ['00106141412345678908', ']C1'],
    ['0109501101530003', ']d2'],
    ['4006381333931', ']E0'],
    ['COURIER-77', ']Q1'],
  ])('%s is the same whether %s comes apart or in the text', (text, aim) => {
    expect(resolve(`${aim}${text}`)).toEqual(resolve(text, aim));
  });

  it('digits that GS1-128 announces are elements: 10 is a batch, not an SSCC that begins with 10', () => {
    expect(resolve('106141412345678908', ']C1')).toMatchObject({
      ...{ scheme: 'gs1', canonical: '(10)6141412345678908', names: 'nothing' },
    });
    expect(resolve('106141412345678908', ']C0').scheme).toBe('sscc');
  });
});

describe('the barcode of a product', () => {
  it.each([
    ['4006381333931', ']E0'],
    ['036000291452', ']E0'],
    ['96385074', ']E4'],
    ['978014300723454995', ']E3'],
  ])('%s after %s names goods', (text, aim) => {
    const { scheme, valid, canonical, names, problems } = resolve(text, aim);
    expect([scheme, valid, canonical, names]).toEqual(['gs1', true, text, 'goods']);
    expect(problems).toEqual([expect.stringMatching(/^names-goods: /)]);
  });

  it.each([
    ['4006381333932', ']E0', 'check-digit'],
    ['96385074', ']E0', 'gtin-length'],
    ['4006381333931', ']E4', 'gtin-length'],
    ['ABC', ']E0', 'gtin-length'],
  ])('%s after %s is refused: %s', (text, aim, code) => {
    const { valid, problems } = resolve(text, aim);
    expect([valid, problems[0]?.split(':')[0]]).toEqual([false, code]);
  });

  it('without symbology identifier is not guessed at', () => {
    expect(resolve('4006381333931')).toMatchObject({ scheme: 'unknown', names: 'nothing' });
  });
});
