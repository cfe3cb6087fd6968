import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GENESIS } from '../../../shared/records/chain.ts';
import { isSigned, readBackupNote } from './backup-note.ts';
import type { BackupNote } from './backup-note.ts';
import { findAllDamage } from './damage.ts';
import { fileDigest } from './durable-files.ts';
import { openForReading } from './sqlite.ts';
import type { SqliteAddon } from './sqlite.ts';
import { failureCode } from './store-error.ts';
import { checkRow, untrustedRows } from './verify-rows.ts';

/** What a backup holds, or why it is not what a station has written. */
export type BackupVerdict =
  | { readonly ok: true; readonly note: BackupNote }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads a backup from end to end: signature, digests, SQLite's own check, and the chain up to the
 * record that the signature names. Changes nothing; needs no station.
 */
export function verifyBackup(folder: string, addon: SqliteAddon): BackupVerdict {
  const note = readBackupNote(folder);
  if (note === null) return bad('it has no backup.json that can be read');
  if (!isSigned(note)) return bad('backup.json is not as its station signed it');
  try {
    const reason =
      wrongDigest(folder, note) ?? wrongKeys(folder, addon) ?? wrongRecords(folder, note, addon);
    return reason === null ? { ok: true, note } : bad(reason);
  } catch (error) {
    if (failureCode(error) === null || !(error instanceof Error)) throw error;
    return bad(error.message);
  }
}

function wrongDigest(folder: string, { sha256, files }: BackupNote): string | null {
  for (const [name, digest] of Object.entries({ 'station.db': sha256, ...files })) {
    const file = join(folder, name);
    if (!existsSync(file)) return `${name} is missing`;
    if (fileDigest(file) !== digest) return `${name} is not the file that was backed up`;
  }
  return null;
}

/** Keys have no digest, because erasing changes them; SQLite's check has to do. */
function wrongKeys(folder: string, addon: SqliteAddon): string | null {
  const file = join(folder, 'keys.db');
  if (!existsSync(file)) return 'keys.db is missing';
  const damage = findAllDamage(file, addon);
  return damage === null ? null : `keys.db is damaged (${damage})`;
}

function wrongRecords(folder: string, note: BackupNote, addon: SqliteAddon): string | null {
  const file = join(folder, 'station.db');
  const damage = findAllDamage(file, addon);
  if (damage !== null) return `station.db is damaged (${damage})`;
  const db = openForReading(file, addon);
  try {
    let [seq, prev, station] = [0, GENESIS, ''];
    for (const row of untrustedRows(db, BigInt(note.seq) + 1n)) {
      const event = checkRow(row, seq + 1, prev);
      if (typeof event === 'string') return `record ${seq + 1}: ${event}`;
      [seq, prev, station] = [seq + 1, event.hash, event.header.station];
    }
    if (seq !== note.seq || prev !== note.hash) return `it does not end at record ${note.seq}`;
    return station === note.station ? null : 'another station wrote its last record';
  } finally {
    db.close();
  }
}

function bad(reason: string): BackupVerdict {
  return { ok: false, reason };
}
