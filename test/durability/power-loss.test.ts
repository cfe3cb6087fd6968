import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../electron/devices/seeded-random.ts';
import { createDiskModel, writeTree, type Tree } from './power-loss/disk-model.ts';
import { choosePoints } from './power-loss/points.ts';
import { problemsAfter } from './power-loss/problems-after.ts';
import { buildShim, recordStations, whyNoShim } from './power-loss/record-station.ts';
import type { Recording } from './power-loss/record-station.ts';

/** Power cuts per run; `npm run test:long` asks for more. */
const POINTS = Number(process.env['STATION_POWER_CUTS'] ?? 200);
const SEED = Number(process.env['STATION_SEED'] ?? Date.now() % 1_000_000);
const TIMEOUT_MS = 60_000 + POINTS * 1_500;
/** Share of the cuts in the life of a station; the others are in new ones that were killed early. */
const IN_LONG_LIFE = 0.6;
/** A station that is killed right after this has a name on its hands that was not flushed. */
const NEW_NAMES = [/station$/, /journal$/, /keys\.db$/, /000001\.jsonl$/, /000002\.jsonl$/];
/** Entries of the log that opening a folder makes, and a little more. */
const OPENING = 250;
/** In memory where there is such a place: what is flushed is known from the log, not from the disk. */
const BASE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

const missing = whyNoShim();
if (missing !== null) console.warn(missing);

describe.skipIf(missing !== null)(`power cuts (seed ${SEED})`, () => {
  const { next: random } = createSeededRandom(SEED);
  let base = '';
  let recordings: Recording[] = [];

  beforeAll(() => {
    base = mkdtempSync(join(BASE, 'station-power-'));
    const shim = buildShim(base);
    const life = recordStations(base, shim, [
      { shifts: 3, parcels: 12 },
      { shifts: 1, parcels: 12, killAfter: 1_000 },
      { shifts: 2, parcels: 12 },
    ]);
    const short = NEW_NAMES.map((name) => {
      const begun = life.log.findIndex(
        ({ operation, path }) => /^(create|mkdir)$/.test(operation) && name.test(path),
      );
      return recordStations(base, shim, [
        { shifts: 1, parcels: 12, killAfter: begun + 1 },
        // Another one, killed while it opens what the first one left, or soon after.
        { shifts: 1, parcels: 1, killAfter: 1 + Math.floor(random() * OPENING) },
        { shifts: 2, parcels: 2 },
      ]);
    });
    recordings = [life, ...short];
  }, 120_000);
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  it('are rebuilt from logs that miss no change of the folder', () => {
    for (const { watched, log, said } of recordings) {
      const disk = createDiskModel(watched);
      for (const entry of log) disk.apply(entry);
      const logged = disk.current();
      const found = treeOf(watched);
      expect([...logged.keys()].sort()).toEqual([...found.keys()].sort());
      const differ = [...found].filter(
        ([name, bytes]) => !isMapped(name) && bytes?.equals(logged.get(name) ?? bytes) === false,
      );
      expect(differ.map(([name]) => name)).toEqual([]);
      const acknowledged = log.filter(({ operation }) => operation === 'acknowledge');
      expect(acknowledged.map(({ data }) => data.toString()).join('')).toBe(said);
    }
  });

  it('come upon everything that the station does with its files', () => {
    const [life] = recordings;
    const done = (operation: string, name: RegExp): boolean =>
      life?.log.some((entry) => entry.operation === operation && name.test(entry.path)) === true;
    expect(life?.said.split('\n').length).toBeGreaterThan(500);
    expect(done('create', /journal\/000003\.jsonl$/)).toBe(true);
    expect(done('create', /keys\.db$/)).toBe(true);
    expect(done('create', /checkpoints\.jsonl$/)).toBe(true);
    expect(done('rename', /station\.key/)).toBe(true);
    expect(done('unlink', /station\.db-wal$/)).toBe(true);
    expect(done('sync', /station\.db$/)).toBe(true);
  });

  it(
    `lose nothing that was acknowledged, at any of ${POINTS} moments`,
    () => {
      const problems = recordings.flatMap((recording, index) => {
        const share = index === 0 ? IN_LONG_LIFE : (1 - IN_LONG_LIFE) / NEW_NAMES.length;
        return problemsOf(recording, Math.round(POINTS * share));
      });
      expect(problems).toEqual([]);
    },
    TIMEOUT_MS,
  );

  function problemsOf({ watched, log }: Recording, count: number): string[] {
    const disk = createDiskModel(watched);
    const points = choosePoints(log, count, random);
    const acknowledged: string[] = [];
    const problems: string[] = [];
    for (const [position, entry] of log.entries()) {
      disk.apply(entry);
      if (entry.operation === 'acknowledge') {
        acknowledged.push(...entry.data.toString().trim().split('\n'));
      }
      if (!points.has(position)) continue;
      const variants = {
        'only what was flushed': disk.flushedOnly(),
        'and some of the rest': disk.partly(random),
      };
      for (const [variant, tree] of Object.entries(variants)) {
        const folder = mkdtempSync(join(base, 'after-'));
        writeTree(tree, folder);
        const found = problemsAfter(join(folder, 'station'), acknowledged);
        rmSync(folder, { recursive: true });
        const place = `entry ${position} (${entry.operation} ${entry.path.slice(watched.length)})`;
        problems.push(...found.map((problem) => `after ${place}, ${variant}: ${problem}`));
      }
    }
    return problems;
  }
});

/** Changed in mapped memory, which no log sees; SQLite makes it anew after a crash. */
function isMapped(name: string): boolean {
  return name.endsWith('-shm');
}

function treeOf(folder: string): Tree {
  const tree: Tree = new Map();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    tree.set(name, statSync(path).isDirectory() ? null : readFileSync(path));
  }
  return tree;
}
