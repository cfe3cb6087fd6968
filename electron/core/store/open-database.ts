import { existsSync } from 'node:fs';
import type { ChainedEvent } from '../../../shared/records/chain.ts';
import { findDamage, markedDamage, setDamagedAside } from './damage.ts';
import type { EventTable } from './event-table.ts';
import { refuseNewer } from './migrations/index.ts';
import { stationEvent } from './reconcile.ts';
import type { Repair } from './reconcile.ts';
import { knowsMore, salvage } from './salvage.ts';
import type { Salvaged, SalvageFrom } from './salvage.ts';
import { makeDurable, openPrivate } from './sqlite.ts';
import type { Sqlite, SqliteAddon } from './sqlite.ts';
import { StoreError } from './store-error.ts';

/** A database that was damaged: where it is now, and what was wrong with it. */
export interface SetAside {
  readonly file: string;
  readonly damage: string;
}

/**
 * Opens the database; one that is damaged is set aside and an empty one begun.
 *
 * @param whole check a large database to its end, too
 */
export function openDatabase(
  file: string,
  addon: SqliteAddon,
  utcMs: number,
  whole: boolean,
): { db: Sqlite; aside: SetAside | null } {
  const damage = markedDamage(file) ?? (existsSync(file) ? findDamage(file, addon, whole) : null);
  const moved = damage === null ? null : setDamagedAside(file, utcMs);
  const db = openPrivate(file, addon);
  try {
    refuseNewer(db);
    makeDurable(db);
  } catch (error) {
    db.close();
    throw error;
  }
  const aside = moved === null || damage === null ? null : { file: moved, damage };
  return { db, aside };
}

export interface Completed {
  /** What to record and to tell. */
  readonly repairs: readonly Repair[];
  /** Whether later records may exist under the numbers that come next. */
  readonly lost: boolean;
  /** Whether records came from elsewhere than the journal, which then has a damaged place. */
  readonly elsewhere: boolean;
}

/**
 * Completes a database that was set aside, deleted or replaced by an older copy, from everything that
 * there is.
 *
 */
export function completeDatabase(
  table: EventTable,
  adopt: (events: readonly ChainedEvent[]) => void,
  from: SalvageFrom,
  aside: SetAside | null,
): Completed {
  const before = table.head();
  if (before.seq > 0 && !knowsMore(from, before)) {
    return { repairs: [], lost: false, elsewhere: false };
  }
  const found = salvage(table, adopt, from);
  const { seq } = table.head();
  const lost = seq > 0 && (found.lostUpTo !== null || found.uncertain);
  const repairs: Repair[] = [];
  if (aside !== null) repairs.push(rebuilt(aside, found));
  else if (found.taken > 0) repairs.push(completed(before.seq + 1, seq, found, lost));
  if (lost) repairs.push(incomplete(seq, found));
  return { repairs, lost, elsewhere: found.sources.some((name) => name !== 'journal') };
}

/** `the journal and backup 20250131T…`. */
function words(sources: readonly string[]): string {
  const named = sources.map((name) => {
    if (name === 'journal') return 'the journal';
    return name === 'database' ? 'what could be read of it' : `backup ${name}`;
  });
  return named.length === 0 ? 'nothing: no record was found' : named.join(' and ');
}

function rebuilt({ file, damage }: SetAside, { sources }: Salvaged): Repair {
  const alarm = new StoreError(
    'database-corrupt',
    `The database was damaged (${damage}). It was set aside as ${file} and built again from ` +
      `${words(sources)}. Check the disk of this computer and report this.`,
  );
  const body = { aside: file, damage, sources: [...sources] };
  return { alarm, event: stationEvent('database-rebuilt', body) };
}

function completed(from: number, to: number, { sources }: Salvaged, lost: boolean): Repair {
  const alarm = new StoreError(
    'database-behind',
    `Records ${from} to ${to} were missing in the database. They were restored from ` +
      `${words(sources)}; ${lost ? 'what came after them is said apart' : 'no record is lost'}. ` +
      'Find out whether the data folder was copied or changed.',
  );
  return {
    alarm,
    event: stationEvent('database-completed', { from, to, sources: [...sources] }),
  };
}

function incomplete(after: number, { lostUpTo }: Salvaged): Repair {
  const which =
    lostUpTo === null
      ? `Records after ${after} may be missing`
      : `Records from ${after + 1} on, up to ${lostUpTo} at least, are missing`;
  const alarm = new StoreError(
    'records-lost',
    `${which}: neither database nor journal nor a backup has them whole. All records before are ` +
      'whole, and a new epoch was begun so that no number is used twice. Keep the files that were ' +
      'set aside, look for a newer backup, and report this.',
  );
  return { alarm, event: stationEvent('records-lost', { after, upTo: lostUpTo }) };
}
