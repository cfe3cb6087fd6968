import { describe, expect, it } from 'vitest';
import {
  MACHINE_CACHE,
  readableCaches,
  writableCache,
} from '../../../tools/runtime/cache-folders.ts';
import { electronFlags } from '../../../tools/runtime/electron-flags.ts';

const ROOT = { userId: 0, home: '/root', xdgCacheHome: '/elsewhere' };
const OFFICER = { userId: 1000, home: '/home/officer', xdgCacheHome: undefined };

describe('cache folders', () => {
  it('lets root build for the whole machine and never run what a user has written', () => {
    expect(writableCache(ROOT)).toBe(MACHINE_CACHE);
    expect(readableCaches(ROOT)).toEqual([MACHINE_CACHE]);
  });

  it('lets a user prefer the one of the machine and build an own one', () => {
    expect(readableCaches(OFFICER)).toEqual([
      MACHINE_CACHE,
      '/home/officer/.cache/screening-station',
    ]);
  });

  it.each([
    ['/data/cache', '/data/cache/screening-station'],
    ['relative', '/home/officer/.cache/screening-station'],
    ['', '/home/officer/.cache/screening-station'],
  ])('reads XDG_CACHE_HOME=%s as %s', (xdgCacheHome, expected) => {
    expect(writableCache({ ...OFFICER, xdgCacheHome })).toBe(expected);
  });
});

describe('electronFlags', () => {
  it('switches the sandbox off for root only', () => {
    expect(electronFlags(0)).toEqual(['--no-sandbox']);
    expect(electronFlags(1000)).toEqual([]);
  });
});
