import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/**
 * Creates a folder that only this account can enter, and the ones above it; an existing one keeps
 * its permissions. Step by step, because `recursive` reports a read-only disk as ENOENT.
 */
export function makePrivateFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) makePrivateFolder(parent);
  mkdirSync(folder, { mode: 0o700 });
}

/** Writes a private file so that after a power cut it is there whole or not at all. */
export function writeDurably(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.part`;
  writeFileSync(temporary, content, { mode: 0o600, flush: true });
  renameDurably(temporary, file);
}

/** Renames within a folder and makes the new name survive a power cut. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  syncFolder(dirname(to));
}

/** Makes the names in a folder survive a power cut. Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** `20250131T081500123Z`: a moment as part of a file name, in sorting order. */
export function fileTime(utcMs: number): string {
  return new Date(utcMs).toISOString().replaceAll(/[-:.]/g, '');
}

/**
 * Sets a database aside under a new name with its write-ahead log, in a form that SQLite can still
 * open. Nothing is ever deleted.
 *
 * @returns the new path
 */
export function setDatabaseAside(file: string, reason: string, utcMs: number): string {
  const aside = `${file}.${reason}-${fileTime(utcMs)}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  syncFolder(dirname(file));
  return aside;
}
