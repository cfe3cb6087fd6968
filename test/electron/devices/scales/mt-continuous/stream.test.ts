import { describe, expect, it } from 'vitest';
import { mtContinuous } from '../../../../../electron/devices/scales/mt-continuous/protocol.ts';
import {
  itNeverReadsLostBytes,
  itReadsCaptures,
  itReadsWholeFramesOnly,
} from '../../../../support/stream-checks.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const decode = (...texts: readonly string[]) => mtContinuous.decodeStream(texts.map(latin1));

const withChecksum = (text: string): string => {
  const sum = [...text].reduce((total, character) => total + character.charCodeAt(0), 0);
  return text + String.fromCharCode(-sum & 0x7f);
};
/** Status words A, B and C, weight and tare, without checksum. */
const frame = (words: string, weight: string, tare = '     0'): string =>
  `\x02${words}${weight}${tare}\r`;
const evenParity = (text: string): string =>
  [...text]
    .map((character) => {
      const code = character.charCodeAt(0);
      const ones = [...code.toString(2)].filter((bit) => bit === '1').length;
      return String.fromCharCode(code + (ones % 2) * 128);
    })
    .join('');

const PLAIN = frame(',0 ', '  1234');

describe('Mettler-Toledo Continuous recordings', () => {
  itReadsCaptures(mtContinuous, ['computed-vectors']);
  itReadsWholeFramesOnly(mtContinuous, [
    withChecksum(PLAIN),
    withChecksum(frame(',8 ', '  1234')),
    withChecksum(frame('=  ', '  5025')),
  ]);

  itNeverReadsLostBytes(mtContinuous, withChecksum(frame('-0 ', ' 12345')));

  it('gives a frame as it came', () => {
    expect(decode(PLAIN)).toEqual([
      {
        type: 'reading',
        kind: 'mass',
        value: '12.34',
        unit: 'kg',
        stable: true,
        basis: 'gross',
        tare: '0.00',
        zero: false,
        raw: '022c302020203132333420202020203' + '00d',
      },
    ]);
  });

  it('reads frames without checksum, of 17 and of 11 bytes, and short ones with it', () => {
    const short = '\x02,0   1234\r';
    expect(decode(PLAIN, PLAIN)).toMatchObject([{ value: '12.34' }, { value: '12.34' }]);
    expect(decode(short, short, withChecksum(short))).toMatchObject([
      { value: '12.34', tare: null },
      { value: '12.34', tare: null },
      { value: '12.34', tare: null },
    ]);
  });

  it.each([0x02, 0x0d])('a checksum that is itself %i ends its frame', (wanted) => {
    const texts = Array.from({ length: 3000 }, (_, count) => count * 7)
      .flatMap((grams) => [' ', '0'].map((fill) => String(grams).padStart(6, fill)))
      .map((weight) => withChecksum(frame('-0 ', weight)))
      .filter((text) => text.charCodeAt(17) === wanted);
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) {
      const decoded = decode(text, text, text);
      expect(decoded).toHaveLength(3);
      expect(decoded.every((one) => one.type === 'reading')).toBe(true);
    }
  });

  it.each([
    ['(', '123400', 'x100'],
    [')', '12340', 'x10'],
    ['*', '1234', 'one'],
    ['+', '123.4', '.X'],
    [',', '12.34', '.XX'],
    ['-', '1.234', '.XXX'],
    ['.', '0.1234', '.XXXX'],
    ['/', '0.01234', '.XXXXX'],
  ])('status word A %s places the point: %s (%s)', (wordA, value) => {
    expect(decode(frame(`${wordA}0 `, '  1234'))).toMatchObject([{ value }]);
  });

  it.each([
    ['0 ', 'kg'],
    ['  ', 'lb'],
    ['0!', 'g'],
    ['0"', 't'],
  ])('status words B and C "%s" say the unit: %s', (words, unit) => {
    expect(decode(frame(`,${words}`, '  1234'))).toMatchObject([{ unit }]);
  });

  it.each([3, 4, 5, 6, 7])('unit code %i is refused', (code) => {
    const words = `,0${String.fromCharCode(0x20 + code)}`;
    expect(decode(frame(words, '  1234'))).toMatchObject([
      { code: 'malformed', detail: expect.stringContaining('unit') },
    ]);
  });

  it.each([
    ['4', 'overload'],
    ['6', 'underload'],
    ['p', 'zero-error'],
  ])('status word B %s is the fault %s whatever the number', (wordB, code) => {
    for (const weight of ['  1234', '000000', '      ', '------']) {
      expect(decode(frame(`,${wordB} `, weight))).toMatchObject([{ code }]);
    }
  });

  it.each([
    ['status word A without bit 5', '\x0c0 '],
    ['status word B without bit 5', ',\x10 '],
    ['status word C without bit 5', ',0\x01'],
    ['status word A with bit 6', 'l0 '],
    ['no increment', '$0 '],
    ['an expanded display', ',00'],
  ])('refuses %s', (_case, words) => {
    expect(decode(frame(words, '  1234'))).toMatchObject([{ code: 'malformed' }]);
  });

  it.each(['12 34 ', '  12.3', '  -123', '      '])('refuses the weight "%s"', (weight) => {
    expect(decode(frame(',0 ', weight))).toMatchObject([{ code: 'malformed' }]);
  });

  it('a wrong checksum is a fault and the next frame is read', () => {
    const good = withChecksum(PLAIN);
    expect(decode(good.replace('1234', '1334'), good)).toMatchObject([
      { code: 'checksum' },
      { value: '12.34' },
    ]);
  });

  it('strips the parity bit, and a flipped bit breaks the parity', () => {
    const wired = evenParity(PLAIN);
    expect(wired).not.toBe(PLAIN);
    expect(decode(wired, wired)).toMatchObject([{ value: '12.34' }, { value: '12.34' }]);
    const flipped =
      wired.slice(0, 8) + String.fromCharCode(wired.charCodeAt(8) ^ 1) + wired.slice(9);
    expect(decode(flipped, wired)).toMatchObject([{ code: 'malformed' }, { value: '12.34' }]);
  });
});
