import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from './step-error.ts';

const POLL_MILLISECONDS = 500;
const REPORT_MILLISECONDS = 2_000;

interface Watched {
  readonly log: Log;
  /** Starts each progress line. */
  readonly title: string;
  /** Folders whose growth is the progress. */
  readonly folders: readonly string[];
  /** Without growth for so long the work is stopped. */
  readonly idleMilliseconds: number;
}

/**
 * Runs work that writes into folders, reports their size, and stops it when they no longer grow.
 * A limit on silence instead of a limit on the whole: a slow line is not a dead one.
 */
export async function withFolderProgress<Result>(
  { log, title, folders, idleMilliseconds }: Watched,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  const state = { bytes: await sizeOf(folders), grownAt: Date.now(), reportedAt: Date.now() };
  const poll = async (): Promise<void> => {
    const bytes = await sizeOf(folders);
    const now = Date.now();
    if (bytes !== state.bytes) Object.assign(state, { bytes, grownAt: now });
    if (now - state.reportedAt >= REPORT_MILLISECONDS) {
      state.reportedAt = now;
      log(`${title}: ${(bytes / 1e6).toFixed(0)} MB so far`);
    }
    if (now - state.grownAt < idleMilliseconds) return;
    stop.abort(new Error(`${title}: no data for ${String(idleMilliseconds / 1000)} s`));
  };
  const timer = setInterval(() => void poll(), POLL_MILLISECONDS);
  try {
    return await work(stop.signal);
  } finally {
    clearInterval(timer);
  }
}

async function sizeOf(folders: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const folder of folders) {
    // A folder or file may come and go while the other program works; it then counts as empty.
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const found = await stat(path.join(entry.parentPath, entry.name)).catch(() => undefined);
      bytes += found?.size ?? 0;
    }
  }
  return bytes;
}
