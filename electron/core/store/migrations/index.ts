import { rebuildProjections } from '../projections.ts';
import type { Sqlite } from '../sqlite.ts';
import { StoreError } from '../store-error.ts';
import { initial } from './0010-initial.ts';
import { peopleAndShifts } from './0020-people-and-shifts.ts';
import { manifestOrder } from './0030-manifest-order.ts';
import { parties } from './0040-parties.ts';
import { taxonomy } from './0050-taxonomy.ts';
import { partyOrder } from './0060-party-order.ts';
import type { Migration } from './migration.ts';

/** All steps in order. Numbers leave room, so that a step can be added to an older release. */
export const MIGRATIONS: readonly Migration[] = [
  initial,
  peopleAndShifts,
  manifestOrder,
  parties,
  taxonomy,
  partyOrder,
];

/**
 * Brings a database to this version's shape, one transaction per step.
 *
 * @throws StoreError `database-newer` when a newer program has written it; it is left untouched
 */
export function migrate(db: Sqlite, migrations: readonly Migration[] = MIGRATIONS): void {
  assertAscending(migrations);
  const current = refuseNewer(db, migrations);
  const due = migrations.filter((step) => step.version > current);
  const rebuildAt = due.findLastIndex(({ rebuild }) => rebuild === true);
  for (const [index, { version, up }] of due.entries()) {
    db.transaction(() => {
      up(db);
      // With the step: a crash in between must not leave a new shape with old contents.
      if (index === rebuildAt) rebuildProjections(db);
      db.pragma(`user_version = ${version}`);
    }).immediate();
  }
}

/** @returns the database's version, 0 for a new one */
export function refuseNewer(db: Sqlite, migrations: readonly Migration[] = MIGRATIONS): number {
  const current = Number(db.pragma('user_version', { simple: true }));
  const newest = migrations.at(-1)?.version ?? 0;
  if (current <= newest) return current;
  throw new StoreError(
    'database-newer',
    `${db.name} was written by a newer version of this program (format ${current}, this version ` +
      `knows ${newest}). Nothing was changed. Install the newer version again.`,
  );
}

function assertAscending(migrations: readonly Migration[]): void {
  let previous = 0;
  for (const { version } of migrations) {
    if (!Number.isInteger(version) || version <= previous) {
      throw new Error(`migration ${version} does not follow ${previous}`);
    }
    previous = version;
  }
}
