import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createLengthFramer,
  type LengthPiece,
} from '../../../../electron/devices/framing/length-framer.ts';

/** `AA BB`, length of the rest, the rest; the last byte is the sum of those before it. */
const create = () =>
  createLengthFramer({
    sync: Uint8Array.of(0xaa, 0xbb),
    headLength: 3,
    lengthOf: (head) => ((head[2] ?? 0) > 0 && (head[2] ?? 0) <= 20 ? 3 + (head[2] ?? 0) : null),
    isValid: (frame) =>
      frame.at(-1) === (frame.subarray(0, -1).reduce((sum, byte) => sum + byte, 0) & 0xff),
    maxLength: 23,
    idleMs: 100,
  });

function frame(...body: readonly number[]): number[] {
  const head = [0xaa, 0xbb, body.length + 1, ...body];
  return [...head, head.reduce((sum, byte) => sum + byte, 0) & 0xff];
}

function cut(bytes: readonly number[], size = bytes.length): readonly LengthPiece[] {
  const framer = create();
  const pieces: LengthPiece[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    pieces.push(...framer.push(Uint8Array.from(bytes.slice(at, at + size)), 0));
  }
  return [...pieces, ...framer.flush()];
}
const kinds = (bytes: readonly number[]) => cut(bytes).map(({ kind }) => kind);

describe('length framer', () => {
  it('cuts frames and the noise between them', () => {
    expect(kinds([1, 2, ...frame(1), ...frame(2, 3), 0xaa, 9])).toEqual([
      ...['noise', 'frame', 'frame'],
      'noise',
    ]);
  });

  it('finds a frame inside a damaged one, and behind a head that no frame has', () => {
    const good = frame(7);
    expect(kinds([0xaa, 0xbb, 12, 1, 2, ...good, ...good, 0])).toContain('frame');
    expect(kinds([0xaa, 0xbb, 99, ...good])).toEqual(['noise', 'frame']);
    expect(kinds([0xaa, ...good])).toEqual(['noise', 'frame']);
  });

  it('finds a whole frame behind a damaged length when the line is idle', () => {
    const framer = create();
    framer.push(Uint8Array.from([0xaa, 0xbb, 20, 1, ...frame(7)]), 0);
    expect(framer.idle(99)).toEqual([]);
    expect(framer.idle(100).map(({ kind }) => kind)).toEqual(['partial', 'frame']);
    expect(framer.deadlineMs()).toBeNull();
  });

  it('tells a long run of noise once', () => {
    expect(kinds([...Array<number>(10_000).fill(1), ...frame(2)])).toEqual(['noise', 'frame']);
  });

  it('resynchronises within one valid frame and gives the same pieces for any chunking', () => {
    const part = fc.oneof(
      fc.array(fc.constantFrom(0xaa, 0xbb, 1, 2, 3, 20), { maxLength: 30 }),
      fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 15 }).map((body) => frame(...body)),
    );
    fc.assert(
      fc.property(fc.array(part), fc.integer({ min: 1, max: 9 }), (parts, size) => {
        const bytes = parts.flat();
        const whole = cut(bytes);
        expect(cut(bytes, size)).toEqual(whole);
        expect(cut([...bytes, ...frame(5, 6)]).at(-1)?.kind).toBe('frame');
      }),
    );
  });
});
