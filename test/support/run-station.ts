import { spawnSync } from 'node:child_process';
import path from 'node:path';

const COMMAND = path.join(import.meta.dirname, '..', '..', 'electron', 'cli', 'station.mjs');

export interface StationRun {
  readonly status: number | null;
  /** One object a line. */
  readonly answers: readonly Record<string, unknown>[];
  readonly stderr: string;
}

/** Runs `station … --json` as a process of its own. */
export function runStation(...args: string[]): StationRun {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args, '--json'], {
    encoding: 'utf8',
  });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return { status, stderr, answers: lines.map((line) => JSON.parse(line) as never) };
}
