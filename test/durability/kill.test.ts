import Database from 'better-sqlite3';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createSeededRandom } from '../../electron/devices/seeded-random.ts';
import { openOk, temporaryFolder, verified } from '../electron/core/store/support.ts';
import { killedCore, type Accepted } from './kill/killed-core.ts';
import { killedStore, withCompileCache } from './kill/killed-store.ts';
import { acknowledgement } from './power-loss/acknowledgement.ts';

/** Kills per run; `npm run test:long` asks for more. */
const KILLS = Number(process.env['STATION_KILLS'] ?? 200);
/** One in ten hits the whole core process instead of its store alone. */
const CORE_KILLS = Math.ceil(KILLS / 10);
const STORE_KILLS = KILLS - CORE_KILLS;
/** At once, each on its own folders: a child waits for the disk most of the time. */
const LANES = 2;
const SEED = Number(process.env['STATION_SEED'] ?? Date.now() % 1_000_000);
/** A folder grows over so many kills, then a new one is begun. */
const FOLDER_KILLS = 20;
/** In the others only readers look at what a kill has left: the next process has to repair it. */
const REPAIRED_HERE = 0.3;
const TIMEOUT_MS = 60_000 + KILLS * 3_000;

/** Numbers and hashes as they are in the database now, without opening the station. */
function readHashes(dataDir: string): Set<string> {
  const db = new Database(join(dataDir, 'station.db'), { readonly: true });
  const rows = db.prepare<[], string>(`SELECT seq || ' ' || lower(hex(hash)) FROM events`);
  const hashes = rows.pluck().all();
  db.close();
  return new Set(hashes);
}

/** Every acknowledged line, its personal values included. */
function expectAllThere(dataDir: string, acknowledged: readonly string[], boot: string): void {
  const store = openOk(dataDir, { bootId: boot });
  expect(store.alarms).toEqual([]);
  const recorded = new Set(
    store.events({ limit: -1, offset: 0 }).map((event) => acknowledgement(event).trim()),
  );
  store.close();
  expect(acknowledged.filter((line) => !recorded.has(line))).toEqual([]);
  expect(verified(dataDir)).toMatchObject({ ok: true, unacknowledged: { events: 0, bytes: 0 } });
}

/** Kills one store after the other on folders that grow. @returns how much was acknowledged */
async function killStores(kills: number, lane: number, env: NodeJS.ProcessEnv): Promise<number> {
  const { next: random } = createSeededRandom(SEED + lane);
  let [dataDir, acknowledged, all]: [string, string[], number] = [temporaryFolder(), [], 0];
  for (let kill = 1; kill <= kills; kill += 1) {
    const lines = await killedStore(dataDir, `boot-${kill}`, env, random);
    acknowledged.push(...lines);
    all += lines.length;
    if (acknowledged.length > 0) {
      expect(verified(dataDir)).toMatchObject({ ok: true, firstBad: null });
      const there = readHashes(dataDir);
      expect(lines.filter((line) => !there.has(line.slice(0, line.lastIndexOf(' '))))).toEqual([]);
    }
    const last = kill % FOLDER_KILLS === 0 || kill === kills;
    if (last || random() < REPAIRED_HERE) expectAllThere(dataDir, acknowledged, `check-${kill}`);
    if (!last) continue;
    rmSync(dataDir, { recursive: true });
    [dataDir, acknowledged] = [temporaryFolder(), []];
  }
  return all;
}

it(
  `a store that is killed ${STORE_KILLS} times has lost nothing that it acknowledged (seed ${SEED})`,
  async () => {
    const env = withCompileCache(temporaryFolder());
    const lanes = Array.from({ length: LANES }, (_, lane) =>
      killStores(Math.ceil(STORE_KILLS / LANES), lane, env),
    );
    const all = (await Promise.all(lanes)).reduce((sum, count) => sum + count, 0);
    expect(all).toBeGreaterThan(STORE_KILLS);
  },
  TIMEOUT_MS,
);

it(
  `a core process that is killed ${CORE_KILLS} times has lost no intent that it accepted`,
  async () => {
    const { next: random } = createSeededRandom(SEED + LANES);
    const env = withCompileCache(temporaryFolder());
    const dataDir = temporaryFolder();
    const accepted: Accepted[] = [];
    for (let kill = 1; kill <= CORE_KILLS; kill += 1) {
      const intents = 1 + Math.floor(random() * 40);
      accepted.push(
        ...(await killedCore(dataDir, `boot-${kill}`, env, { intents, afterMs: random() * 5 })),
      );
      if (!existsSync(join(dataDir, 'station.db'))) continue;
      expect(verified(dataDir)).toMatchObject({ ok: true, firstBad: null });
    }
    const store = openOk(dataDir, { mode: 'training', bootId: 'check' });
    expect(store.alarms).toEqual([]);
    for (const { seq, reason } of accepted) {
      const found = store.event(seq);
      expect(found).not.toBeNull();
      if (reason !== null) expect(found?.body).toMatchObject({ how: 'put-aside', reason });
    }
    store.close();
    expect(accepted.filter(({ kind }) => kind === 'put-aside').length).toBeGreaterThan(10);
    expect(verified(dataDir)).toMatchObject({ ok: true, unacknowledged: { events: 0, bytes: 0 } });
  },
  TIMEOUT_MS,
);
