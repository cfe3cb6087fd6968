import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeBackup } from '../store/backup.ts';
import type { BackupMade, BackupOptions } from '../store/backup.ts';
import { findAllDamage } from '../store/damage.ts';
import type { DatabaseName } from '../store/store-error.ts';
import { purgeBackups } from '../store/purge-backups.ts';
import type { PurgedPlace } from '../store/purge-backups.ts';
import { valueOf } from '../result-value.ts';
import { exportRecords } from '../store/export.ts';
import type { Exported, ExportOptions } from '../store/export.ts';

interface PurgeOptions {
  readonly dataDir: string;
  readonly secondPath: string | null;
  readonly sqliteAddon: string | null;
}

/** Work on the data folder that takes long; it only reads what the station writes. */
export type Job =
  | { readonly kind: 'check'; readonly dataDir: string; readonly sqliteAddon: string | null }
  | ({ readonly kind: 'backup' } & BackupOptions)
  | ({ readonly kind: 'purge-backups' } & PurgeOptions)
  | ({ readonly kind: 'export' } & ExportOptions);

/** A database that is damaged. */
export interface Damage {
  readonly file: DatabaseName;
  readonly damage: string;
}

export interface JobResults {
  check: Damage | null;
  backup: BackupMade & { readonly purged: readonly PurgedPlace[] };
  'purge-backups': readonly PurgedPlace[];
  export: Exported;
}

/** @throws StoreError for what a disk can do; anything else is a bug */
export async function runJob(job: Job): Promise<JobResults[Job['kind']]> {
  switch (job.kind) {
    case 'check':
      return checkFolder(job.dataDir, job.sqliteAddon);
    case 'backup':
      return backUp(job);
    case 'purge-backups':
      return purgeBackups(job.dataDir, job.secondPath, job.sqliteAddon);
    case 'export':
      return valueOf(exportRecords(job));
  }
}

/** @throws StoreError as `makeBackup` */
export async function backUp(options: BackupOptions): Promise<JobResults['backup']> {
  // What was away when keys were destroyed may be back: before anything new goes there.
  const purged = purgeBackups(options.dataDir, options.secondPath, options.sqliteAddon);
  return { ...(await makeBackup(options)), purged };
}

function checkFolder(dataDir: string, addon: string | null): Damage | null {
  for (const file of ['station.db', 'keys.db'] as const) {
    const path = join(dataDir, file);
    const damage = existsSync(path) ? findAllDamage(path, addon) : null;
    if (damage !== null) return { file, damage };
  }
  return null;
}
