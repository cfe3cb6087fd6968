import { describe, expect, it } from 'vitest';
import { countsOf } from '../../../shared/measure/counts.ts';
import type { CountUnit } from '../../../shared/measure/reading.ts';

function counted(value: string, unit: CountUnit, windowS: number): number | null {
  return countsOf({ type: 'reading', kind: 'counts', value, unit, windowS, raw: '' });
}

describe('whole pulses of a reading', () => {
  it.each([
    ['7', 'count', 1, 7],
    ['7', 'cps', 1, 7],
    ['0.5', 'cps', 10, 5],
    ['31', 'cpm', 60, 31],
    ['0.52', 'cps', 60, 31],
    ['420', 'cpm', 1, 7],
    ['0', 'cps', 1, 0],
  ] as const)('%s %s over %d s are %d', (value, unit, windowS, counts) => {
    expect(counted(value, unit, windowS)).toBe(counts);
  });

  it.each([
    ['7.16', 'cps', 1],
    ['25.4', 'cpm', 60],
    ['2.5', 'count', 1],
    ['-1', 'cps', 1],
    ['1e3', 'cps', 1],
  ] as const)('%s %s over %d s are none: smoothed, or no number', (value, unit, windowS) => {
    expect(counted(value, unit, windowS)).toBeNull();
  });

  it('are not known where the last digit hides several', () => {
    expect(counted('3', 'cps', 10)).toBeNull();
  });
});
