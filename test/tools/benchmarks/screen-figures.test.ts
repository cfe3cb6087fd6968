import { describe, expect, it } from 'vitest';
import { memoryFigures, screenFigures } from '../../../tools/benchmarks/screen-figures.ts';

const RUN = { fromMs: 1_000, toMs: 2_000 };
/** One frame every 10 ms from 0 to 3 s. */
const FRAMES = Array.from({ length: 301 }, (_, frame) => frame * 10);

describe('a screen', () => {
  it('has as many long tasks as lie in the run, and those before it by themselves', () => {
    const longTasks = [
      { atMs: 100, ms: 300 },
      { atMs: 990, ms: 60 },
      { atMs: 1_500, ms: 50 },
      { atMs: 1_700, ms: 71.5 },
      { atMs: 2_100, ms: 90 },
    ];
    expect(screenFigures({ longTasks, frames: FRAMES }, RUN, [])).toMatchObject({
      longTasks: 2,
      longestTaskMs: 71.5,
      worst: [{ ms: 71.5 }, { ms: 60 }, { ms: 50 }],
      before: { longTasks: 1, longestTaskMs: 300 },
    });
  });

  it('is not charged with what the benchmark does in it', () => {
    const longTasks = [{ atMs: 1_500, ms: 80 }];
    const frames = FRAMES.filter((atMs) => atMs <= 1_500 || atMs > 1_580);
    const collecting = { fromMs: 1_495, toMs: 1_600 };
    expect(screenFigures({ longTasks, frames }, RUN, [collecting])).toMatchObject({
      longTasks: 0,
      longestTaskMs: 0,
      frames: { p99Ms: 10, longestMs: 10 },
      leftOutMs: 105,
    });
    expect(screenFigures({ longTasks, frames }, RUN, []).frames.longestMs).toBe(90);
  });

  it('shows as many frames a second as it drew', () => {
    expect(screenFigures({ longTasks: [], frames: FRAMES }, RUN, []).frames).toEqual({
      perS: 100,
      p50Ms: 10,
      p99Ms: 10,
      longestMs: 10,
    });
  });
});

describe('memory', () => {
  const sampled = (...heapKb: number[]) =>
    memoryFigures(
      heapKb.map((kb, index) => ({ atMin: index, heapKb: kb, rssKb: { core: 100 + 2 * index } })),
    );

  it('has a slope by process; what opening left behind is no part of it', () => {
    expect(sampled(9_000, 4_000, 4_010, 4_020, 4_030, 4_040)).toMatchObject({
      heapKbPerMin: 10,
      rssKbPerMin: { core: 2 },
      heapGrewKb: 30,
    });
  });

  it.each([
    ['within 500 kB', [4_000, 4_000, 4_000, 4_100, 4_300, 4_500], true],
    ['within 5 %', [40_000, 40_000, 40_000, 41_000, 41_500, 42_000], true],
    ['above both', [4_000, 4_000, 4_000, 4_100, 4_300, 4_501], false],
    ['smaller', [4_000, 4_000, 4_000, 3_000, 2_000, 1_000], true],
  ])(
    'is flat by what the heap grew from the second part of the run on: %s',
    (_name, heap, flat) => {
      expect(sampled(...heap).flat).toBe(flat);
    },
  );

  it('needs samples', () => {
    expect(() => sampled(1, 2)).toThrow('too few samples');
  });
});
