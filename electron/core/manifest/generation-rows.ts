import { itemKey } from '../../../shared/manifest/item-key.ts';
import { MOST_LINES } from '../../../shared/manifest/limits.ts';
import { packItem, packLine } from '../../../shared/manifest/packed-item.ts';
import type { FieldValue, ManifestField } from '../../../shared/manifest/row.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { createSenderMasses } from './sender-masses.ts';

/** Takes rows in the order of the file. */
export interface GenerationRows {
  /**
   * Adds a row; a reason says why it cannot be taken.
   * @param values of the item; the same list for rows that repeat it word for word
   * @param line the values of the content line, or null when the row has none
   * @param row its line in the file
   */
  add(
    values: readonly FieldValue[],
    line: readonly FieldValue[] | null,
    row: number,
  ): string | null;
  /** The row was not taken: no other row of its item will be, before or after it. */
  spoil(id: string, row: number): void;
  /** Stores what is still held; after the last row. */
  flush(): void;
  /** Content lines that were taken. */
  lines(): number;
}

interface Run {
  readonly key: string;
  readonly values: readonly FieldValue[];
  readonly lines: string[];
  readonly rows: number[];
  spoiled: boolean;
}

/**
 * Rows to items. Usually all rows of an item follow each other; such a _run_ is one record, stored
 * without a look at earlier ones. What runs say about each other is settled at the end, by scans in
 * order of keys (`settleItems`), because a look-up for each row would cost most of the time.
 *
 * - `items`: a run; `rows` are its lines in the file, separated by blanks.
 * - `other_keys`: alternative ids of a run.
 * - `spoiled`: items with a row that was rejected; in the file, since a bad file may have millions.
 * - `sender_masses`: see `sender-masses.ts`.
 *
 * @param fields the fields of an item's values
 */
export function createRows(db: Sqlite, fields: readonly ManifestField[]): GenerationRows {
  db.exec(`
    CREATE TABLE items (
      id INTEGER PRIMARY KEY, key TEXT NOT NULL, rows TEXT NOT NULL, item TEXT NOT NULL) STRICT;
    CREATE TABLE other_keys (key TEXT NOT NULL, id INTEGER NOT NULL) STRICT;
    CREATE TABLE spoiled (key TEXT NOT NULL, row INTEGER NOT NULL) STRICT;
    BEGIN`);
  const putItems = createBatch(db);
  const putKey = db.prepare<[string, number]>('INSERT INTO other_keys VALUES (?, ?)');
  const putSpoiled = db.prepare<[string, number]>('INSERT INTO spoiled VALUES (?, ?)');
  const idAt = fields.indexOf('item_id');
  const othersAt = fields.indexOf('alt_ids');
  const senders = createSenderMasses(db, fields);
  let current: Run | null = null;
  let [nextId, lines] = [1, 0];

  const store = (): void => {
    if (current === null) return;
    const { key, values, rows } = current;
    const places = rows.length === 1 ? String(rows[0]) : rows.join(' ');
    putItems.add(nextId, key, places, packItem(values, current.lines));
    const others = values[othersAt];
    if (others?.length) for (const other of otherKeys(key, others)) putKey.run(other, nextId);
    senders.add(nextId, values);
    nextId += 1;
    current = null;
  };
  return {
    add(values, line, row) {
      let run = current;
      if (run?.values !== values) {
        const key = itemKey(String(values[idAt]));
        if (run?.key !== key) {
          store();
          run = current = { key, values, lines: [], rows: [], spoiled: false };
        } else if (!run.spoiled) {
          const field = firstDifference(fields, run.values, values);
          if (field !== null) return differs(field);
        }
      }
      if (line !== null && run.lines.length === MOST_LINES && !run.spoiled) return TOO_MANY_LINES;
      run.rows.push(row);
      if (line === null || run.spoiled) return null;
      run.lines.push(packLine(line));
      lines += 1;
      return null;
    },
    spoil(id, row) {
      const key = itemKey(id);
      if (key === '') return;
      if (current?.key === key) current.spoiled = true;
      putSpoiled.run(key, row);
    },
    flush() {
      store();
      putItems.flush();
    },
    lines: () => lines,
  };
}

/** Of sixteen rows in one statement each costs two thirds of what it costs alone. */
const BATCH = 16;

function createBatch(db: Sqlite) {
  const row = '(?, ?, ?, ?)';
  const one = db.prepare(`INSERT INTO items VALUES ${row}`);
  const many = db.prepare(`INSERT INTO items VALUES ${Array(BATCH).fill(row).join(', ')}`);
  let held: (number | string)[] = [];
  return {
    add(id: number, key: string, rows: string, item: string): void {
      held.push(id, key, rows, item);
      if (held.length < BATCH * 4) return;
      many.run(held);
      held = [];
    },
    flush(): void {
      for (let at = 0; at < held.length; at += 4) one.run(held.slice(at, at + 4));
      held = [];
    },
  };
}

/** Keys of the alternative ids, each once and without the item's own. */
export function otherKeys(key: string, ids: unknown): Set<string> {
  const keys = new Set(Array.isArray(ids) ? ids.map((id) => itemKey(String(id))) : []);
  keys.delete(key);
  return keys;
}

/** The first field in which two rows of an item are not the same. */
export function firstDifference(
  fields: readonly ManifestField[],
  one: readonly unknown[],
  other: readonly unknown[],
): ManifestField | null {
  for (const [at, field] of fields.entries()) {
    // The same id may be written with other blanks or in another case.
    if (field === 'item_id' || one[at] === other[at]) continue;
    if (JSON.stringify(one[at]) !== JSON.stringify(other[at])) return field;
  }
  return null;
}

export function differs(field: ManifestField): string {
  return `${field} differs from the item's first row`;
}

export const TOO_MANY_LINES = `an item has ${MOST_LINES} lines at most`;
