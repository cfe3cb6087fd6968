import { randomBytes } from 'node:crypto';
import { createCredentialTable } from './credential-table.ts';
import type { CredentialTable } from './credential-table.ts';
import { makeDurable, openPrivate } from './sqlite.ts';
import type { SqliteAddon } from './sqlite.ts';

/** AES-256. */
const KEY_BYTES = 32;

/** Keys of sealed values, one per session, kept apart from the records so that they can go alone. */
export interface KeyStore {
  /** The key with this id; a new one is on the disk before this returns. */
  obtain(id: string): Buffer;
  /** The key, or null when it was destroyed. */
  find(id: string): Buffer | null;
  /** Whether there is a key with this id. */
  has(id: string): boolean;
  /** All ids, one after the other. */
  ids(): IterableIterator<string>;
  /**
   * Destroys keys for good: their bytes are in no page and no log of the file when this returns,
   * unless somebody is reading the file; then `scrub` says so, and is to be tried again.
   * @returns how many there were
   */
  destroy(ids: readonly string[]): number;
  /** Removes what is left of destroyed keys. @returns whether nothing is left in file and log */
  scrub(): boolean;
  /** PIN verifiers; kept here because, like keys, they must never be in the chain. */
  readonly credentials: CredentialTable;
  close(): void;
}

export function openKeyStore(file: string, addon: SqliteAddon): KeyStore {
  const db = openPrivate(file, addon);
  try {
    makeDurable(db);
    // A deleted key shall not stay readable in free pages.
    db.pragma('secure_delete = ON');
    // VACUUM builds the file anew in a temporary database: not on a disk.
    db.pragma('temp_store = MEMORY');
    db.exec('CREATE TABLE IF NOT EXISTS keys (id TEXT PRIMARY KEY, key BLOB NOT NULL) STRICT');
    const find = db.prepare<[string], Buffer>('SELECT key FROM keys WHERE id = ?').pluck();
    const insert = db.prepare<[string, Buffer]>('INSERT INTO keys VALUES (?, ?)');
    const destroy = db.prepare<[string]>('DELETE FROM keys WHERE id = ?');
    const idsAfter = db
      .prepare<[string], string>('SELECT id FROM keys WHERE id > ? ORDER BY id LIMIT 1000')
      .pluck();
    const scrub = (): boolean => {
      // A key that moved to another page when its own was split leaves its bytes behind; secure_delete
      // only overwrites where it was last. So the file is built anew, and its log emptied.
      db.exec('VACUUM');
      const [done] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
      return done?.busy === 0;
    };
    return {
      credentials: createCredentialTable(db),
      destroy(ids) {
        const deleteAll = db.transaction(() =>
          ids.reduce((count, id) => count + destroy.run(id).changes, 0),
        );
        const destroyed = deleteAll.immediate();
        if (destroyed > 0) scrub();
        return destroyed;
      },
      scrub,
      has: (id) => find.get(id) !== undefined,
      *ids() {
        for (let page = idsAfter.all(''); page.length > 0; page = idsAfter.all(page.at(-1) ?? '')) {
          yield* page;
        }
      },
      obtain(id) {
        const known = find.get(id);
        if (known !== undefined) return known;
        const key = randomBytes(KEY_BYTES);
        insert.run(id, key);
        return key;
      },
      find: (id) => find.get(id) ?? null,
      close: () => void db.close(),
    };
  } catch (error) {
    db.close();
    throw error;
  }
}
