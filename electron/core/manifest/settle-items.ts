import { z } from 'zod';
import { MOST_LINES } from '../../../shared/manifest/limits.ts';
import type { ManifestField } from '../../../shared/manifest/row.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { differs, firstDifference, otherKeys, TOO_MANY_LINES } from './generation-rows.ts';
import { settleSenderMasses } from './sender-masses.ts';

/** A row that was left out. */
export interface RejectedRow {
  readonly line: number;
  readonly reason: string;
}

interface StoredRun {
  readonly id: number;
  readonly key: string;
  readonly rows: string;
  readonly item: string;
}

const valuesSchema = z.array(z.unknown());
const linesSchema = z.array(z.unknown());

interface Unpacked {
  readonly values: readonly unknown[];
  readonly lines: readonly unknown[];
}

interface Joined {
  readonly id: number;
  readonly values: readonly unknown[];
  readonly lines: unknown[];
  readonly rows: number[];
}

function unpack({ item }: StoredRun): Unpacked {
  const values = valuesSchema.parse(JSON.parse(item));
  return { values: values.slice(0, -1), lines: linesSchema.parse(values.at(-1)) };
}

function rowsOf({ rows }: StoredRun): number[] {
  return rows.split(' ').map(Number);
}

/**
 * Makes one item of all runs with the same id and leaves out whole items: those with a rejected row,
 * those whose rows contradict each other, and those that claim an id of an earlier one. Then each key
 * leads to one item. Needs `unsafeMode`: a statement is read while others write.
 *
 * @param reject is told each row that was taken before and is not now, in no order
 * @returns content lines that were taken out again
 */
export function settleItems(
  db: Sqlite,
  fields: readonly ManifestField[],
  reject: (row: RejectedRow) => void,
): number {
  let linesOut = 0;
  db.exec('CREATE INDEX items_key ON items (key)');
  const runsOf = db.prepare<[string], StoredRun>('SELECT * FROM items WHERE key = ? ORDER BY id');
  const deleteRuns = db.prepare<[string]>('DELETE FROM items WHERE key = ?');
  const deleteLater = db.prepare<[string, number]>('DELETE FROM items WHERE key = ? AND id > ?');
  const putRun = db.prepare<[string, string, number]>(
    'UPDATE items SET rows = ?, item = ? WHERE id = ?',
  );

  /** @param but the row that has a reason of its own */
  const leaveOut = (key: string, bad: number, but: RejectedRow | null): void => {
    const reason = leftOut(bad);
    for (const run of runsOf.iterate(key)) {
      for (const line of rowsOf(run)) reject(line === but?.line ? but : { line, reason });
      linesOut += unpack(run).lines.length;
    }
    deleteRuns.run(key);
  };

  const leaveOutSpoiled = (): void => {
    const spoiled = db.prepare<[], { key: string; row: number }>(
      'SELECT key, min(row) AS row FROM spoiled GROUP BY key',
    );
    for (const { key, row } of spoiled.iterate()) leaveOut(key, row, null);
  };

  /** One item of its runs, or why there is none. */
  const joined = (key: string): Joined | RejectedRow | null => {
    let first: Joined | null = null;
    for (const run of runsOf.iterate(key)) {
      const { values, lines } = unpack(run);
      const rows = rowsOf(run);
      if (first === null) {
        first = { id: run.id, values, lines: [...lines], rows };
        continue;
      }
      const field = firstDifference(fields, first.values, values);
      const [line = 0] = rows;
      if (field !== null) return { line, reason: differs(field) };
      for (const each of lines) first.lines.push(each);
      if (first.lines.length > MOST_LINES) return { line, reason: TOO_MANY_LINES };
      for (const each of rows) first.rows.push(each);
    }
    return first;
  };

  const join = (key: string): void => {
    const item = joined(key);
    if (item === null) return;
    if ('reason' in item) return leaveOut(key, item.line, item);
    const { id, values, lines, rows } = item;
    putRun.run(rows.join(' '), JSON.stringify([...values, lines]), id);
    deleteLater.run(key, id);
  };

  const joinRuns = (): void => {
    db.exec('CREATE TABLE doubled AS SELECT key FROM items GROUP BY key HAVING count(*) > 1');
    const doubled = db.prepare<[], string>('SELECT key FROM doubled').pluck();
    for (const key of doubled.iterate()) join(key);
    db.exec('DROP TABLE doubled');
  };

  /** The first in the file keeps an id that several items claim. */
  const settleClaims = (): void => {
    db.exec(`
      DELETE FROM other_keys WHERE id NOT IN (SELECT id FROM items);
      CREATE INDEX other_keys_key ON other_keys (key);
      CREATE TABLE contested AS
        SELECT o.id AS id FROM other_keys AS o JOIN items AS i ON i.key = o.key
        UNION SELECT i.id FROM other_keys AS o JOIN items AS i ON i.key = o.key
        UNION SELECT id FROM other_keys WHERE key IN
          (SELECT key FROM other_keys GROUP BY key HAVING count(*) > 1);
      CREATE TABLE claimed (key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID`);
    const contested = db.prepare<[], StoredRun>(
      'SELECT items.* FROM contested JOIN items USING (id) ORDER BY id',
    );
    const claim = db.prepare<[string]>('INSERT INTO claimed VALUES (?)');
    const isClaimed = db.prepare<[string]>('SELECT 1 FROM claimed WHERE key = ?');
    const othersAt = fields.indexOf('alt_ids');
    for (const item of contested.iterate()) {
      const keys = [item.key, ...otherKeys(item.key, unpack(item).values[othersAt])];
      const taken = keys.find((key) => isClaimed.get(key) !== undefined);
      if (taken === undefined) {
        for (const key of keys) claim.run(key);
        continue;
      }
      const [line = 0] = rowsOf(item);
      const reason = `the id ${taken} already belongs to another item`;
      leaveOut(item.key, line, { line, reason });
    }
    db.exec(`
      DROP TABLE contested; DROP TABLE claimed;
      DELETE FROM other_keys WHERE id NOT IN (SELECT id FROM items)`);
  };

  leaveOutSpoiled();
  joinRuns();
  settleClaims();
  settleSenderMasses(db);
  db.exec('DROP TABLE spoiled');
  return linesOut;
}

/** Begins the reason of a row that has nothing wrong itself. */
export const LEFT_OUT = 'the item is left out as a whole';

function leftOut(line: number): string {
  return `${LEFT_OUT}, because its row in line ${line} cannot be taken`;
}
