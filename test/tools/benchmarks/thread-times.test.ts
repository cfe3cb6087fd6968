import { describe, expect, it } from 'vitest';
import { shareOf, watchThread } from '../../../tools/benchmarks/thread-times.ts';

const moment = (atMs: number, ranMs: number, waitedMs: number) => ({ atMs, ranMs, waitedMs });

describe('what a thread had of a stretch', () => {
  const moments = [moment(0, 5, 0), moment(20, 10, 1), moment(40, 12, 19), moment(60, 30, 20)];

  it('is between the nearest moments around it', () => {
    expect(shareOf(moments, { fromMs: 25, toMs: 40 })).toEqual({ ranMs: 2, waitedMs: 18 });
    expect(shareOf(moments, { fromMs: 25, toMs: 41 })).toEqual({ ranMs: 20, waitedMs: 19 });
  });

  it('is not known where there was no moment before or after', () => {
    expect(shareOf(moments, { fromMs: -1, toMs: 10 })).toBeNull();
    expect(shareOf(moments, { fromMs: 50, toMs: 61 })).toBeNull();
  });
});

it('a thread that works is seen to run', () => {
  const watch = watchThread(process.pid);
  const endMs = performance.now() + 60;
  while (performance.now() < endMs);
  const [first, ...later] = watch.end();
  expect((later.at(-1)?.ranMs ?? 0) - (first?.ranMs ?? 0)).toBeGreaterThan(1);
});
