import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../shared/records/canonical.ts';
import { GENESIS, journalLine } from '../../../../shared/records/chain.ts';
import type { ChainedEvent } from '../../../../shared/records/chain.ts';
import { chainEvent } from '../../../../electron/core/store/chain-hash.ts';
import { createEventTable } from '../../../../electron/core/store/event-table.ts';
import { listJournal } from '../../../../electron/core/store/journal-files.ts';
import { migrate } from '../../../../electron/core/store/migrations/index.ts';
import { openForReading } from '../../../../electron/core/store/sqlite.ts';
import { readAhead } from '../../../../electron/core/store/verify-ahead.ts';
import type { GoodChunk } from '../../../../electron/core/store/verify-chunk.ts';
import { createPageReader } from '../../../../electron/core/store/verify-page.ts';
import { event, openOk, tamper, temporaryFolder, verified } from './support.ts';

const text = fc
  .string({ unit: 'binary', maxLength: 12 })
  .filter((value) => !value.includes('\ufffd'));
const anyHeader = fc.record({
  epoch: fc.integer({ min: 1 }),
  boot_id: text,
  at_ms: fc.maxSafeInteger(),
  mono_ms: fc.integer(),
  station: text,
  shift: fc.option(text),
  session: fc.option(text),
  actor: text,
  kind: text,
});

function memory(): Database.Database {
  const db = new Database(':memory:');
  migrate(db);
  return db;
}

function chainOf(headers: readonly Omit<ChainedEvent['header'], 'seq'>[]): ChainedEvent[] {
  let prev = GENESIS;
  return headers.map((header, at) => {
    const next = chainEvent(prev, { ...header, seq: at + 1 }, canonicalJson({ at, text: 'ü\n"' }));
    prev = next.hash;
    return next;
  });
}

describe('the quick way through a page', () => {
  it('makes the lines that the journal has, whatever the columns hold', () => {
    const db = memory();
    const table = createEventTable(db);
    fc.assert(
      fc.property(fc.array(anyHeader, { minLength: 1, maxLength: 8 }), (headers) => {
        const events = chainOf(headers);
        db.exec('SAVEPOINT try');
        table.insert(events);
        const page = createPageReader(db, () => true).read(1, events.length, GENESIS);
        db.exec('ROLLBACK TO try');
        expect(Buffer.from(page?.lines ?? []).toString('utf8')).toBe(
          events.map((chained) => `${journalLine(chained)}\n`).join(''),
        );
        expect(page).toMatchObject({ hash: events.at(-1)!.hash, ruled: events });
      }),
    );
    db.close();
  });

  it('says nothing about a text that may have been decoded with loss', () => {
    const db = memory();
    const header = {
      ...{ epoch: 1, boot_id: 'b', at_ms: 1, mono_ms: 1, station: 's', shift: null },
      ...{ session: null, actor: '\ufffd', kind: 'note' },
    };
    createEventTable(db).insert(chainOf([header]));
    expect(createPageReader(db, () => false).read(1, 1, GENESIS)).toBeNull();
    db.close();
  });
});

describe('reading ahead', () => {
  const RECORDS = 7_000;

  function ahead(dataDir: string, from: number): ReadonlyMap<number, GoodChunk> {
    const db = openForReading(join(dataDir, 'station.db'), null);
    try {
      const last = db.prepare<[], number>('SELECT max(seq) FROM events').pluck().get() ?? 0;
      return readAhead(db, null, listJournal(join(dataDir, 'journal')), last, null, from);
    } finally {
      db.close();
    }
  }

  function longFolder(): string {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir, { journalFileBytes: 500_000 });
    const notes = Array.from({ length: 700 }, (_, n) => event('note', null, { n }));
    while (store.eventCount() < RECORDS) store.append(notes, null);
    store.close();
    return dataDir;
  }

  it('finds chunks that join each other, from threads and over several journal files', () => {
    const dataDir = longFolder();
    const chunks = [...ahead(dataDir, 1).values()].sort((left, right) => left.from - right.from);
    expect(chunks.map(({ from }) => from)).toEqual([2, 2_002, 4_002, 6_002]);
    for (const [at, chunk] of chunks.slice(1).entries()) {
      expect(chunk).toMatchObject({ prev: chunks[at]!.hash, begin: chunks[at]!.end });
    }
    expect(ahead(dataDir, RECORDS * 2).size).toBe(0);
  });

  it('leaves out a chunk in which anything is wrong', () => {
    const dataDir = longFolder();
    tamper(dataDir, (db) => db.exec("UPDATE events SET actor = 'x' WHERE seq = 4100"));
    expect([...ahead(dataDir, 1).keys()].sort((a, b) => a - b)).toEqual([2, 2_002, 6_002]);
    expect(verified(dataDir).firstBad).toMatchObject({ seq: 4_100, where: 'db' });
  });
});
