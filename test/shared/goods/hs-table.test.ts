import { describe, expect, it } from 'vitest';
import { hsTable, standingOf } from '../../../shared/goods/hs-table.ts';

const TABLE = hsTable('# remark\n0302 91 92\n6109 10 90\n8548 00', '3824 78\n8107 20 30 90\r\n');

describe('the table of tariff codes', () => {
  it.each([
    ['610910', 'current'],
    ['6109100010', 'current'],
    ['6109', 'current'],
    ['61091', 'current'],
    ['382478', 'old'],
    ['38247800', 'old'],
    ['38247', 'old'],
    ['8107', 'old'],
    ['610911', 'unlisted'],
    ['61092', 'unlisted'],
    ['7700', 'unlisted'],
    ['123456', 'unlisted'],
    ['980100', 'national'],
    ['9999990000', 'national'],
  ])('says of %s that it is %s', (code, standing) => {
    expect(standingOf(code, TABLE)).toBe(standing);
  });

  it.each(['0101 1', '101 10', '0101', '0101  10', '0101 10 ', 'gloves'])(
    'refuses the line "%s" and says which it is',
    (line) => {
      expect(() => hsTable(`0101 21\n${line}`, '3824 78')).toThrow(/line 2/);
    },
  );

  it('refuses a list without codes', () => {
    expect(() => hsTable('# nothing\n', '3824 78')).toThrow(/no codes/);
  });
});
