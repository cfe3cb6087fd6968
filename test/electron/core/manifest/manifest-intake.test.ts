import { copyFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import { generationPath } from '../../../../electron/core/manifest/generation-file.ts';
import { createManifestIntake } from '../../../../electron/core/manifest/manifest-intake.ts';
import {
  MOST_IN_FORCE,
  openManifestStack,
} from '../../../../electron/core/manifest/manifest-stack.ts';
import { StoreError } from '../../../../electron/core/store/store-error.ts';
import type { Store } from '../../../../electron/core/store/store.ts';
import { onEnd, openOk, temporaryFolder } from '../store/support.ts';
import { activated, importDay, makeOutdated } from './support.ts';

interface Rig {
  readonly store: Store;
  readonly stack: ReturnType<typeof stackOf>;
  readonly logged: string[];
  readonly failures: unknown[];
  /** How often something came into use. */
  readonly news: () => number;
  recording: boolean;
  /** Two seconds pass. */
  pass(): Promise<void>;
}

function stackOf(dataDir: string, store: Store) {
  const opened = openManifestStack(dataDir, store.manifestGenerations());
  if (!opened.ok) throw new Error(opened.error.message);
  onEnd(() => opened.value.stack.close());
  return opened.value.stack;
}

function startIntake(
  dataDir: string,
  { day = 31, retentionDays = null as number | null, store = openOk(dataDir) } = {},
): Rig {
  const clock = createSimulatedClock(Date.UTC(2025, 0, day));
  const stack = stackOf(dataDir, store);
  const [logged, failures]: [string[], unknown[]] = [[], []];
  let news = 0;
  const rig: Rig = {
    store,
    stack,
    logged,
    failures,
    news: () => news,
    recording: true,
    pass: () => clock.advance(2_000),
  };
  const intake = createManifestIntake({
    store,
    stack,
    clock,
    sqliteAddon: null,
    retentionDays,
    mayRecord: () => rig.recording,
    onActivated: () => (news += 1),
    onFailure: (error) => failures.push(error),
    log: (line) => logged.push(line),
  });
  onEnd(() => intake.close());
  return rig;
}

const ITEM = 'item_id,gross_g\nA,1\n';

describe('an open station', () => {
  it('takes a finished generation into use, once', async () => {
    const dataDir = temporaryFolder();
    const rig = startIntake(dataDir);
    expect([rig.stack.generation, rig.stack.items]).toEqual([null, null]);
    const { generation } = await importDay(dataDir, 1, ITEM);
    await rig.pass();
    await rig.pass();
    expect(rig.news()).toBe(1);
    expect(rig.stack).toMatchObject({ generation, items: 1 });
    expect(rig.store.latest('manifest-activated', 9)).toHaveLength(1);
  });

  it('finds what was finished while it was closed', async () => {
    const dataDir = temporaryFolder();
    openOk(dataDir).close();
    const { generation } = await importDay(dataDir, 1, ITEM);
    const rig = startIntake(dataDir);
    await rig.pass();
    expect(rig.stack.generation).toBe(generation);
  });

  it('does not look at a file that is still written', async () => {
    const dataDir = temporaryFolder();
    const rig = startIntake(dataDir);
    const { generation } = await importDay(dataDir, 1, ITEM);
    const part = join(dataDir, 'manifest', 'importing.db.part');
    renameSync(generationPath(dataDir, generation), part);
    await rig.pass();
    expect([rig.news(), rig.logged]).toEqual([0, []]);
    renameSync(part, generationPath(dataDir, generation));
    await rig.pass();
    expect(rig.news()).toBe(1);
  });

  it('sets aside what cannot be read or is not its own, and says so once', async () => {
    const dataDir = temporaryFolder();
    const rig = startIntake(dataDir);
    const other = temporaryFolder();
    openOk(other).close();
    const { generation } = await importDay(other, 2, ITEM);
    copyFileSync(generationPath(other, generation), generationPath(dataDir, generation));
    const broken = '20250101T000000000Z-00000000';
    writeFileSync(generationPath(dataDir, broken), 'no database');
    await rig.pass();
    const said = rig.logged.length;
    await rig.pass();
    expect(rig.logged).toHaveLength(said);
    expect(rig.logged.join('\n')).toMatch(/manifest-missing[^]*manifest-foreign/);
    expect(readdirSync(join(dataDir, 'manifest')).sort()).toEqual([
      `${broken}.db.unreadable`,
      `${generation}.db.unreadable`,
    ]);
    expect([rig.news(), rig.stack.generation]).toEqual([0, null]);
  });

  it('sets aside what an earlier version has left without putting it in use', async () => {
    const dataDir = temporaryFolder();
    const rig = startIntake(dataDir);
    const { generation } = await importDay(dataDir, 1, ITEM);
    makeOutdated(dataDir, generation);
    await rig.pass();
    expect(rig.logged.join('\n')).toContain('manifest-outdated');
    expect(readdirSync(join(dataDir, 'manifest'))).toEqual([`${generation}.db.unreadable`]);
  });

  it('waits while nothing can be recorded, and takes it when that is over', async () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    let full = true;
    const rig = startIntake(dataDir, {
      store: {
        ...store,
        append(events, shift) {
          if (full) throw new StoreError('disk-full', 'The disk is full.');
          return store.append(events, shift);
        },
      },
    });
    const { generation } = await importDay(dataDir, 1, ITEM);
    await rig.pass();
    expect(rig.failures.length).toBeGreaterThanOrEqual(1);
    rig.recording = false;
    const failures = rig.failures.length;
    await rig.pass();
    expect(rig.failures).toHaveLength(failures);
    [full, rig.recording] = [false, true];
    await rig.pass();
    expect(rig.stack.generation).toBe(generation);
  });

  it('shows a manifest that was recorded although its journal could not be written', async () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    let full = true;
    const rig = startIntake(dataDir, {
      store: {
        ...store,
        append(events, shift) {
          const done = store.append(events, shift);
          if (full) throw new StoreError('disk-full', 'The disk is full.', true);
          return done;
        },
      },
    });
    const { generation } = await importDay(dataDir, 1, ITEM);
    await rig.pass();
    full = false;
    await rig.pass();
    expect(rig.store.latest('manifest-activated', 9)).toHaveLength(1);
    expect(rig.news()).toBe(1);
    expect(rig.stack.find('A')).toMatchObject({ generation });
  });

  it('takes only files, not what leads elsewhere', async () => {
    const dataDir = temporaryFolder();
    const rig = startIntake(dataDir);
    const { generation } = await importDay(dataDir, 1, ITEM);
    const elsewhere = join(temporaryFolder(), 'elsewhere.db');
    renameSync(generationPath(dataDir, generation), elsewhere);
    symlinkSync(elsewhere, generationPath(dataDir, generation));
    await rig.pass();
    expect([rig.news(), rig.stack.generation]).toEqual([0, null]);
  });

  it('shows no item of a file that is gone', async () => {
    const dataDir = temporaryFolder();
    const rig = startIntake(dataDir);
    const { generation } = await importDay(dataDir, 1, ITEM);
    await rig.pass();
    expect(rig.stack.find('A')?.generation).toBe(generation);
    rmSync(generationPath(dataDir, generation));
    await rig.pass();
    expect(rig.stack.find('A')).toBeNull();
  });
});

