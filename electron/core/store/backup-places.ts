import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readBackupNote } from './backup-note.ts';
import type { BackupNote } from './backup-note.ts';
import { syncFolder } from './durable-files.ts';
import { failureCode } from './store-error.ts';

/** Folder of a data folder's own backups. */
export function ownBackups(dataDir: string): string {
  return join(dataDir, 'backups');
}

/** A finished backup: it has its final name, which it gets only once it is verified. */
export interface Backup {
  readonly name: string;
  readonly folder: string;
  readonly note: BackupNote;
}

const NAME = /^\d{8}T\d{9}Z$/;

/**
 * Backups in a place, newest records first: by epoch and record, because a clock can be wrong. None
 * where the place cannot be read.
 */
export function listBackups(place: string): Backup[] {
  return readableNames(place)
    .filter((name) => NAME.test(name))
    .flatMap((name) => {
      const folder = join(place, name);
      const note = readBackupNote(folder);
      return note === null ? [] : [{ name, folder, note }];
    })
    .sort((left, right) => compare(right, left));
}

function compare({ name: a, note: left }: Backup, { name: b, note: right }: Backup): number {
  return left.epoch - right.epoch || left.seq - right.seq || (a < b ? -1 : 1);
}

/** Where a backup is built; a station's own, since several may share a second place. */
export function unfinished(place: string, name: string, station: string): string {
  return join(place, `${name}.${station}.part`);
}

/** Removes what an interrupted attempt of this station has left in a place. */
export function removeUnfinished(place: string, station: string): void {
  for (const name of namesIn(place)) {
    if (name.endsWith(`.${station}.part`)) rmSync(join(place, name), { recursive: true });
  }
}

/** Removes a station's older backups from a place beyond the `keep` newest, never the one just made. */
export function rotateBackups(place: string, station: string, keep: number, made: string): void {
  const own = listBackups(place).filter(({ note }) => note.station === station);
  for (const { name, folder } of own.slice(keep)) {
    if (name === made) continue;
    // Under another name first: a crash shall not leave half a backup under the name of a whole one.
    const gone = unfinished(place, name, station);
    renameSync(folder, gone);
    syncFolder(place);
    rmSync(gone, { recursive: true });
  }
}

function readableNames(place: string): string[] {
  try {
    return namesIn(place);
  } catch (error) {
    if (failureCode(error) === null) throw error;
    return [];
  }
}

function namesIn(place: string): string[] {
  return existsSync(place) ? readdirSync(place) : [];
}
