import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHeartbeatFramer } from '../../../../../electron/devices/dosimeters/gq-gmc/heartbeat.ts';

/** Feeds bursts of bytes at given times and gives what the framer found, in order. */
function run(width: 2 | 4, bursts: readonly (readonly [atMs: number, length: number])[]) {
  const framer = createHeartbeatFramer(width);
  const found = bursts.flatMap(([atMs, length]) => framer.push(new Uint8Array(length), atMs));
  return [...found, ...framer.idle(Infinity)].map(({ kind }) => kind);
}

describe('heartbeat framer', () => {
  it('takes a word a second', () => {
    const seconds = [0, 1000, 2000].map((at) => [at, 2] as const);
    expect(run(2, seconds)).toEqual(['word', 'word', 'word']);
  });

  it('takes a word whose bytes come apart', () => {
    const bytes = [0, 10, 20, 30].map((at) => [at, 1] as const);
    expect(run(4, bytes)).toEqual(['word']);
  });

  it('refuses a partial word and takes the next', () => {
    expect(
      run(2, [
        [0, 1],
        [1000, 2],
      ]),
    ).toEqual(['malformed', 'word']);
  });

  it('refuses both parts of a word with a gap inside', () => {
    expect(
      run(2, [
        [0, 1],
        [450, 1],
        [2000, 2],
      ]),
    ).toEqual(['malformed', 'malformed', 'word']);
  });

  it('refuses two words in one second', () => {
    expect(
      run(2, [
        [0, 2],
        [100, 2],
        [1500, 2],
      ]),
    ).toEqual(['malformed', 'word']);
  });

  it('refuses a word that follows another too soon', () => {
    expect(
      run(2, [
        [0, 2],
        [450, 2],
        [2000, 2],
      ]),
    ).toEqual(['word', 'malformed', 'word']);
  });

  it('reports endless babble at once, not only at its end', () => {
    const framer = createHeartbeatFramer(2);
    const found = [];
    for (let at = 0; at < 10_000; at += 50) found.push(...framer.push(new Uint8Array(20), at));
    expect(found).toMatchObject([{ kind: 'malformed' }]);
    expect(found[0]?.bytes.length).toBeLessThanOrEqual(64);
  });

  it('never gives more words than seconds', () => {
    const burst = fc.tuple(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 1, max: 5 }));
    fc.assert(
      fc.property(fc.array(burst, { maxLength: 50 }), (gaps) => {
        let atMs = 0;
        const bursts = gaps.map(([gap, length]) => [(atMs += gap), length] as const);
        const words = run(2, bursts).filter((kind) => kind === 'word').length;
        return words <= atMs / 600 + 1;
      }),
    );
  });
});
