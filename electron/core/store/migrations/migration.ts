import type { Sqlite } from '../sqlite.ts';

/** One step of the database's shape. A released migration is never edited; a new one is added. */
export interface Migration {
  /** `user_version` after this step: the number of the file's name, ever growing. */
  readonly version: number;
  /** Whether projections are to be folded again from the events afterwards. */
  readonly rebuild?: true;
  /** Runs inside a transaction of its own. */
  up(db: Sqlite): void;
}
