import { describe, expect, it } from 'vitest';
import { asciiDigits } from '../../../shared/measure/digits.ts';

describe('digits of any script', () => {
  it.each([
    'UN 3480',
    'UN ٣٤٨٠',
    'UN ۳۴۸۰',
    'UN ३४८०',
    'UN ৩৪৮০',
    'UN ３４８０',
    'UN 𝟛𝟜𝟠𝟘',
    'UN 𝟹𝟺𝟾𝟶',
  ])('%s is UN 3480', (text) => {
    expect(asciiDigits(text)).toBe('UN 3480');
  });

  it('are as the platform formats them', () => {
    for (const system of ['arab', 'arabext', 'deva', 'beng', 'thai', 'tamldec', 'mymr', 'khmr']) {
      const format = new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false });
      expect(asciiDigits(format.format(1234567890))).toBe('1234567890');
    }
  });
});
