import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createPacketFramer,
  ssiChecksum,
} from '../../../../../electron/devices/scanners/zebra-ssi/packet-framer.ts';

const hex = (text: string): Uint8Array =>
  Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const ABC = hex('08F30000 03414243 FE3C');

function cut(bytes: Uint8Array, size = bytes.length): readonly (readonly [string, string])[] {
  const framer = createPacketFramer();
  const pieces = [];
  for (let at = 0; at < bytes.length; at += size) {
    pieces.push(...framer.push(bytes.slice(at, at + size), 0));
  }
  pieces.push(...framer.flush());
  return pieces.map((piece) => [piece.kind, Buffer.from(piece.bytes).toString('hex')] as const);
}

describe('SSI packets', () => {
  it.each([
    ['04 D0 04 00', 0xff28],
    ['04 E4 04 00', 0xff14],
    ['05 E6 04 00 01', 0xff10],
    ['08 F3 00 00 03 41 42 43', 0xfe3c],
  ])('the checksum of %s is that of the documents', (bytes, checksum) => {
    expect(ssiChecksum(hex(bytes))).toBe(checksum);
  });

  it('are found among garbage, whatever the chunks', () => {
    const bytes = hex(`00 05 FF ${'08F3000003414243FE3C'} 41 08F30000 04D00000FF2C 07`);
    const expected = [
      ['garbage', '0005ff'],
      ['packet', '08f3000003414243fe3c'],
      ['garbage', '4108f30000'],
      ['packet', '04d00000ff2c'],
      ['garbage', '07'],
    ];
    for (let size = 1; size <= bytes.length; size += 1) expect(cut(bytes, size)).toEqual(expected);
  });

  it('with any flipped bit are none', () => {
    for (let bit = 0; bit < ABC.length * 8; bit += 1) {
      const damaged = ABC.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(cut(damaged).filter(([kind]) => kind === 'packet')).toEqual([]);
    }
  });

  it('random bytes hold back no packet that follows after a silence', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (noise) => {
        const framer = createPacketFramer();
        framer.push(noise, 0);
        const pieces = framer.push(ABC, 1000);
        expect(pieces.at(-1)).toMatchObject({ kind: 'packet', bytes: ABC });
      }),
    );
  });
});
