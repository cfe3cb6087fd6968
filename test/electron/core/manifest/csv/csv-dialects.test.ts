import { describe, expect, it } from 'vitest';
import { toCsv } from '../../../../../electron/core/reports/csv.ts';
import { importedFile, refusedFile } from '../support.ts';

const ROWS = ['item_id;gross_kg;description', 'A;1.25;shirt', '', 'B;0.5;"a; b', 'c"', ''];

describe('a CSV file is read', () => {
  it.each([',', ';', '\t', '|'])('with its cells separated by %j', async (mark) => {
    const content = ROWS.join('\n').replaceAll(';', mark);
    const { report, find } = await importedFile(content);
    expect(report).toMatchObject({ delimiter: mark, items: 2, rejected: [], profile: null });
    expect(find('A')).toMatchObject({ gross_g: '1250' });
    expect(find('B')?.lines[0]?.description).toBe(`a${mark} b\nc`);
  });

  it.each(['\n', '\r\n', '\r'])('with its lines ended by %j', async (end) => {
    const { report, find } = await importedFile(`\ufeff${ROWS.join(end)}`);
    expect(report).toMatchObject({ encoding: 'utf-8', encodingGuessed: false, items: 2 });
    expect(find('B')?.lines[0]?.description).toBe('a; b\nc');
  });

  it.each(['sep=;', '"sep=;"', 'SEP=;'])('with what Excel writes before it: %s', async (first) => {
    const { report, find } = await importedFile(`${first}\r\nitem_id;gross_g\r\nA;x\r\nB;2\r\n`);
    expect(report).toMatchObject({ delimiter: ';', items: 1 });
    expect(report.rejected.map(({ line }) => line)).toEqual([3]);
    expect(find('B')?.gross_g).toBe('2');
  });

  it('with the delimiter that it says, though another one gives more columns', async () => {
    const content = 'sep=|\nitem_id|description\nA|x, y, z, and more\n';
    expect((await importedFile(content)).find('A')?.lines[0]?.description).toBe(
      'x, y, z, and more',
    );
  });

  it('with blank lines anywhere, and says the lines of the file', async () => {
    const { report } = await importedFile('\n\n \nitem_id,gross_g\n\nA,1\n,,\n\nB,x\n\n');
    expect(report.items).toBe(1);
    expect(report.rejected.map(({ line }) => line)).toEqual([7, 9]);
  });
});

describe('a line that is no row takes its item with it', () => {
  it.each([
    ['a comma too many before the id', 'knife, big,A1,500'],
    ['a comma too many after the id', 'knife,A1,500,'],
    ['text behind a closing quote', '"knife" big,"A1",500'],
    ['a quote that is never closed', '"knife, big,a1,500'],
  ])('wherever the id stands in it: %s', async (_name, line) => {
    const rows = ['description,item_id,gross_g', 'shoes,A1,500', line, 'tea,B,20'];
    const { report, find } = await importedFile(`${rows.join('\n')}\n`);
    expect(report.rejected.map((row) => row.line)).toEqual([2, 3]);
    expect([report.items, find('A1'), find('B')?.gross_g]).toEqual([1, null, '20']);
  });
});

describe('a formula', () => {
  const formula = "=cmd|' /C calc'!A0";
  it('is text when it is imported, and guarded when it is written to a CSV', async () => {
    const { find } = await importedFile(`item_id,description\nA,${formula}\nB,"=1+1"\n`);
    const [first, second] = ['A', 'B'].map((id) => find(id)?.lines[0]?.description ?? null);
    expect([first, second]).toEqual([formula, '=1+1']);
    expect(toCsv([[first ?? null, second ?? null]])).toContain(`'${formula},'=1+1`);
  });
});

describe('a CSV file is refused as a whole', () => {
  it('with ten million columns in one line, before it is in memory', async () => {
    const before = process.memoryUsage().rss;
    const { message } = await refusedFile(Buffer.alloc(10_000_000, 'a,'));
    expect(message).toContain('is not a table: a line is longer than 1,048,576 characters');
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20);
  });

  it('with more columns than a table has', async () => {
    const names = Array.from({ length: 1_001 }, (_, at) => `c${at}`).join(';');
    const { code, message } = await refusedFile(`${names}\nA\n`);
    expect(code).toBe('manifest-unreadable');
    expect(message).toContain('has 1,001 columns in line 1; a table has 1,000 at most');
  });

  it('that is nothing but blank lines, however many', async () => {
    const { code } = await refusedFile('\n'.repeat(300_000));
    expect(code).toBe('manifest-empty');
  });
});
