import { dirname } from 'node:path';
import type { Sqlite } from './sqlite.ts';
import { toKeysError } from './store-error.ts';

/** What proves a PIN, with the failures since it was last given right. */
export interface Credential {
  readonly badge: string;
  /** scrypt parameters as `N,r,p`, so that they can be raised for new PINs (RFC 7914). */
  readonly cost: string;
  readonly salt: Buffer;
  readonly hash: Buffer;
  readonly failures: number;
  /** Sign-in is refused until then, UTC in ms. */
  readonly lockedUntilMs: number;
}

export interface CredentialTable {
  /** @throws StoreError `keys-corrupt` or what else a disk can do, as do the others */
  find(badge: string): Credential | null;
  /**
   * Adds or replaces. On the disk when this returns.
   * @throws StoreError when it could not be written; then the one before still holds
   */
  save(credential: Credential): void;
  all(): Credential[];
}

const NOTHING_CHANGED = 'PINs are as they were; all records are safe.';

/** Table `credentials` of keys.db; created when it is not there. */
export function createCredentialTable(db: Sqlite): CredentialTable {
  db.exec(`CREATE TABLE IF NOT EXISTS credentials (
    badge TEXT PRIMARY KEY, cost TEXT NOT NULL, salt BLOB NOT NULL, hash BLOB NOT NULL,
    failures INTEGER NOT NULL, lockedUntilMs INTEGER NOT NULL) STRICT`);
  const find = db.prepare<[string], Credential>('SELECT * FROM credentials WHERE badge = ?');
  const all = db.prepare<[], Credential>('SELECT * FROM credentials ORDER BY badge');
  const save = db.prepare<[Credential]>(
    `INSERT OR REPLACE INTO credentials
     VALUES (@badge, @cost, @salt, @hash, @failures, @lockedUntilMs)`,
  );
  const explain = <T>(use: () => T): T => {
    try {
      return use();
    } catch (error) {
      throw toKeysError(error, dirname(db.name), NOTHING_CHANGED) ?? error;
    }
  };
  return {
    find: (badge) => explain(() => find.get(badge) ?? null),
    all: () => explain(() => all.all()),
    save: (credential) => explain(() => void save.run(credential)),
  };
}
