import { cpSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../electron/devices/seeded-random.ts';
import { realClock } from '../../electron/real-clock.ts';
import { parcelIntents } from '../../tools/benchmarks/parcel-intents.ts';
import { event, openOk, temporaryFolder, verified } from '../electron/core/store/support.ts';
import { acknowledgement } from './power-loss/acknowledgement.ts';

const PAGE_BYTES = 4_096;
const PARCELS = 8;
const JOURNAL = 'journal/000001.jsonl';
const { bytes: noise } = createSeededRandom(3);

/** A folder as it was, with what its station had acknowledged. */
interface Left {
  readonly folder: string;
  readonly acknowledged: readonly string[];
  readonly outcomes: unknown;
}

/** @param ended `closed` by an officer, or left by a process that was killed */
function leave(ended: 'closed' | 'killed'): Left {
  const dataDir = temporaryFolder();
  const store = openOk(dataDir, { clock: realClock });
  const acknowledged: string[] = [];
  const shift = 'shift-1';
  const tell = (...events: Parameters<typeof store.append>[0]): void =>
    void acknowledged.push(...store.append(events, shift).map(acknowledgement));
  tell(event('shift-opened', null, { shift, officer: 'B-17' }));
  for (let position = 0; position < PARCELS; position += 1) {
    for (const intent of parcelIntents(position)) tell(...intent);
  }
  const outcomes = store.outcomeCounts(shift);
  if (ended === 'closed') store.close();
  const folder = temporaryFolder();
  cpSync(dataDir, folder, { recursive: true });
  return { folder, acknowledged, outcomes };
}

/** Damages a copy and opens it: all must be there, in a chain that is whole. @returns the alarms */
function openDamaged(
  { folder, acknowledged, outcomes }: Left,
  damage: (dataDir: string) => void,
): string[] {
  const dataDir = temporaryFolder();
  cpSync(folder, dataDir, { recursive: true });
  damage(dataDir);
  const store = openOk(dataDir, { clock: realClock, bootId: 'after' });
  const kept = new Set(store.events({ limit: -1, offset: 0 }).map(acknowledgement));
  expect(acknowledged.filter((line) => !kept.has(line))).toEqual([]);
  expect(store.outcomeCounts('shift-1')).toEqual(outcomes);
  const { alarms } = store;
  store.close();
  expect(verified(dataDir)).toMatchObject({ ok: true, unacknowledged: { events: 0, bytes: 0 } });
  // What happened, that nothing is lost, and what to do.
  for (const { message } of alarms) expect(message).toMatch(/^[A-Z][^]*\. [^]+\.$/);
  rmSync(dataDir, { recursive: true });
  return alarms.map(({ code }) => code);
}

describe('a data folder that was closed', () => {
  let left: Left;
  let pages = 0;
  beforeEach(() => {
    left = leave('closed');
    pages = statSync(join(left.folder, 'station.db')).size / PAGE_BYTES;
  });

  it.each([
    ['deleted', (file: string) => rmSync(file), 'database-behind'],
    ['empty', (file: string) => truncateSync(file, 0), 'database-behind'],
    ['cut in its first page', (file: string) => truncateSync(file, 700), 'database-corrupt'],
    [
      'cut after its first page',
      (file: string) => truncateSync(file, PAGE_BYTES),
      'database-corrupt',
    ],
    [
      'cut in the middle',
      (file: string) => truncateSync(file, 20 * PAGE_BYTES + 99),
      'database-corrupt',
    ],
  ])('is whole again when its database is %s', (_name, damage, alarm) => {
    expect(openDamaged(left, (dataDir) => damage(join(dataDir, 'station.db')))).toEqual([alarm]);
  });

  it('is whole again whichever page of its database is overwritten', { timeout: 120_000 }, () => {
    const unseen: number[] = [];
    for (let page = 0; page < pages; page += 1) {
      const alarms = openDamaged(left, (dataDir) => {
        const file = join(dataDir, 'station.db');
        const bytes = readFileSync(file);
        bytes.set(noise(PAGE_BYTES), page * PAGE_BYTES);
        writeFileSync(file, bytes);
      });
      if (alarms.length === 0) unseen.push(page);
      else expect(alarms).toEqual(['database-corrupt']);
    }
    expect(unseen).toEqual([]);
  });
});

describe('a data folder that a killed station has left', () => {
  let left: Left;
  beforeEach(() => {
    left = leave('killed');
  });

  it('is opened without an alarm', () => {
    expect(openDamaged(left, () => {})).toEqual([]);
  });

  it('is whole again wherever the last line of its journal is torn', { timeout: 120_000 }, () => {
    const text = readFileSync(join(left.folder, JOURNAL), 'utf8');
    const begin = text.lastIndexOf('\n', text.length - 2) + 1;
    for (let length = begin; length < text.length; length += 13) {
      const tear = (dataDir: string): void => truncateSync(join(dataDir, JOURNAL), length);
      expect(openDamaged(left, tear)).toEqual([]);
    }
  });

  it('is whole again when its write-ahead log is gone', () => {
    const alarms = openDamaged(left, (dataDir) => {
      for (const suffix of ['-wal', '-shm']) rmSync(join(dataDir, `station.db${suffix}`));
    });
    expect(alarms).toEqual(['database-behind']);
  });

  it('is whole again wherever its write-ahead log is damaged', { timeout: 120_000 }, () => {
    const { size } = statSync(join(left.folder, 'station.db-wal'));
    for (let part = 0; part < 20; part += 1) {
      const alarms = openDamaged(left, (dataDir) => {
        const file = join(dataDir, 'station.db-wal');
        const bytes = readFileSync(file);
        bytes.set(noise(64), Math.floor((part * (size - 64)) / 20));
        writeFileSync(file, bytes);
      });
      expect(alarms).toEqual(['database-behind']);
    }
  });
});