describe('generations in force', () => {
  it('are a stack: the newest version of each item counts, earlier ones stay', async () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    const first = await importDay(dataDir, 1, 'item_id,alt_ids,gross_g\nA,P1,1\nB,,2\n');
    const second = await importDay(dataDir, 2, 'item_id,alt_ids,gross_g\nA,P1,3\nC,,4\n');
    activated(store, first.generation);
    activated(store, second.generation);
    const stack = stackOf(dataDir, store);
    expect(stack.generation).toBe(second.generation);
    expect(stack.find('p 1')).toMatchObject({ generation: second.generation });
    expect(stack.find('B')).toMatchObject({ generation: first.generation });
    expect(stack.versions('A').map(({ item }) => item.gross_g)).toEqual(['3', '1']);
    expect(stack.versions('X')).toEqual([]);
  });

  it('say where each version stands: its file and the line of the first of its rows', async () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    const first = await importDay(dataDir, 1, 'item_id,description\nB,cup\nA,shirt\nA,socks\n');
    const second = await importDay(dataDir, 2, 'item_id,description\nA,shirt\n');
    activated(store, first.generation);
    activated(store, second.generation);
    const places = stackOf(dataDir, store)
      .versions('A')
      .map(({ source, firstSeenMs }) => ({ ...source, firstSeenMs }));
    const firstSeenMs = Date.UTC(2025, 0, 1);
    expect(places).toEqual([
      { file: 'day-2.csv', line: 2, firstSeenMs },
      { file: 'day-1.csv', line: 3, firstSeenMs },
    ]);
  });

  it.each([
    ['is the same item within 12 months', 365, ['2', '1'], 1],
    [
      'is another item after 12 months, which nothing of the first one is shown for',
      366,
      ['2'],
      366,
    ],
  ])('an id that comes again %s', async (_, day, masses, firstSeenDay) => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    for (const [at, mass] of [
      [1, 1],
      [day, 2],
    ] as const) {
      const { generation } = await importDay(dataDir, at, `item_id,gross_g\nA,${mass}\n`);
      activated(store, generation);
    }
    const versions = stackOf(dataDir, store).versions('A');
    expect(versions.map(({ item }) => item.gross_g)).toEqual(masses);
    expect(versions[0]?.firstSeenMs).toBe(Date.UTC(2025, 0, firstSeenDay));
  });

  it('give the newest version also for an id that only an earlier version has', async () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    const first = await importDay(dataDir, 1, 'item_id,alt_ids,gross_g\nA,P1,1\n');
    const second = await importDay(dataDir, 2, 'item_id,gross_g\nA,3\n');
    activated(store, first.generation);
    activated(store, second.generation);
    const stack = stackOf(dataDir, store);
    expect(stack.find('P1')).toMatchObject({
      generation: second.generation,
      item: { gross_g: '3' },
    });
    expect(stack.versions('P1').map(({ item }) => item.gross_g)).toEqual(['3', '1']);
  });

  it('are those of the records whose files are still there', async () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    const generations: string[] = [];
    for (const day of [1, 2, 3]) {
      const { generation } = await importDay(dataDir, day, `item_id\nITEM${day}\n`);
      activated(store, generation);
      generations.push(generation);
    }
    rmSync(generationPath(dataDir, generations[0] ?? ''));
    writeFileSync(generationPath(dataDir, generations[1] ?? ''), 'no database');
    const opened = openManifestStack(dataDir, store.manifestGenerations());
    if (!opened.ok) throw new Error(opened.error.message);
    onEnd(() => opened.value.stack.close());
    expect(opened.value.unreadable).toEqual([generations[1]]);
    expect([1, 2, 3].map((day) => opened.value.stack.find(`ITEM${day}`) !== null)).toEqual([
      false,
      false,
      true,
    ]);
    rmSync(generationPath(dataDir, generations[2] ?? ''));
    expect(openManifestStack(dataDir, store.manifestGenerations())).toMatchObject({
      ok: false,
      error: { code: 'manifest-missing' },
    });
  });

  it('go when their time is over, but never the newest', async () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    const names: string[] = [];
    for (const day of [1, 2]) {
      const { generation } = await importDay(dataDir, day, `item_id\nITEM${day}\n`);
      activated(store, generation);
      names.push(`${generation}.db`);
    }
    // Both were activated on the 31st by the clock of the records.
    const files = () => readdirSync(join(dataDir, 'manifest')).sort();
    startIntake(dataDir, { store, day: 31 + 29, retentionDays: 30 });
    expect(files()).toEqual(names);
    startIntake(dataDir, { store, day: 31 + 400, retentionDays: null });
    expect(files()).toEqual(names);
    const rig = startIntake(dataDir, { store, day: 31 + 400, retentionDays: 30 });
    expect(files()).toEqual(names.slice(1));
    expect([rig.stack.find('ITEM1'), rig.stack.find('ITEM2')?.item.item_id]).toEqual([
      null,
      'ITEM2',
    ]);
  });

  it('are so many at most; a further import is refused and all stay', async () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    const { generation } = await importDay(dataDir, 1, ITEM);
    activated(store, generation);
    for (let number = 1; number < MOST_IN_FORCE; number += 1) {
      const name = `20250102T000000000Z-${String(number).padStart(8, '0')}`;
      copyFileSync(generationPath(dataDir, generation), generationPath(dataDir, name));
      const body = { generation: name, file: 'm.csv', items: 1 };
      store.append([{ kind: 'manifest-activated', session: null, actor: 'station', body }], null);
    }
    await expect(importDay(dataDir, 3, ITEM)).rejects.toThrow(`no more than ${MOST_IN_FORCE}`);
    expect(readdirSync(join(dataDir, 'manifest'))).toHaveLength(MOST_IN_FORCE);
  });
});
