import { closeSync, fdatasyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { journalLine } from '../../../shared/records/chain.ts';
import type { ChainedEvent } from '../../../shared/records/chain.ts';
import { syncFolder } from './durable-files.ts';
import { nextJournalPath } from './journal-files.ts';
import type { JournalFile } from './journal-files.ts';

/** A file is left for the next one when it has grown to this. */
export const JOURNAL_FILE_BYTES = 16 * 1024 * 1024;

/** The writing end of the journal. */
export interface Journal {
  /**
   * Appends events, one line each, with one fdatasync; they are on the disk when this returns.
   *
   * @throws the system's error; then no part of them counts, and they may be appended again
   */
  append(events: readonly ChainedEvent[]): void;
  close(): void;
}

/**
 * Opens the journal for appending.
 *
 * @param last the newest file with the length up to which it is good; what follows is cut off
 */
export function openJournal(
  folder: string,
  last: JournalFile | null,
  fileBytes = JOURNAL_FILE_BYTES,
): Journal {
  let path = last?.path ?? null;
  let handle = last === null ? null : openSync(last.path, 'r+');
  let good = last?.size ?? 0;
  let torn = true;

  const rotate = (): number => {
    const next = nextJournalPath(folder, path);
    const created = openSync(next, 'w', 0o600);
    syncFolder(folder);
    if (handle !== null) closeSync(handle);
    [path, handle, good, torn] = [next, created, 0, false];
    return created;
  };

  return {
    append(events) {
      const target = handle === null || good >= fileBytes ? rotate() : handle;
      if (torn) ftruncateSync(target, good);
      torn = true;
      const bytes = Buffer.from(events.map((event) => `${journalLine(event)}\n`).join(''));
      writeAll(target, bytes, good);
      fdatasyncSync(target);
      good += bytes.length;
      torn = false;
    },
    close() {
      if (handle !== null) closeSync(handle);
    },
  };
}

function writeAll(handle: number, bytes: Buffer, position: number): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(handle, bytes, done, bytes.length - done, position + done);
  }
}
