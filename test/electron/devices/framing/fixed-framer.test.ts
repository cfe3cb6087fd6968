import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFixedFramer } from '../../../../electron/devices/framing/fixed-framer.ts';
import type { FixedPiece } from '../../../../electron/devices/framing/fixed-framer.ts';

/** `A`, anything, and the anything again. */
const isFrame = ([, a, b]: Uint8Array): boolean => a === b;
const framerOf = (proof: 1 | 2) =>
  createFixedFramer({ length: 3, start: 0x41, isFrame, proof, idleMs: 100 });
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

  it('tells the first 64 bytes of a run of noise, once', () => {
    const noise = 'z'.repeat(5000);
    const head = `~${'z'.repeat(64)}`;
    expect(run(`${noise}AxxAyy`)).toEqual([head, 'Axx', 'Ayy']);
    expect(run(`${noise} ${noise}`)).toEqual([head, head]);
  });

  it('gives the same pieces in any chunking, and of short noise every byte', () => {
    const chunk = fc.uint8Array({ min: 0x40, max: 0x43, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(chunk), fc.constantFrom(1 as const, 2 as const), (chunks, proof) => {
        const split = framerOf(proof);
        const pieces = [...chunks.flatMap((part) => split.push(part, 0)), ...split.flush()];
        const all = Buffer.concat(chunks);
        const whole = framerOf(proof);
        expect(told(pieces)).toEqual(told([...whole.push(all, 0), ...whole.flush()]));
        if (all.length > 64) return;
        expect(Buffer.concat(pieces.map((piece) => piece.bytes)).equals(all)).toBe(true);
      }),
    );
  });
});
