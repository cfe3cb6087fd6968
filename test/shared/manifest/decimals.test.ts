import { describe, expect, it } from 'vitest';
import { decimalCell } from '../../../shared/manifest/cells.ts';
import { createDecimals } from '../../../shared/manifest/decimals.ts';

/** The cells of one file, in their order: the number, or why it is none. */
function read(commaSeparated: boolean, ...texts: string[]) {
  const decimals = createDecimals(commaSeparated);
  const cells = texts.map((text) => {
    const cell = decimalCell(text, decimals);
    return cell.ok ? cell.value : cell.reason;
  });
  return { cells, mark: decimals.mark() };
}

describe('decimals of a file', () => {
  it.each([false, true])('have no mark while no number has one (comma-separated: %s)', (comma) => {
    expect(read(comma, '12', '', '0')).toEqual({ cells: ['12', null, '0'], mark: null });
  });

  it('are written as in the first number that shows it', () => {
    expect(read(false, '3', '0,45', '1,500')).toEqual({
      cells: ['3', '0.45', '1.500'],
      mark: 'comma',
    });
    expect(read(false, '0.45', '1.500')).toEqual({ cells: ['0.45', '1.500'], mark: 'point' });
  });

  it('are refused in the other style, with the reason', () => {
    expect(read(false, '0,45', '1.500', '2.5').cells.slice(1)).toEqual([
      '"1.500" could be 1500 or 1.500: the file writes decimals with a comma',
      '"2.5" is not a plain number: the file writes decimals with a comma',
    ]);
    expect(read(true, '0.45', '1,500').cells[1]).toBe(
      '"1,500" could be 1500 or 1.500: the file writes decimals with a point',
    );
  });

  it.each(['1.500', '1,500', '999.000'])(
    'are not shown by %s, which may be thousands, unless commas separate the columns',
    (text) => {
      const { cells, mark } = read(false, text, '0.5', '1.500');
      expect(cells[0]).toBe(
        `"${text}" could be ${text.replace(/[.,]/, '')} or ${text.replace(',', '.')}: ` +
          'no number before it shows how the file writes decimals',
      );
      expect([cells.slice(1), mark]).toEqual([['0.5', '1.500'], 'point']);
      expect(read(true, '1.500')).toEqual({ cells: ['1.500'], mark: 'point' });
    },
  );

  it.each(['0.500', '1234.500', '1.50'])('are shown by %s, which is no thousand', (text) => {
    expect(read(false, text)).toEqual({ cells: [text], mark: 'point' });
  });

  it('may have a quoted comma in a comma-separated file', () => {
    expect(read(true, '0,45', '12,5', '1,500')).toEqual({
      cells: ['0.45', '12.5', '1.500'],
      mark: 'comma',
    });
  });

  it('are not shown by what may be a thousand in a comma-separated file', () => {
    expect(read(true, '1,500', '2.5')).toEqual({
      cells: [
        '"1,500" is not a plain number: decimals have a point here, and nothing separates thousands',
        '2.5',
      ],
      mark: 'point',
    });
  });

  it('are not shown by what is no number at all', () => {
    expect(read(false, '1.2.3', 'a,b', '0,5').mark).toBe('comma');
  });
});
