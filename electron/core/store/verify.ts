import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CodedError, Result } from '../../../shared/result.ts';
import { checkpointPath } from './checkpoint-file.ts';
import { journalFile, listJournal } from './journal-files.ts';
import type { SqliteAddon } from './sqlite.ts';
import { bad, good } from './verification.ts';
import type { Verification } from './verification.ts';
import { verifyBackup } from './verify-backup.ts';
import { verifyCheckpointFile } from './verify-checkpoints.ts';
import { verifyExport } from './verify-export.ts';
import { verifyFolder } from './verify-folder.ts';
import { verifyJournal } from './verify-journal.ts';
import type { Anchor } from './verify-rules.ts';

export type { Verification } from './verification.ts';
export type { Anchor } from './verify-rules.ts';

/** Enough to see what a file is; its end counts as well, because its beginning may be damaged. */
const LOOK_BYTES = 2_000;

/**
 * Checks a data folder (database, journal, checkpoints and key against each other), a backup, or one
 * file: of a journal, an export, or the checkpoints. Changes nothing. A folder may be in use meanwhile, be a
 * copy, or be on a medium that cannot be written.
 *
 * Error: `not-records` when the path is none of these.
 *
 * @param anchor a hash that is known from elsewhere, for example from a printed shift report
 */
export function verifyPath(
  path: string,
  sqliteAddon: SqliteAddon = null,
  anchor: Anchor | null = null,
): Result<Verification, CodedError> {
  if (existsSync(path) && statSync(path).isFile() && path.endsWith('.jsonl')) {
    return { ok: true, value: verifyFile(path, anchor) };
  }
  if (existsSync(join(path, 'backup.json'))) {
    return { ok: true, value: verifyBackupFolder(path, sqliteAddon) };
  }
  const journal = join(path, 'journal');
  if (!existsSync(join(path, 'station.db')) && listJournal(journal).length === 0) {
    const message =
      `${path} is neither a data folder nor a journal, an export or checkpoints. Nothing was checked. ` +
      'Give the folder that holds station.db, or a file whose name ends with .jsonl.';
    return { ok: false, error: { code: 'not-records', message } };
  }
  return { ok: true, value: verifyFolder(path, sqliteAddon, anchor) };
}

/** A backup has no journal: its signed note says what belongs to it and where its records end. */
function verifyBackupFolder(path: string, addon: SqliteAddon): Verification {
  const verdict = verifyBackup(path, addon);
  if (!verdict.ok) return bad(0, { seq: 1, where: 'db', reason: verdict.reason });
  return good(verdict.note.seq, ['This is a backup.'], undefined, verdict.note.station);
}

function verifyFile(path: string, anchor: Anchor | null): Verification {
  const text = beginAndEnd(path);
  if (text.includes('screening-station-export')) return verifyExport(path, anchor);
  const isCheckpoints =
    basename(path) === basename(checkpointPath('')) ||
    text.includes('screening-station-checkpoint');
  return isCheckpoints ? verifyCheckpointFile(path) : verifyJournal([journalFile(path)], anchor);
}

function beginAndEnd(path: string): string {
  const { size } = statSync(path);
  const handle = openSync(path, 'r');
  try {
    const part = Buffer.alloc(Math.min(size, LOOK_BYTES));
    const at = (position: number): string => {
      readSync(handle, part, 0, part.length, position);
      return part.toString('latin1');
    };
    return at(0) + at(size - part.length);
  } finally {
    closeSync(handle);
  }
}
