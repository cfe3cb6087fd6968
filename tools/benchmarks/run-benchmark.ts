import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from '../app/launch.ts';
import { thisMachine } from './machine.ts';
import { OptionError, readOptions, type Defaults, type Given, type Limits } from './options.ts';

/** What a benchmark is given. */
interface Work<D extends Defaults> {
  /** The options of the command line. */
  readonly options: Given<D>;
  /** An empty folder on the disk of the checkout: a folder in memory would flush for nothing. */
  readonly folder: string;
  /** Progress, for people. */
  readonly log: (line: string) => void;
  /** What was measured shall not be relied on, or is not as it must be: exit code 1, with the figures. */
  readonly fail: (why: string) => void;
}

/** Figures by name, and what they are compared with. */
export type Figures = Readonly<Record<string, unknown>> & { readonly compared: unknown };

/**
 * Runs one benchmark: progress on stderr, one JSON object as the last line on stdout. Exit code 2
 * for a wrong option, which is named in a sentence, 1 when it could not measure or a check of its own failed.
 *
 * @param defaults the options with their default; `--NAME N` changes one
 * @param limits the largest value of options that have one
 */
export async function runBenchmark<const D extends Defaults>(
  name: string,
  defaults: D,
  measure: (work: Work<D>) => Promise<Figures>,
  limits: Limits<D> = {},
): Promise<void> {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const misused = ({ message }: OptionError): void => {
    const known = Object.entries(defaults).map(([option, value]) =>
      value === false ? `[--${option}]` : `[--${option} ${String(value)}]`,
    );
    log(message);
    log(`usage: station bench ${name} ${known.join(' ')}`);
    process.exitCode = 2;
  };
  let options: Given<D>;
  try {
    options = readOptions(defaults, process.argv.slice(2), limits);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    return misused(error);
  }
  const folder = path.join(PROJECT, 'out', 'benchmarks', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const machine = thisMachine();
  const date = new Date().toISOString();
  const fail = (why: string): void => {
    log(`Failed: ${why}.`);
    process.exitCode = 1;
  };
  try {
    const figures = await measure({ options, folder, log, fail });
    process.stdout.write(`${JSON.stringify({ name, ...figures, options, machine, date })}\n`);
  } catch (error) {
    if (error instanceof OptionError) return misused(error);
    log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
