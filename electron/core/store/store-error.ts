import { statfsSync } from 'node:fs';
import type { CodedError } from '../../../shared/result.ts';

export type StoreErrorCode =
  | 'manifest-import-running'
  | 'data-folder-read-only'
  | 'data-folder-in-use'
  | 'data-folder-unsuitable'
  | 'database-newer'
  | 'database-corrupt'
  | 'database-behind'
  | 'records-lost'
  | 'records-cut'
  | 'journal-fork'
  | 'journal-cut'
  | 'checkpoints-damaged'
  | 'keys-corrupt'
  | 'station-key-missing'
  | 'wrong-mode'
  | 'backup-bad'
  | 'not-empty'
  | 'disk-full'
  | 'disk-error';

/** An expected failure of the store, thrown where a caller cannot go on without the store. */
export class StoreError extends Error implements CodedError {
  readonly code: StoreErrorCode;
  /**
   * True when the events are in the database although they could not be acknowledged, because the
   * journal could not be written. They must not be appended a second time: fold the session again
   * from `sessionEvents`. The next `append` or `openStore` completes the journal.
   */
  readonly recorded: boolean;

  constructor(code: StoreErrorCode, message: string, recorded = false) {
    super(message);
    this.name = 'StoreError';
    this.code = code;
    this.recorded = recorded;
  }
}

const NO_SPACE = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL']);
const NOT_WRITABLE = new Set(['EROFS', 'EACCES', 'EPERM', 'SQLITE_PERM']);
/** Below this many free bytes SQLite's "unable to open" means that it could not create a file. */
const FULL_BELOW_BYTES = 64 * 1024;

/** Code of a system or SQLite error, or null for anything else (a bug, which is to be rethrown). */
export function failureCode(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (typeof code !== 'string') return null;
  return /^(E[A-Z]+|SQLITE_\w+)$/.test(code) ? code : null;
}

/** Whether SQLite says that the file itself is damaged. */
export function isCorruption(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test(failureCode(error) ?? '');
}

/** The databases of a data folder that are repaired by themselves. */
export type DatabaseName = 'station.db' | 'keys.db';

/** Which database an error says is damaged, or null for any other error. */
export function damagedDatabase(error: unknown): DatabaseName | null {
  if (!(error instanceof StoreError)) return null;
  if (error.code === 'database-corrupt') return 'station.db';
  return error.code === 'keys-corrupt' ? 'keys.db' : null;
}

/** `toStoreError` for a failure of `keys.db`: damage is that of this file, and the records are sound. */
export function toKeysError(error: unknown, dataDir: string, safe: string): StoreError | null {
  if (!isCorruption(error)) return toStoreError(error, dataDir, safe);
  const cause = error instanceof Error ? error.message : String(error);
  return new StoreError(
    'keys-corrupt',
    `The keys of personal values in ${dataDir} (keys.db) are damaged (${cause}). ${safe} Start the ` +
      'station again, or run "station rebuild": that file is set aside and built again from the ' +
      'newest backup and from what can be read of it.',
  );
}

/** Turns a failure of the file system or of SQLite into what it means for the data folder. */
export function toStoreError(error: unknown, dataDir: string, safe: string): StoreError | null {
  if (error instanceof StoreError) return error;
  const code = failureCode(error);
  if (code === null) return null;
  const cause = error instanceof Error ? error.message : code;
  if (NO_SPACE.has(code) || (/^SQLITE_(CANTOPEN|IOERR)/.test(code) && isFull(dataDir))) {
    return new StoreError(
      'disk-full',
      `The disk of ${dataDir} is full. ${safe} Free space on it, then go on.`,
    );
  }
  if (isCorruption(error)) {
    return new StoreError(
      'database-corrupt',
      `The database in ${dataDir} is damaged (${cause}). ${safe} Start the station again, or run ` +
        '"station rebuild": the database is set aside and built again from the journal.',
    );
  }
  if (NOT_WRITABLE.has(code) || /^SQLITE_(READONLY|CANTOPEN)/.test(code)) {
    return new StoreError(
      'data-folder-read-only',
      `The data folder ${dataDir} cannot be written (${cause}). ${safe} ` +
        'Give this account write access to it, or choose another folder.',
    );
  }
  return new StoreError(
    'disk-error',
    `The disk of ${dataDir} reported an error (${cause}). ${safe} Check the disk, then start again.`,
  );
}

function isFull(dataDir: string): boolean {
  try {
    const disk = statfsSync(dataDir);
    return disk.bavail * disk.bsize < FULL_BELOW_BYTES;
  } catch {
    return false;
  }
}
