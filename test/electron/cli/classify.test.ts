import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runStation } from '../../support/run-station.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'station-classify-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Buffer): string {
  const full = path.join(folder, name);
  writeFileSync(full, content);
  return full;
}

interface Answer {
  readonly row: number;
  readonly categories: readonly { id: string; score: number; because: string[] }[];
  readonly alarm: boolean;
  readonly post: string;
  readonly problem?: string;
}

function classified(full: string, column: string, ...more: string[]) {
  const run = runStation('classify', '--file', full, '--column', column, ...more);
  return { ...run, answers: run.answers as unknown as Answer[] };
}

describe('station classify', () => {
  it('answers each row of a table of tabs, in order, the first below the headings is row 1', () => {
    const table = file('a.tsv', 'id\ttext\n7\tT-shirt\n8\tpower bank\n\n9\tTV 32" LED\n');
    const { status, answers } = classified(table, 'text');
    expect(status).toBe(0);
    expect(answers.map(({ row, categories: [first] }) => [row, first?.id])).toEqual([
      [1, 'none'],
      [2, 'lithium-batteries'],
      [3, 'none'],
    ]);
    expect(answers[1]).toMatchObject({
      alarm: true,
      post: expect.any(String) as string,
      categories: expect.arrayContaining([
        {
          id: 'lithium-batteries',
          score: expect.any(Number) as number,
          because: expect.any(Array) as string[],
        },
      ]) as unknown,
    });
  });

  it('counts an empty line of a table with one column as a row, but none at the end', () => {
    const table = file('one.tsv', 'text\nTV 32" LED\n\nfireworks\n"book,\n\nold"\nvodka\n\n\n');
    const { answers } = classified(table, 'text');
    expect(answers.map(({ row, categories: [first] }) => [row, first?.id])).toEqual([
      [1, 'none'],
      [2, answers[1]?.categories[0]?.id],
      [3, 'explosives'],
      [4, 'none'],
      [5, 'alcohol'],
    ]);
    expect(answers[1]).toMatchObject({ alarm: false, post: 'unknown' });
  });

  it('reads commas, quotes and line ends within quotes', () => {
    const table = file('b.csv', '\ufeffText,n\r\n"vodka, 2 bottles\r\nin a box",1\r\nbook,2\r\n');
    const { answers } = classified(table, 'text');
    expect(answers.map(({ categories: [first] }) => first?.id)).toEqual(['alcohol', 'none']);
  });

  it('judges a row that is not as it must be by what stands in it, and says so, exit 1', () => {
    const table = file('c.tsv', 'id\ttext\n1\n2\t"pistol\n3\tbook\n');
    const { status, answers } = classified(table, 'text');
    expect(status).toBe(1);
    expect(
      answers.map(({ row, problem = null, categories: [first] }) => [row, problem, first?.id]),
    ).toEqual([
      [1, 'the row has 1 fields, the header has 2', expect.any(String)],
      [2, null, 'firearms'],
      [3, null, 'none'],
    ]);
  });

  it('goes on counting behind a quotation mark that is never closed', () => {
    const table = file('stray.tsv', 'text\n"19 inch monitor\n\nbook\n\nvodka\n');
    expect(classified(table, 'text').answers.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5]);
  });

  it('counts empty cells, so that answers stay beside their rows', () => {
    const { answers } = classified(file('two.tsv', 'text\n""\nshirt\npower bank\n'), 'text');
    const first = ({ row, categories: [one] }: Answer) => [row, one?.id];
    expect(answers.slice(1).map(first)).toEqual([
      [2, 'none'],
      [3, 'lithium-batteries'],
    ]);
    expect(answers[0]).toMatchObject({ row: 1, alarm: false });
  });

  it('answers one text', () => {
    const { status, answers } = runStation('classify', '--text', 'heroin');
    expect([status, answers[0]]).toMatchObject([0, { row: 1, alarm: true, post: 'no' }]);
  });

  it.each([
    ['no file', []],
    ['both', ['--text', 'a', '--file', 'b']],
    ['no such encoding', ['--file', 'x', '--column', 'a', '--encoding', 'ebcdic']],
  ])('is used wrongly with %s, exit 2', (_, args) => {
    expect(runStation('classify', ...args).status).toBe(2);
  });

  it('says which columns there are, exit 2', () => {
    const run = classified(file('d.tsv', 'id\tgoods\n1\tbook\n'), 'text');
    expect([run.status, JSON.stringify(run.answers)]).toEqual([
      2,
      expect.stringContaining('id, goods'),
    ]);
  });

  it('takes another encoding when it is named, and refuses to guess', () => {
    const cyrillic = Buffer.concat([
      Buffer.from('text\n'),
      Buffer.from([0xe2, 0xee, 0xe4, 0xea, 0xe0]),
    ]);
    const table = file('e.tsv', cyrillic);
    expect(classified(table, 'text').status).toBe(2);
    const { answers } = classified(table, 'text', '--encoding', 'windows-1251');
    expect(answers[0]?.categories[0]?.id).toBe('alcohol');
  });
});
