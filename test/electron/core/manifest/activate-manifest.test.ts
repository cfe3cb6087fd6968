import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { activateManifest } from '../../../../electron/core/manifest/activate-manifest.ts';
import { openManifestIndex } from '../../../../electron/core/manifest/find.ts';
import { openPrivate } from '../../../../electron/core/store/sqlite.ts';
import { openOk, temporaryFolder, verified } from '../store/support.ts';
import { activated, importDay, makeOutdated } from './support.ts';

describe('activateManifest', () => {
  it('puts a generation in use by an event', async () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    const { generation } = await importDay(dataDir, 1, 'item_id\nITEM1\n');
    expect(store.activeManifest()).toBeNull();
    activated(store, generation);
    expect(store.latest('manifest-activated', 1)[0]?.body).toMatchObject({
      generation,
      file: 'day-1.csv',
      items: 1,
      rejected: 0,
    });
    expect(store.activeManifest()).toEqual({ generation, file: 'day-1.csv', items: 1 });
    store.close();
    expect(openOk(dataDir).activeManifest()?.generation).toBe(generation);
    expect(verified(dataDir)).toMatchObject({ ok: true, events: 2 });
  });

  it('names who imported it, by the record and not by what the file claims', async () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    const body = { file: 'day-1.csv' };
    const started = { kind: 'manifest-import-started', session: null, actor: 'B-3001', body };
    const other = { kind: 'something-else', session: null, actor: 'B-1042', body: {} };
    const [by, not] = store.append([started, other], null);
    const imports = [by?.seq, not?.seq, 999];
    for (const [at, seq] of imports.entries()) {
      activated(store, (await importDay(dataDir, at + 1, 'item_id\nITEM1\n', seq)).generation);
    }
    const actors = store.latest('manifest-activated', 9).map(({ actor }) => actor);
    expect(actors).toEqual(['B-3001', 'station', 'station']);
  });

  it('refuses one that was activated before', async () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    const { generation } = await importDay(dataDir, 1, 'item_id\nITEM1\n');
    activated(store, generation);
    expect(activateManifest(store, generation, 'station', null)).toMatchObject({
      ok: false,
      error: { code: 'manifest-activated-already' },
    });
    expect(store.latest('manifest-activated', 9)).toHaveLength(1);
  });

  it('refuses one that was made without records, or for another folder', async () => {
    const dataDir = temporaryFolder();
    const { generation } = await importDay(dataDir, 1, 'item_id\nITEM1\n');
    expect(activateManifest(openOk(dataDir), generation, 'station', null)).toMatchObject({
      ok: false,
      error: { code: 'manifest-foreign' },
    });
  });
});

describe('openManifestIndex', () => {
  it('says that a generation is gone, or is no manifest', async () => {
    const dataDir = temporaryFolder();
    const { generation } = await importDay(dataDir, 1, 'item_id\nITEM1\n');
    expect(openManifestIndex(dataDir, generation.replace('2025', '2024'))).toMatchObject({
      ok: false,
      error: { code: 'manifest-missing' },
    });
    writeFileSync(join(dataDir, 'manifest', `${generation}.db`), 'x'.repeat(5_000));
    expect(openManifestIndex(dataDir, generation)).toMatchObject({
      ok: false,
      error: { code: 'manifest-missing' },
    });
  });

  it('says that a generation was written by an earlier version', async () => {
    const dataDir = temporaryFolder();
    const outdated = {
      ok: false,
      error: {
        code: 'manifest-outdated',
        message: expect.stringContaining('by an earlier version of this program; import it again'),
      },
    };
    const { generation } = await importDay(dataDir, 1, 'item_id\nITEM1\n');
    const db = openPrivate(join(dataDir, 'manifest', `${generation}.db`), null);
    db.exec('UPDATE about SET format = 0');
    db.close();
    expect(openManifestIndex(dataDir, generation)).toMatchObject(outdated);
    makeOutdated(dataDir, generation);
    expect(openManifestIndex(dataDir, generation)).toMatchObject(outdated);
  });

  it('does not ask a view, which may never end', async () => {
    const dataDir = temporaryFolder();
    const { generation } = await importDay(dataDir, 1, 'item_id\nITEM1\n');
    const db = openPrivate(join(dataDir, 'manifest', `${generation}.db`), null);
    // With an end here, so that a station that asks it fails this test instead of hanging.
    db.exec(`ALTER TABLE about RENAME TO real; CREATE VIEW about AS
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9)
      SELECT real.* FROM real WHERE (SELECT count(*) FROM n) = 9`);
    db.close();
    expect(openManifestIndex(dataDir, generation)).toMatchObject({
      ok: false,
      error: { code: 'manifest-missing' },
    });
  });

  it('never leaves its folder', () => {
    expect(() => openManifestIndex(temporaryFolder(), '../station')).toThrow('not a manifest');
  });
});
