import { existsSync } from 'node:fs';
import type { Backup } from './backup-places.ts';
import { findDamage, markedDamage, setDamagedAside } from './damage.ts';
import { openKeyStore } from './key-store.ts';
import type { KeyStore } from './key-store.ts';
import { purgedIn } from './purged-keys.ts';
import { stationEvent } from './reconcile.ts';
import type { Repair } from './reconcile.ts';
import { salvageKeys } from './salvage-keys.ts';
import type { Sqlite, SqliteAddon } from './sqlite.ts';
import { StoreError } from './store-error.ts';

/**
 * Opens `keys.db`, checked as the database is; one that is damaged is set aside. A damaged or lost one is built again from the
 * newest backup and from what can still be read.
 *
 * @param records the database, complete; empty for a new station
 * @param backups newest first
 * @param whole check a large file to its end, too
 */
export function openKeys(
  file: string,
  records: { readonly db: Sqlite; readonly isNew: boolean },
  backups: () => readonly Backup[],
  addon: SqliteAddon,
  utcMs: number,
  whole: boolean,
): { keys: KeyStore; repair: Repair | null } {
  const damage = markedDamage(file) ?? (existsSync(file) ? findDamage(file, addon, whole) : null);
  if (damage === null && (existsSync(file) || records.isNew)) {
    return { keys: openKeyStore(file, addon), repair: null };
  }
  const aside = damage === null ? null : setDamagedAside(file, utcMs);
  const backup = salvageKeys(file, aside, backups(), purgedIn(records.db), addon);
  return { keys: openKeyStore(file, addon), repair: repairOf(aside, backup) };
}

function repairOf(aside: string | null, backup: string | null): Repair {
  const what = aside === null ? 'were missing' : `were damaged and set aside as ${aside}`;
  const now =
    backup === null
      ? 'The records are whole, but names and reasons whose key could not be read any more stay ' +
        'hidden until keys.db is put back from a backup.'
      : `They were put back from backup ${backup} and from what could be read. The records are ` +
        'whole; names and reasons recorded after that backup may stay hidden.';
  const alarm = new StoreError(
    'keys-corrupt',
    `The keys of personal values ${what}. ${now} Check the disk of this computer and report this.`,
  );
  return { alarm, event: stationEvent('keys-set-aside', { aside, backup }) };
}
