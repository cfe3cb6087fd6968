import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readDoseRate,
  readDuration,
  readNumber,
  readTime,
  shortText,
  sumOfChannels,
} from '../../../../../electron/core/manifest/n42/n42-values.ts';

describe('a duration of ISO 8601', () => {
  it.each([
    ['PT10S', 10],
    ['PT0.25S', 0.25],
    ['PT1M30S', 90],
    ['P0DT1H0M0.5S', 3600.5],
    ['P1D', 86_400],
  ])('%s has a length', (text, seconds) => {
    expect(readDuration(text)).toBe(seconds);
  });

  it.each(['P', 'PT', '10', 'P1M', 'P1Y', '-PT1S', 'PT1.S', 'pt1s'])('%s has none', (text) => {
    expect(readDuration(text)).toBeNull();
  });
});

describe('a time', () => {
  it('without zone is no moment', () => {
    expect(readTime('2026-11-28T09:00:00')).toEqual({ at: null, note: 'no-zone' });
  });

  it('that is none is not taken', () => {
    expect(readTime('2026-13-28T09:00:00Z')).toEqual({ at: null, note: 'time-unread' });
  });
});

describe('a dose rate', () => {
  it.each([
    ['0.10', 'µSv/h', { value: '0.10', unit: 'uSv/h' }],
    ['5.590E-01', 'uSv/hr', { value: '0.559', unit: 'uSv/h' }],
    ['15', 'mrem/h', { value: '0.15', unit: 'mSv/h' }],
    ['12', 'mR/h', { value: '12', unit: 'mR/h' }],
  ])('%s %s is read', (text, unit, read) => {
    expect(readDoseRate(text, unit)).toEqual(read);
  });

  it.each([
    ['-1', 'uSv/h'],
    ['1', 'uSv'],
    ['1', null],
    ['INF', 'uSv/h'],
    ['1e999', 'uSv/h'],
    ['', 'uSv/h'],
  ])('%s %s is none', (text, unit) => {
    expect(readDoseRate(text, unit)).toBeNull();
  });
});

/** As the standard says it: a zero stands for a run of zeros, and their number follows. */
function countedZeroes(channels: readonly number[]): string {
  const written: number[] = [];
  let zeros = 0;
  for (const count of [...channels, -1]) {
    if (count === 0) {
      zeros += 1;
      continue;
    }
    if (zeros > 0) written.push(0, zeros);
    zeros = 0;
    if (count > 0) written.push(count);
  }
  return written.join(' ');
}

describe('the sum of a spectrum', () => {
  it('is the same with and without counted zeros', () => {
    const channels = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(channels, (counts) => {
        const sum = counts.reduce((all, count) => all + count, 0);
        expect(sumOfChannels(countedZeroes(counts), 'CountedZeroes')).toBe(sum);
        expect(sumOfChannels(counts.join('\n'), null)).toBe(sum);
      }),
    );
  });

  it.each([
    ['5 0', 'CountedZeroes'],
    ['5 0 0 5', 'CountedZeroes'],
    ['5 x', 'None'],
    ['5 -1', 'None'],
    ['', 'None'],
    ['1 2', 'Zip'],
  ])('of "%s" (%s) is not known', (text, compression) => {
    expect(sumOfChannels(text, compression)).toBeNull();
  });
});

describe('texts of another instrument', () => {
  it('end in an ellipsis where they are cut, never in half a character', () => {
    expect(shortText('ab😀cd', 4)).toBe('ab…');
    expect(shortText(' a \n b ')).toBe('a b');
    expect(shortText('  ')).toBeNull();
  });

  it('that are no number are none', () => {
    expect([readNumber('1e3'), readNumber('0x10'), readNumber('NaN')]).toEqual([1000, null, null]);
  });
});
