import { expect, it } from 'vitest';
import { durationText, offsetText, utcText } from '../../../../electron/core/reports/times.ts';

it.each([
  [0, '0 s'],
  [999, '0 s'],
  [61_000, '1 min 1 s'],
  [3_600_000, '1 h'],
  [12 * 86_400_000 + 3 * 3_600_000 + 59 * 60_000, '12 d 3 h'],
  [86_400_000 + 59 * 60_000, '1 d'],
  [-7_200_000, '-2 h'],
])('%i ms are %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

it.each([
  [0, 'UTC+00:00'],
  [330, 'UTC+05:30'],
  [-210, 'UTC-03:30'],
])('%i minutes east are %s', (minutes, text) => {
  expect(offsetText(minutes)).toBe(text);
});

it('writes a time to the second', () => {
  expect(utcText(Date.UTC(2025, 0, 31, 22, 5, 9, 999))).toBe('2025-01-31 22:05:09');
});
