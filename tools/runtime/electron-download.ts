import { constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { access, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { withFolderProgress } from './folder-progress.ts';
import { runCommand } from './run-command.ts';
import { messageOf, type Log } from './step-error.ts';

/** Silence after which the download counts as unreachable; a slow one that moves may go on. */
const IDLE_MILLISECONDS = 20_000;

/** How long a failed download is not tried again. */
const MEMORY_MILLISECONDS = 24 * 60 * 60 * 1000;

const MEMORY_NAME = 'electron-download-failed.json';

export interface FailedDownload {
  readonly version: string;
  readonly atMilliseconds: number;
  readonly reason: string;
}

/** The remembered failure for this version, unless it is older than a day or from the future. */
export function rememberedFailure(
  caches: readonly string[],
  version: string,
  nowMilliseconds: number,
): FailedDownload | undefined {
  for (const cache of caches) {
    const failure = readFailure(path.join(cache, MEMORY_NAME));
    if (failure?.version !== version) continue;
    const age = nowMilliseconds - failure.atMilliseconds;
    if (age >= 0 && age < MEMORY_MILLISECONDS) return failure;
  }
  return undefined;
}

/** Remembers a failed download, so that not every start waits for it. */
export function rememberFailure(cache: string, failure: FailedDownload): void {
  mkdirSync(cache, { recursive: true, mode: 0o755 });
  writeFileSync(path.join(cache, MEMORY_NAME), `${JSON.stringify(failure)}\n`, { mode: 0o644 });
}

/**
 * Runs Electron's own installer, which loads from GitHub or ELECTRON_MIRROR.
 * Rejects with the reason; `dist` is then unfinished and without path.txt, so nobody takes it.
 */
export async function downloadElectron(packageFolder: string, log: Log): Promise<void> {
  await access(packageFolder, constants.W_OK);
  log('Electron: trying its own download (GitHub, or ELECTRON_MIRROR)');
  // Its own temporary folder: the installer's progress is the growth of the files in it.
  const temporary = await mkdtemp(path.join(os.tmpdir(), 'station-electron-'));
  const dist = path.join(packageFolder, 'dist');
  const watched = {
    log,
    title: 'Electron: downloading',
    folders: [temporary, dist],
    idleMilliseconds: IDLE_MILLISECONDS,
  };
  const env = { ...process.env, TMPDIR: temporary };
  try {
    await withFolderProgress(watched, (signal) =>
      runCommand(process.execPath, [path.join(packageFolder, 'install.js')], { env, signal }),
    );
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function readFailure(file: string): FailedDownload | undefined {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as Partial<FailedDownload>;
    const { version, atMilliseconds, reason } = value;
    if (typeof version !== 'string' || typeof atMilliseconds !== 'number') return undefined;
    return { version, atMilliseconds, reason: messageOf(reason) };
  } catch {
    // Absent or damaged: as if nothing had been remembered.
    return undefined;
  }
}
