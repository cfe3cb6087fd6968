import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { exportRecords } from '../../../../electron/core/store/export.ts';
import { event, openOk, screening, tamper, temporaryFolder, verified } from './support.ts';

/** Tries in all; `npm run test:long` makes 10,000. */
const TRIES = Number(process.env['STATION_TAMPER_TRIES'] ?? '200');
/** Five things are tampered with. */
const options = { numRuns: Math.ceil(TRIES / 5) };
const LIMIT_MS = 30_000 + TRIES * 200;

const TEXTS = ['boot_id', 'station', 'shift', 'session', 'actor', 'kind', 'body'] as const;
const BLOBS = ['prev', 'hash'] as const;
const INTEGERS = ['seq', 'epoch', 'at_ms', 'mono_ms'] as const;
const COLUMNS = [...TEXTS, ...BLOBS, ...INTEGERS];
const JOURNAL = 'journal/000001.jsonl';
const CHECKPOINTS = 'checkpoints.jsonl';

/** A closed folder with what records can hold: shifts, other scripts, damaged text, a long body. */
function fixture(): { dataDir: string; events: number } {
  const dataDir = temporaryFolder();
  const store = openOk(dataDir);
  for (const shift of ['shift-ä', 'shift-2']) {
    store.append([event('shift-opened', null, { shift, officer: 'B-17' })], shift);
    for (let n = 1; n <= 22; n += 1) {
      store.append(screening(`${shift}-${n}`, `ITEM${n}`), shift);
    }
    store.append(
      [event('note', null, { text: 'наложенный платёж 包裹 \ufffd', zero: null })],
      shift,
    );
    store.append([event('note', null, { text: 'x'.repeat(9_000) })], shift);
    store.append([event('shift-closed', null, { shift })], shift);
  }
  store.append(screening('after', 'ITEM'), null);
  const events = store.eventCount();
  store.close();
  return { dataDir, events };
}

const at = fc.record({
  row: fc.nat(),
  byte: fc.nat(),
  difference: fc.integer({ min: 1, max: 255 }),
});

/** Where the byte is: the number of the line, from 0. */
function lineOf(bytes: Buffer, position: number): number {
  return bytes.subarray(0, position).filter((byte) => byte === 0x0a).length;
}

function withFlipped(file: string, position: number, difference: number, check: () => void): void {
  const whole = readFileSync(file);
  const changed = Buffer.from(whole);
  changed[position] = (whole[position] ?? 0) ^ difference;
  writeFileSync(file, changed);
  try {
    check();
  } finally {
    writeFileSync(file, whole);
  }
}

let dataDir = '';
let events = 0;

describe('a byte that was changed', { timeout: LIMIT_MS }, () => {
  beforeEach(() => {
    ({ dataDir, events } = fixture());
  });

  it('is found in any column of any row, and the row is named', () => {
    tamper(dataDir, (db) => {
      fc.assert(
        fc.property(fc.constantFrom(...COLUMNS), at, (column, { row, byte, difference }) => {
          const seq = 1 + (row % events);
          const undo = changeColumn(db, column, seq, byte, difference);
          if (undo === null) return;
          expect(verified(dataDir).firstBad).toMatchObject({ seq, where: 'db' });
          undo();
        }),
        options,
      );
    });
    expect(verified(dataDir)).toMatchObject({ ok: true, events });
  });

  it('is found in the record inside the database file, and the row is named', () => {
    const file = join(dataDir, 'station.db');
    // Built anew: SQLite leaves copies of records that moved in free pages.
    tamper(dataDir, (db) => db.exec('VACUUM'));
    const places = recordsIn(file, events);
    expect(places.length).toBeGreaterThan(events - 5);
    fc.assert(
      fc.property(at, ({ row, byte, difference }) => {
        const { seq, begin, end } = places[row % places.length]!;
        const position = begin + (byte % (end - begin));
        withFlipped(file, position, difference, () => {
          expect(verified(dataDir).firstBad).toMatchObject({ seq, where: 'db' });
        });
      }),
      options,
    );
    expect(verified(dataDir)).toMatchObject({ ok: true, events });
  });

  it('is found in any line of the journal, and the row is named', () => {
    const file = join(dataDir, JOURNAL);
    const whole = readFileSync(file);
    fc.assert(
      fc.property(at, ({ byte, difference }) => {
        const position = byte % whole.length;
        const seq = lineOf(whole, position) + 1;
        withFlipped(file, position, difference, () => {
          expect(verified(dataDir).firstBad).toMatchObject({ seq, where: 'journal' });
          // By itself a file that ends without line feed may be one that is being written.
          if (position < whole.length - 1) expect(verified(file).ok).toBe(false);
        });
      }),
      options,
    );
    expect(verified(dataDir)).toMatchObject({ ok: true, events });
  });

  it('is found in checkpoints.jsonl, and the row of the checkpoint is named', () => {
    const file = join(dataDir, CHECKPOINTS);
    const whole = readFileSync(file);
    const rows = checkpointRows(dataDir);
    expect(rows.length).toBeGreaterThan(3);
    fc.assert(
      fc.property(at, ({ byte, difference }) => {
        const position = byte % whole.length;
        const seq = rows[lineOf(whole, position)]!;
        withFlipped(file, position, difference, () => {
          expect(verified(dataDir).firstBad).toMatchObject({ seq, where: 'journal' });
        });
      }),
      options,
    );
    expect(verified(dataDir)).toMatchObject({ ok: true, events });
  });

  it('is found in an export, and the row is named', () => {
    const file = join(temporaryFolder(), 'export.jsonl');
    const [from, to] = [40, 160];
    const exported = exportRecords({ dataDir, out: file, what: { from, to } });
    expect(exported.ok).toBe(true);
    const whole = readFileSync(file);
    fc.assert(
      fc.property(at, ({ byte, difference }) => {
        const position = byte % whole.length;
        // Header and footer belong to the first and the last row.
        const seq = Math.min(to, Math.max(from, from - 1 + lineOf(whole, position)));
        withFlipped(file, position, difference, () => {
          expect(verified(file).firstBad).toMatchObject({ seq, where: 'export' });
        });
      }),
      options,
    );
    expect(verified(file)).toMatchObject({ ok: true, events: to - from + 1 });
  });
});

