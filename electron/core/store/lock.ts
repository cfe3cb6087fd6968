import { readFileSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { StoreError, failureCode } from './store-error.ts';
import { openPrivate } from './sqlite.ts';
import type { SqliteAddon } from './sqlite.ts';

/** A process that has just been killed may need a moment to let go. */
const WAIT_MS = 300;

const holderSchema = z.object({ pid: z.number(), host: z.string(), user: z.string() });

/**
 * Makes this process the only writer of a data folder, across users, processes and CLI.
 *
 * The lock is SQLite's lock of the one writer (RESERVED) on `station.lock`, a file of its own: the
 * operating system frees it however the process ends, so there is no stale lock and no guessing about
 * process ids. An exclusive lock passes through a shared one, with which two that begin together refuse
 * each other and neither works (https://www.sqlite.org/lockingv3.html, section 3).
 * Who holds it is written to `station.lock.json`, for the message only.
 *
 * @returns a function that releases the lock
 * @throws StoreError `data-folder-in-use`
 */
export function lockFolder(dataDir: string, addon: SqliteAddon): () => void {
  const lock = openPrivate(join(dataDir, 'station.lock'), addon, WAIT_MS);
  const note = join(dataDir, 'station.lock.json');
  try {
    lock.exec('BEGIN IMMEDIATE');
    // Readable for everybody: the next user shall see who holds the folder.
    writeFileSync(note, JSON.stringify(thisProcess()), { mode: 0o644 });
  } catch (error) {
    lock.close();
    if (failureCode(error) === 'SQLITE_BUSY') throw inUse(dataDir, note);
    throw error;
  }
  return () => {
    lock.close();
  };
}

function thisProcess(): z.infer<typeof holderSchema> {
  return { pid: process.pid, host: hostname(), user: userInfo().username };
}

function inUse(dataDir: string, note: string): StoreError {
  return new StoreError(
    'data-folder-in-use',
    `The data folder ${dataDir} is in use by ${holder(note)}. Nothing was changed. ` +
      'Close that program, or work with the one that is running.',
  );
}

function holder(note: string): string {
  try {
    const { pid, host, user } = holderSchema.parse(JSON.parse(readFileSync(note, 'utf8')));
    return `process ${pid} of user ${user} on ${host}`;
  } catch {
    return 'another process';
  }
}
