import Database from 'better-sqlite3';
import { closeSync, fdatasyncSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../../electron/core/store/open.ts';
import { realClock } from '../../electron/real-clock.ts';
import { quantile, round, spread, type Spread } from './figures.ts';
import { parcelIntents } from './parcel-intents.ts';
import { runBenchmark } from './run-benchmark.ts';

/** Both sides take turns of so many parcels: a slow moment of the disk hits both alike. */
const TURN = 8;
const WARM_UP = 40;
/** Pause between intents of the series at the pace of a bench: caches are cold, as they are there. */
const PACE_MS = 50;
const SHIFT = '53b58f4f-cff3-49c9-902a-5a1b2146ef6a';

/** How long one intent took, and where it stands in its parcel: 0 is the scan. */
interface Timed {
  readonly place: number;
  readonly ms: number;
}

function timed(place: number, step: () => void): Timed {
  const before = performance.now();
  step();
  return { place, ms: performance.now() - before };
}

/** The journal of a folder that this benchmark writes, as the lines that were added since the last call. */
function journalReader(folder: string): () => string[] {
  let read = 0;
  return () => {
    const files = readdirSync(folder).sort();
    const all = Buffer.concat(files.map((name) => readFileSync(path.join(folder, name))));
    const lines = all.subarray(read).toString('utf8').split('\n').slice(0, -1);
    read = all.length;
    return lines;
  };
}

/**
 * What durable storage of the same bytes in two places costs at least: the events' own journal lines,
 * made before, as one row each in one transaction (WAL, FULL), then as one append with one fdatasync.
 */
function bareStore(folder: string): { write(lines: readonly string[]): void; close(): void } {
  const db = new Database(path.join(folder, 'bare.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE events (seq INTEGER PRIMARY KEY, line TEXT NOT NULL) STRICT');
  const insert = db.prepare<[string]>('INSERT INTO events (line) VALUES (?)');
  const insertAll = db.transaction((lines: readonly string[]) => {
    for (const line of lines) insert.run(line);
  });
  const handle = openSync(path.join(folder, 'bare.jsonl'), 'w');
  return {
    write(lines) {
      insertAll.immediate(lines);
      writeSync(handle, `${lines.join('\n')}\n`);
      fdatasyncSync(handle);
    },
    close() {
      closeSync(handle);
      db.close();
    },
  };
}

function summary(took: readonly Timed[]): Spread & { perS: number } {
  const all = took.map(({ ms }) => ms);
  return { ...spread(all), perS: Math.round((all.length * 1000) / all.reduce((a, b) => a + b, 0)) };
}

const median = (took: readonly Timed[]): number =>
  quantile(
    took.map(({ ms }) => ms),
    0.5,
  );

/** Our median over that of the bare writes, of the same intents. */
const ratio = (ours: readonly Timed[], bare: readonly Timed[]): number =>
  round(median(ours) / median(bare));

/** Figures of the intents at one place of the parcel. */
function at(place: number, ours: readonly Timed[], bare: readonly Timed[]) {
  const [one, other] = [ours, bare].map((all) => all.filter((took) => took.place === place));
  return {
    ...spread((one ?? []).map(({ ms }) => ms)),
    ratioP50: ratio(one ?? [], other ?? []),
    compared: spread((other ?? []).map(({ ms }) => ms)),
  };
}

const INTENTS = parcelIntents(0).length;

await runBenchmark('commit', { parcels: 400, paced: 200 }, async ({ options, folder, log }) => {
  const dataDir = path.join(folder, 'data');
  const opened = openStore({ dataDir, mode: 'live', clock: realClock, bootId: 'benchmark' });
  if (!opened.ok) throw new Error(opened.error.message);
  const store = opened.value;
  const bare = bareStore(folder);
  const newLines = journalReader(path.join(dataDir, 'journal'));
  const [ours, bares]: [Timed[], Timed[]] = [[], []];

  /** The same intents: recorded by the station, then their very lines by the bare writes. */
  const turn = async (intents: readonly { place: number; position: number }[], pause: number) => {
    newLines();
    const [one, other]: [Timed[], Timed[]] = [[], []];
    const sizes: number[] = [];
    for (const { place, position } of intents) {
      if (pause > 0) await sleep(pause);
      const events = parcelIntents(position)[place] ?? [];
      const before = store.eventCount();
      one.push(timed(place, () => store.append(events, SHIFT)));
      // With the checkpoints that the store adds.
      sizes.push(store.eventCount() - before);
    }
    const lines = newLines();
    const cut = sizes.map((size) => lines.splice(0, size));
    if (lines.length > 0) throw new Error('the journal has more lines than events were recorded');
    for (const [index, { place }] of intents.entries()) {
      if (pause > 0) await sleep(pause);
      other.push(timed(place, () => bare.write(cut[index] ?? [])));
    }
    return [one, other] as const;
  };
  const parcels = (from: number, count: number) =>
    Array.from({ length: count * INTENTS }, (_, n) => ({
      place: n % INTENTS,
      position: from + Math.trunc(n / INTENTS),
    }));

  log(`${options.parcels} parcels of ${INTENTS} intents, beside the same bytes written bare …`);
  let position = 0;
  for (; position < options.parcels + WARM_UP; position += TURN) {
    const [one, other] = await turn(parcels(position, TURN), 0);
    if (position < WARM_UP) continue;
    ours.push(...one);
    bares.push(...other);
  }
  log(`${options.paced} intents at the pace of a bench …`);
  const slow: [Timed[], Timed[]] = [[], []];
  for (; slow[0].length < options.paced; position += 1) {
    const [one, other] = await turn(parcels(position, 1), PACE_MS);
    slow[0].push(...one);
    slow[1].push(...other);
  }
  store.close();
  bare.close();
  return {
    p50Ms: summary(ours).p50Ms,
    p99Ms: summary(ours).p99Ms,
    intentsPerS: summary(ours).perS,
    ratioP50: ratio(ours, bares),
    ratioPerS: round(summary(ours).perS / summary(bares).perS),
    compared: {
      with:
        'the same journal lines: one row each in one transaction (better-sqlite3, WAL, ' +
        'synchronous=FULL), then one append with fdatasync',
      ...summary(bares),
    },
    scan: { what: 'label and declaration, with a new key', ...at(0, ours, bares) },
    mass: { what: 'one event, in one of five with a prompt', ...at(1, ours, bares) },
    decision: { what: 'outcome and the end of the session', ...at(INTENTS - 1, ours, bares) },
    paced: {
      what: `one every ${PACE_MS} ms`,
      ...spread(slow[0].map(({ ms }) => ms)),
      ratioP50: ratio(slow[0], slow[1]),
      compared: spread(slow[1].map(({ ms }) => ms)),
    },
    sqlite: new Database(':memory:').prepare('SELECT sqlite_version()').pluck().get(),
  };
});
