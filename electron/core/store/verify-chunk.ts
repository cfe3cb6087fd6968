import type { ChainedEvent } from '../../../shared/records/chain.ts';
import { CHECKPOINT } from '../../../shared/records/checkpoint.ts';
import { checkpointFault, placeFault } from './checkpoint.ts';
import { createJournalCursor } from './journal-cursor.ts';
import type { Place } from './journal-cursor.ts';
import type { JournalFile } from './journal-files.ts';
import type { Sqlite } from './sqlite.ts';
import { createPageReader } from './verify-page.ts';
import { RULED } from './verify-rules.ts';

/** Rows of a page. */
export const PAGE = 500;

/**
 * A part of the records that was found good by itself, in database and journal: it follows the record
 * before it as that one is stored, its checkpoints are signed. It counts once it joins what is before.
 */
export interface GoodChunk {
  readonly from: number;
  readonly to: number;
  /** Stored hash, station and epoch of the record before. */
  readonly prev: string;
  readonly station: string;
  readonly epoch: number;
  /** Hash of the last record. */
  readonly hash: string;
  /** Its lines in the journal. */
  readonly begin: Place;
  readonly end: Place;
  /** Rows that concern the rules of the chain. */
  readonly ruled: readonly ChainedEvent[];
}

export interface ChunkReader {
  /** Records `from` to `to`, of which `from` is not the first; null when they are not plainly good. */
  read(from: number, to: number): GoodChunk | null;
  close(): void;
}

/**
 * Whether the checkpoints of a chunk hold. A station's last signature covers every record before it,
 * its earlier checkpoints among them; only where another station follows each is looked at.
 */
function isSigned(ruled: readonly ChainedEvent[]): boolean {
  const checkpoints = ruled.filter(({ header }) => header.kind === CHECKPOINT);
  const oneStation = !ruled.some(({ header }) => header.kind === 'restored');
  const signed = oneStation ? checkpoints.slice(-1) : checkpoints;
  return (
    checkpoints.every((event) => placeFault(event) === null) &&
    signed.every((event) => checkpointFault(event) === null)
  );
}

/** @param anchor record whose hash is to be compared, or null */
export function createChunkReader(
  db: Sqlite,
  files: readonly JournalFile[],
  anchor: number | null,
): ChunkReader {
  let [nowStation, nowEpoch] = ['', 0];
  const pages = createPageReader(db, (kind, station, epoch, seq) => {
    const changed = station !== nowStation || epoch !== nowEpoch;
    [nowStation, nowEpoch] = [station, epoch];
    return changed || RULED.has(kind) || seq === anchor;
  });
  const before = db
    .prepare<[number], [unknown, unknown, unknown]>(
      'SELECT hash, station, epoch FROM events NOT INDEXED WHERE seq = ?',
    )
    .raw();
  const journal = createJournalCursor(files);

  return {
    read(from, to) {
      const [stored, station, epoch] = before.get(from - 1) ?? [];
      if (!(stored instanceof Uint8Array) || typeof station !== 'string') return null;
      if (typeof epoch !== 'number' || !journal.seek(from)) return null;
      const prev = Buffer.from(stored).toString('hex');
      const begin = journal.place();
      [nowStation, nowEpoch] = [station, epoch];
      const ruled: ChainedEvent[] = [];
      let hash = prev;
      for (let at = from; at <= to; at += PAGE) {
        const page = pages.read(at, Math.min(to, at + PAGE - 1), hash);
        if (page === null || !journal.take(page.lines)) return null;
        hash = page.hash;
        ruled.push(...page.ruled);
      }
      if (!isSigned(ruled)) return null;
      return { from, to, prev, station, epoch, hash, begin, end: journal.place(), ruled };
    },
    close: () => journal.close(),
  };
}
