import { describe, expect, it } from 'vitest';
import { stripParity } from '../../../../electron/devices/framing/parity-bit.ts';

const TEXT = Uint8Array.from(Buffer.from('ST,+1.5 g\r\n'));
const ones = (byte: number): number => [...byte.toString(2)].filter((bit) => bit === '1').length;
const withParity = (odd: number): Uint8Array =>
  TEXT.map((byte) => byte | ((ones(byte) + odd) % 2 === 1 ? 0x80 : 0));

describe('parity bit of a 7-bit line read with eight', () => {
  it.each([
    ['none', TEXT],
    ['even', withParity(0)],
    ['odd', withParity(1)],
    ['mark', TEXT.map((byte) => byte | 0x80)],
  ])('%s parity is stripped', (_name, bytes) => {
    expect(stripParity(bytes)).toEqual(TEXT);
  });

  it('any single flipped bit breaks even and odd parity', () => {
    for (const bytes of [withParity(0), withParity(1)]) {
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const flipped = bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        expect(stripParity(flipped)).toBeNull();
      }
    }
  });

  it('a single byte with eight bits among ASCII is no parity', () => {
    expect(stripParity(Uint8Array.from([...TEXT, 0xc4]))).toBeNull();
  });
});
