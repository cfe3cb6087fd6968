import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/**
 * Creates a folder that only this account can enter, and the ones above it; an existing one keeps
 * its permissions. Step by step, because `recursive` reports a read-only disk as ENOENT. Each new
 * name survives a power cut when this returns.
 */
export function makePrivateFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) makePrivateFolder(parent);
  mkdirSync(folder, { mode: 0o700 });
  syncFolder(parent);
}

/**
 * Makes names survive a power cut that an earlier process may have created without getting to flush
 * them: this folder's own name and those in it.
 */
export function syncNames(folder: string): void {
  try {
    syncFolder(dirname(folder));
  } catch (error) {
    // The folder above is somebody else's, who may keep its names from this account.
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
  }
  syncFolder(folder);
}

/** Writes a private file so that after a power cut it is there whole or not at all. */
export function writeDurably(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.part`;
  writeFileSync(temporary, content, { mode: 0o600, flush: true });
  renameDurably(temporary, file);
}

/** Copies a file with its permissions; its content is on the disk when this returns. */
export function copyDurably(from: string, to: string): void {
  copyFileSync(from, to);
  syncFile(to);
}

/** Makes the content of a file survive a power cut. */
export function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** SHA-256 of a file in hex, read in pieces. */
export function fileDigest(file: string): string {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(1 << 20);
  const handle = openSync(file, 'r');
  try {
    for (let read = readSync(handle, piece); read > 0; read = readSync(handle, piece)) {
      hash.update(piece.subarray(0, read));
    }
  } finally {
    closeSync(handle);
  }
  return hash.digest('hex');
}

/** Renames within a folder and makes the new name survive a power cut. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  syncFolder(dirname(to));
}

/**
 * Makes the names in a folder survive a power cut. Windows has no such call and needs none; some
 * network shares, which hold backups, have none either.
 */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EINVAL' && code !== 'ENOTSUP') throw error;
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