/** Changes one byte of a value, keeping its type. @returns how to undo it, or null when it cannot be */
function changeColumn(
  db: Database.Database,
  column: (typeof COLUMNS)[number],
  seq: number,
  byte: number,
  difference: number,
): (() => void) | null {
  const isInteger = INTEGERS.some((name) => name === column);
  const isText = TEXTS.some((name) => name === column);
  const stored = isInteger ? column : `CAST(${column} AS BLOB)`;
  const value = db
    .prepare<[number], bigint | Buffer | null>(`SELECT ${stored} FROM events WHERE seq = ?`)
    .pluck()
    .safeIntegers(true)
    .get(seq);
  if (value === null || value === undefined) {
    // A column that is empty: it is filled.
    db.prepare(`UPDATE events SET ${column} = 'x' WHERE seq = ?`).run(seq);
    return () => void db.prepare(`UPDATE events SET ${column} = NULL WHERE seq = ?`).run(seq);
  }
  const set = db.prepare<[bigint | Buffer, bigint]>(
    `UPDATE events SET ${column} = ${isText ? 'CAST(? AS TEXT)' : '?'} WHERE seq = ?`,
  );
  let changed: bigint | Buffer;
  if (typeof value === 'bigint') {
    const bits = BigInt(difference) << BigInt(8 * (byte % 8));
    changed = BigInt.asIntN(64, BigInt.asUintN(64, value) ^ bits);
    const taken = db.prepare<[bigint]>('SELECT 1 FROM events WHERE seq = ?').get(changed);
    if (column === 'seq' && taken !== undefined) return null;
  } else {
    changed = Buffer.from(value);
    const index = byte % changed.length;
    changed[index] = (value[index] ?? 0) ^ difference;
  }
  set.run(changed, BigInt(seq));
  const now = column === 'seq' && typeof changed === 'bigint' ? changed : BigInt(seq);
  return () => void set.run(value, now);
}

const PAGE_BYTES = 4096;
const TABLE_LEAF = 0x0d;

interface Place {
  readonly seq: number;
  readonly begin: number;
  readonly end: number;
}

/** Where the records are in the file (sqlite.org/fileformat2.html, 2.1): from their header to the hash. */
function recordsIn(file: string, count: number): Place[] {
  const whole = readFileSync(file);
  const db = new Database(file, { readonly: true });
  const rows = db
    .prepare<[], { seq: number; prev: Buffer; hash: Buffer; text: number; numbers: string }>(
      `SELECT seq, prev, hash, ${TEXTS.map((name) => `coalesce(octet_length(${name}), 0)`).join(' + ')} AS text,
         epoch || ' ' || at_ms || ' ' || mono_ms AS numbers
       FROM events ORDER BY seq`,
    )
    .all();
  db.close();
  expect(rows).toHaveLength(count);
  return rows.flatMap(({ seq, prev, hash, text, numbers }) => {
    const tail = inLeaf(whole, Buffer.concat([prev, hash]));
    // A long record goes on in other pages: its columns are not in one piece.
    if (tail < 0 || text > 3_000) return [];
    const bytes = numbers.split(' ').reduce((sum, number) => sum + integerBytes(Number(number)), 0);
    // Types of 13 columns, of which texts and blobs may take two bytes, and the header's length.
    return [{ seq, begin: tail - text - bytes - 13, end: tail + 64 }];
  });
}

/** Where bytes are in a leaf of a table, or -1: the pages above keep copies of what moved down. */
function inLeaf(whole: Buffer, wanted: Buffer): number {
  for (let found = whole.indexOf(wanted); found >= 0; found = whole.indexOf(wanted, found + 1)) {
    if (whole[found - (found % PAGE_BYTES)] === TABLE_LEAF) return found;
  }
  return -1;
}

/** Bytes of an integer in a record; 0 and 1 are in its type. */
function integerBytes(value: number): number {
  if (value === 0 || value === 1) return 0;
  return [1, 2, 3, 4, 6].find((bytes) => value < 2 ** (8 * bytes - 1)) ?? 8;
}

function checkpointRows(folder: string): number[] {
  const db = new Database(join(folder, 'station.db'), { readonly: true });
  const rows = db.prepare<[], number>(
    "SELECT seq FROM events WHERE kind = 'checkpoint' ORDER BY seq",
  );
  const found = rows.pluck().all();
  db.close();
  return found;
}
