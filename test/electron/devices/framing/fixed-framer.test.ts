import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFixedFramer } from '../../../../electron/devices/framing/fixed-framer.ts';
import type { FixedPiece } from '../../../../electron/devices/framing/fixed-framer.ts';

/** `A`, anything, and the anything again. */
const isFrame = ([start, a, b]: Uint8Array): boolean => start === 0x41 && a === b;
const framerOf = (proof: 1 | 2) => createFixedFramer({ length: 3, isFrame, proof, idleMs: 100 });
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const told = (pieces: readonly FixedPiece[]): readonly string[] =>
  pieces.map(({ kind, bytes }) => (kind === 'noise' ? '~' : '') + Buffer.from(bytes).toString());

/** What comes of a stream whose silences are blanks. */
function run(text: string, proof: 1 | 2 = 2): readonly string[] {
  const framer = framerOf(proof);
  let nowMs = 0;
  const pieces = text.split(' ').flatMap((part) => {
    nowMs += 1000;
    return framer.push(bytes(part), nowMs);
  });
  return told([...pieces, ...framer.flush()]);
}

describe('frames of a fixed length', () => {
  it.each([
    ['Axx', ['Axx']],
    ['AxxAyy', ['Axx', 'Ayy']],
    ['zAxxAyy', ['~z', 'Axx', 'Ayy']],
    ['zAxx', ['~zAxx']],
    ['zA AxxAyy', ['~zA', 'Axx', 'Ayy']],
    ['Axy Axx', ['~Axy', 'Axx']],
    ['AxyAxxAyyAzz', ['~Axy', 'Axx', 'Ayy', 'Azz']],
    ['Ax x', ['~Ax', '~x']],
    ['', []],
  ])('%s gives %j where two prove it', (text, expected) => {
    expect(run(text)).toEqual(expected);
  });

  it.each([
    ['zAxx', ['~z', 'Axx']],
    ['AAAxx', ['AAA', '~xx']],
    ['AxyAAzz', ['~AxyA', 'Azz']],
  ])('%s gives %j where one proves it', (text, expected) => {
    expect(run(text, 1)).toEqual(expected);
  });

  it('tells when silence has something to end', () => {
    const framer = framerOf(2);
    expect(framer.deadlineMs()).toBeNull();
    framer.push(bytes('Ax'), 500);
    expect(framer.deadlineMs()).toBe(600);
    expect(framer.idle(599)).toEqual([]);
    expect(told(framer.idle(600))).toEqual(['~Ax']);
    expect(framer.deadlineMs()).toBeNull();
  });

  it('loses no byte and makes none, in any chunking, in pieces of 64 at most', () => {
    const chunk = fc.uint8Array({ min: 0x40, max: 0x43, maxLength: 90 });
    fc.assert(
      fc.property(fc.array(chunk), fc.constantFrom(1 as const, 2 as const), (chunks, proof) => {
        const split = framerOf(proof);
        const pieces = [...chunks.flatMap((part) => split.push(part, 0)), ...split.flush()];
        const all = Buffer.concat(chunks);
        const whole = framerOf(proof);
        const wholePieces = [...whole.push(all, 0), ...whole.flush()];
        expect(Buffer.concat(pieces.map((piece) => piece.bytes)).equals(all)).toBe(true);
        expect(told(pieces)).toEqual(told(wholePieces));
        expect(pieces.every((piece) => piece.bytes.length <= 64)).toBe(true);
      }),
    );
  });
});
