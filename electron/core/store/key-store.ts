import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { createCredentialTable } from './credential-table.ts';
import type { CredentialTable } from './credential-table.ts';
import { makeDurable, openPrivate } from './sqlite.ts';
import type { SqliteAddon } from './sqlite.ts';
import { failureCode, toKeysError } from './store-error.ts';

/** AES-256. */
const KEY_BYTES = 32;

const RECORDS_SAFE = 'All records are safe.';
const NOTHING_RECORDED = 'This entry was not recorded; all earlier records are safe.';

/**
 * Keys of sealed values, one per session, kept apart from the records so that they can go alone.
 * Each use may throw a StoreError: `keys-corrupt` when the file is damaged, or what a disk can do.
 */
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
   * unless somebody is reading the file or the disk is full; then `scrub` says so, and is to be tried
   * again. Nothing is destroyed when this throws.
   * @returns how many there were
   */
  destroy(ids: readonly string[]): number;
  /** Removes what is left of destroyed keys, if anything. @returns whether nothing is left in file and log */
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
    // An earlier process may have ended before its destroyed keys were scrubbed.
    let scrubbed = false;
    const scrub = (): boolean => {
      if (scrubbed) return true;
      // A key that moved to another page when its own was split leaves its bytes behind; secure_delete
      // only overwrites where it was last. So the file is built anew, and its log emptied.
      db.exec('VACUUM');
      const [done] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
      return (scrubbed = done?.busy === 0);
    };
    const explain = <T>(use: () => T, safe = RECORDS_SAFE): T => {
      try {
        return use();
      } catch (error) {
        throw toKeysError(error, dirname(file), safe) ?? error;
      }
    };
    return {
      credentials: createCredentialTable(db),
      destroy(ids) {
        const deleteAll = db.transaction(() =>
          ids.reduce((count, id) => count + destroy.run(id).changes, 0),
        );
        const destroyed = explain(() => deleteAll.immediate());
        if (destroyed === 0) return 0;
        scrubbed = false;
        try {
          scrub();
        } catch (error) {
          // They are destroyed all the same; `scrub` throws this again.
          if (failureCode(error) === null) throw error;
        }
        return destroyed;
      },
      scrub: () => explain(scrub),
      has: (id) => explain(() => find.get(id) !== undefined),
      *ids() {
        const after = (id: string): string[] => explain(() => idsAfter.all(id));
        for (let page = after(''); page.length > 0; page = after(page.at(-1) ?? '')) yield* page;
      },
      obtain(id) {
        return explain(() => {
          const known = find.get(id);
          if (known !== undefined) return known;
          const key = randomBytes(KEY_BYTES);
          insert.run(id, key);
          return key;
        }, NOTHING_RECORDED);
      },
      find: (id) => explain(() => find.get(id) ?? null),
      close: () => void db.close(),
    };
  } catch (error) {
    db.close();
    throw error;
  }
}
