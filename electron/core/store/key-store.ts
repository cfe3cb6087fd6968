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
  /**
   * Destroys keys for good: their bytes are in no page and no log of the file when this returns.
   * @returns how many there were
   */
  destroy(ids: readonly string[]): number;
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
    db.exec('CREATE TABLE IF NOT EXISTS keys (id TEXT PRIMARY KEY, key BLOB NOT NULL) STRICT');
    const find = db.prepare<[string], Buffer>('SELECT key FROM keys WHERE id = ?').pluck();
    const insert = db.prepare<[string, Buffer]>('INSERT INTO keys VALUES (?, ?)');
    const destroy = db.prepare<[string]>('DELETE FROM keys WHERE id = ?');
    return {
      credentials: createCredentialTable(db),
      destroy(ids) {
        const deleteAll = db.transaction(() =>
          ids.reduce((count, id) => count + destroy.run(id).changes, 0),
        );
        const destroyed = deleteAll.immediate();
        db.pragma('wal_checkpoint(TRUNCATE)');
        return destroyed;
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
