import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitCsv } from '../../../shared/manifest/csv-line.ts';

describe('splitCsv', () => {
  it.each([
    ['a,b,c', ['a', 'b', 'c']],
    ['', ['']],
    [',', ['', '']],
    ['"a,b",c', ['a,b', 'c']],
    ['"he said ""no""",x', ['he said "no"', 'x']],
    ['"",""', ['', '']],
    ['TV 32" LED,x', ['TV 32" LED', 'x']],
    ['"two\nlines",x', ['two\nlines', 'x']],
  ])('reads %j', (text, fields) => {
    expect(splitCsv(text, ',')).toEqual({ state: 'record', fields });
  });

  it.each([
    ['"a', 'open'],
    ['"a""', 'open'],
    ['x,"', 'open'],
    ['"a"b,c', 'broken'],
    ['"a" ,c', 'broken'],
  ])('finds %j %s', (text, state) => {
    expect(splitCsv(text, ',')).toEqual({ state });
  });

  it('gives back every field that was quoted as RFC 4180 says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { minLength: 1 }),
        fc.constantFrom(',', ';', '\t'),
        (fields, delimiter) => {
          const text = fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(delimiter);
          expect(splitCsv(text, delimiter)).toEqual({ state: 'record', fields });
        },
      ),
    );
  });
});
