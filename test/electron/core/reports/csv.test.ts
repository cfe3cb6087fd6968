import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../../../../electron/core/reports/csv.ts';
import { visible } from '../../../../electron/core/reports/safe-text.ts';

/** As another program reads it. */
function read(csv: string): string[][] {
  return parse(csv, { bom: true, relax_column_count: false });
}

const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;
/** Texts as people, labels and attackers write them. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc
    .tuple(
      fc.constantFrom(
        '=',
        '+',
        '-',
        '@',
        '\t',
        '\r',
        '\n',
        '＝',
        '＋',
        '－',
        '＠',
        "'",
        "'=",
        ' =',
        '0',
      ),
      fc.string(),
    )
    .map((parts) => parts.join('')),
  fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ';', ' ', 'a', '0', '9') }),
);
const table = fc
  .integer({ min: 1, max: 5 })
  .chain((width) =>
    fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1 }),
  );

describe('a CSV', () => {
  it('gives back every text when one apostrophe is taken away where it was put', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const back = read(toCsv(rows));
        const expected = rows.map((row) => row.map(visible));
        const given = back.map((row, y) =>
          row.map((cell, x) => (cell === `'${expected[y]?.[x] ?? ''}` ? cell.slice(1) : cell)),
        );
        expect(given).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('has no cell that a spreadsheet would calculate, whatever the texts are', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const cells = read(toCsv(rows)).flat();
        expect(cells.filter((cell) => FORMULA.test(cell))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['=HYPERLINK("http://x";"y")', `'=HYPERLINK("http://x";"y")`],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1+1', "'＝1+1"],
    ['  =1+1', "'  =1+1"],
    ["'=1+1", "''=1+1"],
    ['-2+3', "'-2+3"],
    ["'t Hooft", "'t Hooft"],
    ['a=b', 'a=b'],
    ['00340123456789012345', "'00340123456789012345"],
    ['1234567890123456', "'1234567890123456"],
    ['123456789012345', '123456789012345'],
    ['0', '0'],
    ['RR473124829US', 'RR473124829US'],
  ])('writes %j as %j', (given, written) => {
    expect(read(toCsv([[given]]))).toEqual([[written]]);
  });

  it('keeps numbers of our own as numbers, negative ones as well', () => {
    expect(toCsv([[-5, 0, 1.5]])).toBe('\uFEFF-5,0,1.5\r\n');
  });

  it('is UTF-8 with a byte order mark and CRLF, with the same number of fields in each row', () => {
    expect(toCsv([['a', null, 'ü'], ['b']])).toBe('\uFEFFa,,ü\r\nb,,\r\n');
  });

  it('quotes what RFC 4180 wants quoted', () => {
    expect(toCsv([['a,b', 'say "x"', 'two\nlines']])).toBe(
      '\uFEFF"a,b","say ""x""","two\nlines"\r\n',
    );
  });
});
