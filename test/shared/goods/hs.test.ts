import { describe, expect, it } from 'vitest';
import { readHs } from '../../../shared/goods/hs.ts';

describe('trap 1: a tariff code with a lost leading zero, dots and blanks', () => {
  it.each([
    ['0302.92', '030292', false],
    ['030292', '030292', false],
    ['0302 92', '030292', false],
    ['30292', '030292', true],
    ['302.92', '030292', true],
    ['2903.45.10.00', '2903451000', false],
    ['9301', '9301', false],
    ['HS 8507.60', '850760', false],
    ['hs:850760', '850760', false],
    ['6109', '6109', false],
  ])('%s is read as %s', (text, digits, padded) => {
    expect(readHs(text)).toEqual({ digits, padded });
  });

  it.each(['', 'books', '61', '610910-x', '1.23E+10', '1234567890123'])(
    '"%s" is no tariff code',
    (text) => {
      expect(readHs(text)).toBeNull();
    },
  );
});
