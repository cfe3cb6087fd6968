import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { PROJECT } from '../app/launch.ts';
import { figuresTable, type Result } from './figures-table.ts';

/** In this order the one that matters most has the machine that has rested longest. */
const NAMES = [
  'scan-to-prompt',
  'screen',
  'start',
  'idle',
  'commit',
  'verify',
  'import',
  'lookup',
  'judge',
  'reports',
  'radiation',
  'search',
];
const PAGE = path.join(PROJECT, 'docs', 'benchmarks.md');
/** What is between these is replaced. */
const FIGURES = /(<!-- figures -->)[^]*(<!-- end of figures -->)/;

/** @throws Error when the page has no place for the figures */
async function writeInto(page: string, results: readonly Result[]): Promise<void> {
  const text = readFileSync(page, 'utf8');
  if (!FIGURES.test(text)) throw new Error(`${page} has no place for the figures`);
  const replaced = text.replace(FIGURES, (_, begin: string, end: string) =>
    [begin, figuresTable(results), end].join('\n\n'),
  );
  const style = { ...(await resolveConfig(page)), filepath: page };
  writeFileSync(page, await format(replaced, style));
}

function run(name: string): Result {
  process.stderr.write(`--- ${name}\n`);
  const file = path.join(import.meta.dirname, `${name}.bench.ts`);
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  const { status, stdout } = spawnSync(process.execPath, [file], { stdio: [...stdio] });
  if (status !== 0) throw new Error(`${name} could not measure`);
  return JSON.parse(stdout.toString().trim().split('\n').at(-1) ?? '') as Result;
}

const words = process.argv.slice(2);
if (words.some((word) => word !== '--write')) {
  process.stderr.write('usage: station bench all [--write]   (--write: into docs/benchmarks.md)\n');
  process.exitCode = 2;
} else {
  const results = NAMES.map(run);
  if (words.length > 0) await writeInto(PAGE, results);
  process.stdout.write(`${JSON.stringify({ name: 'all', results })}\n`);
}
