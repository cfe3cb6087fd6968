import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  appendSample,
  polylines,
  TRACE_MS,
  traceRange,
  type Sample,
} from '../../../renderer/stores/trace.ts';

const frame = { width: 300, height: 60, top: 1 };

describe('the live trace', () => {
  it('drops samples older than its width', () => {
    const old = [{ atMs: 0, value: 0.1 }];
    expect(appendSample(old, { atMs: TRACE_MS, value: 0.2 })).toEqual([
      { atMs: TRACE_MS, value: 0.2 },
    ]);
  });

  it('thins values that follow each other closely', () => {
    const first = [{ atMs: 0, value: 0.1 }];
    expect(appendSample(first, { atMs: 100, value: 0.2 })).toBe(first);
  });

  it('never thins the begin of a gap', () => {
    const first = [{ atMs: 0, value: 0.1 }];
    expect(appendSample(first, { atMs: 100, value: null })).toHaveLength(2);
  });

  it('draws no line over a gap', () => {
    const trace = [1, 2, null, 3, 4].map((value, index) => ({ atMs: index * 1000, value }));
    expect(polylines(trace, { ...frame, top: 4 })).toHaveLength(2);
  });

  it('draws no line over a time of which it heard nothing', () => {
    const trace = [0, 1, 2, 8, 9].map((second) => ({ atMs: second * 1000, value: 0.1 }));
    expect(polylines(trace, frame)).toHaveLength(2);
  });

  it('has no range without values', () => {
    expect(traceRange([{ atMs: 0, value: null }])).toBeNull();
  });

  it('stays inside its frame and bounded in length for every series', () => {
    const sample = fc.record({
      gapMs: fc.integer({ min: 1, max: 5_000 }),
      value: fc.option(fc.double({ min: 0, max: 1000, noNaN: true })),
    });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 400 }), (steps) => {
        let atMs = 0;
        let trace: readonly Sample[] = [];
        for (const { gapMs, value } of steps) {
          atMs += gapMs;
          trace = appendSample(trace, { atMs, value });
        }
        const points = polylines(trace, frame).flatMap((line) => line.split(' '));
        for (const point of points) {
          const [x = -1, y = -1] = point.split(',').map(Number);
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(frame.width);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(frame.height);
        }
      }),
    );
  });
});
