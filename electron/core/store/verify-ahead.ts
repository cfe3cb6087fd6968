import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { JournalFile } from './journal-files.ts';
import type { Sqlite, SqliteAddon } from './sqlite.ts';
import { failureCode } from './store-error.ts';
import { createChunkReader } from './verify-chunk.ts';
import type { ChunkReader, GoodChunk } from './verify-chunk.ts';

/** Below this a thread takes longer to start than it saves. */
const WORTHWHILE = 40_000;
/** Records that are handed out at a time. */
const CHUNK = 2_000;
/** More threads than this wait for the disk. */
const MOST_HELPERS = 3;
const HELPER = fileURLToPath(new URL('./verify-helper.ts', import.meta.url));

/** What the threads share: how many chunks were handed out, and how many threads are at work. */
const HANDED_OUT = 0;
const BUSY = 1;

/** What a helper is started with. */
export interface HelperData {
  readonly database: string;
  readonly addon: SqliteAddon;
  readonly files: readonly JournalFile[];
  readonly last: number;
  readonly anchor: number | null;
  readonly shared: Int32Array;
  readonly port: MessagePort;
}

/**
 * Looks at a long chain in chunks, with the other cores of the machine. Chunks that are not plainly
 * good are left out: whoever follows the chain looks at them record by record.
 *
 * @param worthwhile records from which on threads are started
 * @returns chunks by their first record; none for a chain that is short
 */
export function readAhead(
  db: Sqlite,
  addon: SqliteAddon,
  files: readonly JournalFile[],
  last: number,
  anchor: number | null,
  worthwhile = WORTHWHILE,
): ReadonlyMap<number, GoodChunk> {
  const helpers = Math.min(availableParallelism() - 1, MOST_HELPERS);
  const found = new Map<number, GoodChunk>();
  if (last < worthwhile || helpers < 1 || !existsSync(HELPER)) return found;
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const keep = (chunk: GoodChunk): unknown => found.set(chunk.from, chunk);
  const work = { database: db.name, addon, files, last, anchor, shared };
  const started = Array.from({ length: helpers }, () => startHelper(work));
  const reader = createChunkReader(db, files, anchor);
  readChunks(shared, last, () => reader, keep);
  reader.close();
  // One that has not begun by now finds nothing left to do.
  for (let busy = Atomics.load(shared, BUSY); busy > 0; busy = Atomics.load(shared, BUSY)) {
    Atomics.wait(shared, BUSY, busy, 100);
  }
  for (const port of started) {
    let received = receiveMessageOnPort(port);
    for (; received !== undefined; received = receiveMessageOnPort(port)) {
      keep(received.message as GoodChunk);
    }
    port.close();
  }
  return found;
}

function startHelper(work: Omit<HelperData, 'port'>): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const workerData: HelperData = { ...work, port: port2 };
  const helper = new Worker(HELPER, { workerData, transferList: [port2] });
  // It only saves time: without it, this thread does all.
  helper.on('error', () => {});
  helper.unref();
  return port1;
}

/** Takes chunks from those that nobody has taken, as long as there are any. */
export function readChunks(
  shared: Int32Array,
  last: number,
  open: () => ChunkReader,
  found: (chunk: GoodChunk) => void,
): void {
  for (;;) {
    // The first record has nothing before it: the chunks begin after it.
    const from = 2 + Atomics.add(shared, HANDED_OUT, 1) * CHUNK;
    if (from > last) return;
    const chunk = readable(() => open().read(from, Math.min(last, from + CHUNK - 1)));
    if (chunk !== null) found(chunk);
  }
}

/** Runs a helper's work; while it lasts, the database must stay where it is. */
export function whileBusy(shared: Int32Array, work: () => void): void {
  Atomics.add(shared, BUSY, 1);
  try {
    work();
  } finally {
    Atomics.sub(shared, BUSY, 1);
    Atomics.notify(shared, BUSY);
  }
}

/** Null where SQLite cannot read. */
export function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!/^SQLITE_/.test(failureCode(error) ?? '')) throw error;
    return null;
  }
}
