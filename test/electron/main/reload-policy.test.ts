import { expect, it } from 'vitest';
import { createReloadPolicy } from '../../../electron/main/reload-policy.ts';

const MINUTE = 60_000;

it('reloads three times in five minutes, then shows the safe page', () => {
  const decide = createReloadPolicy();
  expect([0, 1, 2, 3].map((minute) => decide(minute * MINUTE))).toEqual([
    'reload',
    'reload',
    'reload',
    'safe-page',
  ]);
});

it('forgets what is five minutes old', () => {
  const decide = createReloadPolicy();
  for (const minute of [0, 1, 2]) decide(minute * MINUTE);
  expect(decide(5 * MINUTE - 1)).toBe('safe-page');
  expect(decide(7 * MINUTE)).toBe('reload');
});
