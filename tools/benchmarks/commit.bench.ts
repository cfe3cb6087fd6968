import Database from 'better-sqlite3';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../../electron/core/store/open.ts';
import { realClock } from '../../electron/real-clock.ts';
import type { NewEvent } from '../../shared/records/event.ts';
import { itemId } from './manifest-file.ts';
import { round, spread, type Spread } from './figures.ts';
import { runBenchmark } from './run-benchmark.ts';

/** Both sides take turns of this many: a slow moment of the disk hits both alike. */
const TURN = 50;
const WARM_UP = 100;
/** Pause between intents of the series at the pace of a bench: caches are cold, as they are there. */
const PACE_MS = 50;

type Step = (position: number) => void;

/** What a scan records: the label that was read and the prompt that it caused. */
function eventsOf(position: number): NewEvent[] {
  const about = { session: `session-${Math.trunc(position / 10)}`, actor: 'B-1042' };
  const canonical = itemId(position);
  const identity = { scheme: 's10', valid: true, canonical, problems: [] };
  return [
    {
      ...about,
      kind: 'identity-read',
      body: { identity, source: 'scanner', text: canonical, raw: '4c58', aim: ']C1' },
    },
    {
      ...about,
      kind: 'note',
      body: { rule: 'manifest.not-found', because: 'The item is not in the manifest.' },
    },
  ];
}

/** One row in a table, nothing else: no chain, no projections, no journal. */
function plainInsert(file: string): { step: Step; close(): void } {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE entries (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
  const insert = db.prepare<[string]>('INSERT INTO entries (body) VALUES (?)');
  return {
    step: (position) => void insert.run(JSON.stringify(eventsOf(position))),
    close: () => void db.close(),
  };
}

/** Bytes at the end of a file and their flush: what one durable write costs at least here. */
function bareFlush(file: string): { step: Step; close(): void } {
  const handle = openSync(file, 'w');
  const bytes = Buffer.alloc(1_000, 0x20);
  return {
    step() {
      writeSync(handle, bytes);
      fdatasyncSync(handle);
    },
    close: () => closeSync(handle),
  };
}

function timed(step: Step, position: number): number {
  const before = performance.now();
  step(position);
  return performance.now() - before;
}

function perSecond(took: readonly number[]): number {
  return Math.round((took.length * 1000) / took.reduce((sum, ms) => sum + ms, 0));
}

function figures(took: readonly number[]): Spread & { perS: number } {
  return { ...spread(took), perS: perSecond(took) };
}

async function atBenchPace(step: Step, times: number): Promise<number[]> {
  const took: number[] = [];
  while (took.length < times) {
    await sleep(PACE_MS);
    took.push(timed(step, took.length));
  }
  return took;
}

await runBenchmark('commit', { intents: 2_000, paced: 200 }, async ({ options, folder, log }) => {
  const opened = openStore({
    dataDir: path.join(folder, 'data'),
    mode: 'training',
    clock: realClock,
    bootId: 'benchmark',
  });
  if (!opened.ok) throw new Error(opened.error.message);
  const store = opened.value;
  const plain = plainInsert(path.join(folder, 'plain.db'));
  const flush = bareFlush(path.join(folder, 'flush'));
  const steps = {
    station: (position: number) => void store.append(eventsOf(position), 'shift'),
    plain: plain.step,
    flush: flush.step,
  };
  const took: Record<keyof typeof steps, number[]> = { station: [], plain: [], flush: [] };
  log(`${options.intents} intents of two events, beside plain inserts and bare flushes …`);
  for (let position = -WARM_UP; position < options.intents; position += TURN) {
    for (const name of Object.keys(steps) as (keyof typeof steps)[]) {
      for (let at = position; at < position + TURN; at += 1) {
        const ms = timed(steps[name], at + WARM_UP);
        if (at >= 0) took[name].push(ms);
      }
    }
  }
  log('The same at the pace of a bench …');
  const paced = {
    station: spread(await atBenchPace(steps.station, options.paced)),
    plain: spread(await atBenchPace(steps.plain, options.paced)),
  };
  store.close();
  plain.close();
  flush.close();
  const [station, sqlite] = [figures(took.station), figures(took.plain)];
  return {
    p50Ms: station.p50Ms,
    p99Ms: station.p99Ms,
    intentsPerS: station.perS,
    ratioP50: round(station.p50Ms / sqlite.p50Ms),
    ratioPerS: round(station.perS / sqlite.perS),
    compared: {
      with: 'one plain better-sqlite3 insert, WAL, synchronous=FULL, no journal, no chain',
      ...sqlite,
    },
    paced: {
      what: `one every ${PACE_MS} ms`,
      ...paced.station,
      ratioP50: round(paced.station.p50Ms / paced.plain.p50Ms),
      compared: paced.plain,
    },
    oneFlush: { what: '1,000 bytes and fdatasync', ...figures(took.flush) },
    sqlite: new Database(':memory:').prepare('SELECT sqlite_version()').pluck().get(),
  };
});
