import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT } from '../app/launch.ts';
import { thisMachine } from './machine.ts';

/** What a benchmark is given. */
export interface Work<Option extends string> {
  /** The options of the command line, whole numbers above zero. */
  readonly options: Readonly<Record<Option, number>>;
  /** An empty folder on the disk of the checkout: a folder in memory would flush for nothing. */
  readonly folder: string;
  /** Progress, for people. */
  readonly log: (line: string) => void;
}

/** Figures by name, and what they are compared with. */
export type Figures = Readonly<Record<string, unknown>> & { readonly compared: unknown };

/**
 * Runs one benchmark: progress on stderr, one JSON object as the last line on stdout. Exit code 2
 * for a wrong option, 1 when it could not measure.
 *
 * @param defaults the options with their default; `--NAME N` changes one
 */
export async function runBenchmark<Option extends string>(
  name: string,
  defaults: Readonly<Record<Option, number>>,
  measure: (work: Work<Option>) => Promise<Figures>,
): Promise<void> {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const options = readOptions(defaults);
  if (options === null) {
    const known = Object.entries(defaults).map(([option, value]) => `[--${option} ${value}]`);
    log(`usage: station bench ${name} ${known.join(' ')}`);
    process.exitCode = 2;
    return;
  }
  const folder = path.join(PROJECT, 'out', 'benchmarks', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const machine = thisMachine();
  const date = new Date().toISOString();
  try {
    const figures = await measure({ options, folder, log });
    process.stdout.write(`${JSON.stringify({ name, ...figures, options, machine, date })}\n`);
  } catch (error) {
    log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readOptions<Option extends string>(
  defaults: Readonly<Record<Option, number>>,
): Record<Option, number> | null {
  const names = Object.keys(defaults) as Option[];
  const known = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    const { values } = parseArgs({ options: known });
    const options: Record<Option, number> = { ...defaults };
    for (const name of names) {
      const given = values[name];
      if (given !== undefined) options[name] = Number(given);
      if (!Number.isInteger(options[name]) || options[name] < 1) return null;
    }
    return options;
  } catch {
    return null;
  }
}
