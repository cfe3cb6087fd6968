import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { readChangeLog, type LogEntry } from './change-log.ts';

const SHIM = join(import.meta.dirname, 'power-loss.c');
const STATION = join(import.meta.dirname, 'loaded-station.ts');
const FLAGS = ['-std=gnu11', '-O1', '-Wall', '-Wextra', '-Werror', '-shared', '-fPIC'];

/** Why the shim cannot be built here, or null. */
export function whyNoShim(): string | null {
  if (process.platform !== 'linux') return 'the shim for power losses is for Linux (LD_PRELOAD)';
  const { error } = spawnSync('gcc', ['--version']);
  return error === undefined
    ? null
    : 'gcc is not installed: the power-loss test was not run. ' +
        'Install it with "apt-get install gcc libc6-dev", then run this again.';
}

/** @throws Error with the compiler's message */
export function buildShim(folder: string): string {
  const shim = join(folder, 'power-loss.so');
  const built = spawnSync('gcc', [...FLAGS, '-o', shim, SHIM, '-ldl', '-lpthread'], {
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`the shim was not built:\n${built.stderr}`);
  return shim;
}

/** One run of the loaded station. */
export interface Run {
  readonly shifts: number;
  /** Parcels of each shift. */
  readonly parcels: number;
  /** Entries of the log after which the shim kills it; without it, it works to its end. */
  readonly killAfter?: number;
}

/** What the runs have done, one after the other, on one folder. */
export interface Recording {
  /** The stations made their data folder `station` in it. */
  readonly watched: string;
  readonly log: readonly LogEntry[];
  /** Acknowledgements as they came through the pipe. */
  readonly said: string;
}

/**
 * Runs stations on a new folder, each until it is killed.
 * @param base existing folder for everything
 */
export function recordStations(base: string, shim: string, runs: readonly Run[]): Recording {
  const folder = mkdtempSync(join(base, 'recording-'));
  const [watched, log] = [join(folder, 'watched'), join(folder, 'log')];
  mkdirSync(watched);
  let said = '';
  for (const [index, { shifts, parcels, killAfter = 0 }] of runs.entries()) {
    const args = [STATION, join(watched, 'station'), `boot-${index}`];
    const ran = spawnSync(process.execPath, [...args, String(shifts), String(parcels)], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: {
        ...process.env,
        LD_PRELOAD: shim,
        POWER_LOSS_FOLDER: watched,
        POWER_LOSS_LOG: log,
        POWER_LOSS_KILL_AFTER: String(killAfter),
      },
    });
    if (ran.signal !== 'SIGKILL') throw new Error(`the station ended by itself:\n${ran.stderr}`);
    said += ran.stdout;
  }
  return { watched, log: readChangeLog(log), said };
}
