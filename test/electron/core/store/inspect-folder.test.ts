import Database from 'better-sqlite3';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectFolder } from '../../../../electron/core/store/inspect-folder.ts';
import { MIGRATIONS, migrate } from '../../../../electron/core/store/migrations/index.ts';
import { openOk, temporaryFolder } from './support.ts';

/** Without the contents, which are rebuilt in the newest shape only. */
const SHAPES = MIGRATIONS.map(({ version, up }) => ({ version, up }));
const NEW_FOLDER = { mode: null, station: null, generations: [] };

describe('a look at a data folder', () => {
  it('sees a new one where no database is', () => {
    expect(inspectFolder(temporaryFolder())).toEqual(NEW_FOLDER);
  });

  it('sees a new one while another program has just created the file', () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, 'station.db'), '');
    expect(inspectFolder(dataDir)).toEqual(NEW_FOLDER);
  });

  it.each(SHAPES.map(({ version }, at) => [version, at + 1] as const))(
    'reads a database of version %i, which a newer program is to migrate yet',
    (_, steps) => {
      const dataDir = temporaryFolder();
      const db = new Database(join(dataDir, 'station.db'));
      migrate(db, SHAPES.slice(0, steps));
      expect(inspectFolder(dataDir)).toEqual(NEW_FOLDER);
      db.exec(`INSERT INTO manifest_generations VALUES ('older', 3, 'a.csv', 1, 0);
               INSERT INTO manifest_generations VALUES ('newer', 4, 'b.csv', 1, 1)`);
      db.close();
      expect(inspectFolder(dataDir).generations).toEqual(['newer', 'older']);
    },
  );

  it('reads mode and station of one that is in use', () => {
    const dataDir = temporaryFolder();
    const { station } = openOk(dataDir, { mode: 'training' });
    expect(inspectFolder(dataDir)).toEqual({ mode: 'training', station, generations: [] });
  });
});
