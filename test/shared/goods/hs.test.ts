import { describe, expect, it } from 'vitest';
import { hsReadings, readHs } from '../../../shared/goods/hs.ts';
import { hsTable } from '../../../shared/goods/hs-table.ts';

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
    ['HS610910', '610910', false],
    ['hts6109.10', '610910', false],
    ['HTSUS 6109.10', '610910', false],
    ['HS code: 610910', '610910', false],
    ['6109100021999', '6109100021999', false],
  ])('%s is read as %s', (text, digits, padded) => {
    expect(readHs(text)).toEqual({ digits, padded });
  });

  it.each(['', 'books', '61', '610910-x', '1.23E+10', '12345678901234', 'HS', 'CHS610910'])(
    '"%s" is no tariff code',
    (text) => {
      expect(readHs(text)).toBeNull();
    },
  );
});

describe('a code of an odd number of digits is read by the codes that there are', () => {
  const table = hsTable('0302 92\n2903 45\n0290 34\n6109 10', '3824 78');
  const readings = (text: string) => {
    const code = readHs(text);
    return code === null ? null : hsReadings(code, table);
  };

  it.each([
    ['610910', ['610910'], null],
    ['30292', ['030292'], '30292 was read as 030292'],
    ['302.92.00', ['03029200'], '3029200 was read as 03029200'],
    ['61091', ['61091'], '61091 has lost a digit'],
    ['6109100', ['6109100'], '6109100 has lost a digit'],
    ['610910000', ['610910000'], null],
    ['6109.10.000.11', ['61091000011'], null],
    ['38247', ['38247'], '38247 has lost a digit'],
    ['29034', ['029034', '29034'], '29034 was read as 029034 and as it stands'],
    ['12345', ['012345', '12345'], '12345 was read as 012345 and as it stands'],
  ])('%s means %j', (text, expected, doubt) => {
    expect(readings(text)).toEqual({ readings: expected, doubt });
  });
});
