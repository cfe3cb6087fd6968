import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openLog, type LogOptions } from '../../../electron/main/log.ts';
import { temporaryFolders } from '../../tools/runtime/temporary-folder.ts';

const temporaryFolder = temporaryFolders();

function open(more: Partial<LogOptions> = {}) {
  const folder = path.join(temporaryFolder(), 'logs');
  const echoed: string[] = [];
  const options = { folder, utcMs: () => 1_000, echo: (line: string) => void echoed.push(line) };
  const log = openLog({ ...options, ...more });
  const linesOf = (name: string): unknown[] =>
    readFileSync(path.join(folder, name), 'utf8')
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
  return { folder, echoed, log, linesOf };
}

it('writes one JSON object a line, whatever the text', () => {
  const { log, linesOf } = open();
  log('info', 'start', { text: 'two\nlines "quoted"' });
  log('error', 'end');
  expect(linesOf('main.jsonl')).toEqual([
    { at: '1970-01-01T00:00:01.000Z', level: 'info', event: 'start', text: 'two\nlines "quoted"' },
    { at: '1970-01-01T00:00:01.000Z', level: 'error', event: 'end' },
  ]);
});

it('keeps three files of limited size, the newest lines of all', () => {
  const { folder, log, linesOf } = open({ maxBytes: 200 });
  for (let n = 0; n < 20; n += 1) log('info', 'line', { n });
  expect(readdirSync(folder).sort()).toEqual(['main.1.jsonl', 'main.2.jsonl', 'main.jsonl']);
  const kept = ['main.2.jsonl', 'main.1.jsonl', 'main.jsonl'].flatMap(linesOf);
  const numbers = kept.map((line) => (line as { n: number }).n);
  expect(numbers).toEqual(Array.from(numbers, (_, index) => 20 - numbers.length + index));
});

it('counts what an earlier run has written', () => {
  const { folder, log } = open({ maxBytes: 200 });
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'main.jsonl'), 'x'.repeat(190));
  log('info', 'next run');
  expect(readFileSync(path.join(folder, 'main.1.jsonl'), 'utf8')).toBe('x'.repeat(190));
});

it('goes on without a file, and takes it up again when it can', () => {
  const { folder, log, echoed, linesOf } = open();
  // A file where the folder should be: also root cannot write below it.
  writeFileSync(folder, '');
  log('info', 'first');
  rmSync(folder);
  log('info', 'second');
  expect(echoed.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual([
    'first',
    'second',
  ]);
  expect(linesOf('main.jsonl')).toMatchObject([{ event: 'second' }]);
});
