import { workerData } from 'node:worker_threads';
import { openForReading } from './sqlite.ts';
import { readChunks, whileBusy } from './verify-ahead.ts';
import type { HelperData } from './verify-ahead.ts';
import { createChunkReader } from './verify-chunk.ts';
import type { ChunkReader } from './verify-chunk.ts';

/** A thread that helps to verify: takes chunks of the records and says which are good. */
const { database, addon, files, last, anchor, shared, port } = workerData as HelperData;

whileBusy(shared, () => {
  const held: (() => void)[] = [];
  let reader: ChunkReader | null = null;
  // Not before there is a chunk to read: the database may be gone already.
  const open = (): ChunkReader => {
    if (reader !== null) return reader;
    const db = openForReading(database, addon);
    held.push(() => db.close());
    reader = createChunkReader(db, files, anchor);
    held.push(reader.close);
    return reader;
  };
  try {
    readChunks(shared, last, open, (chunk) => port.postMessage(chunk));
  } finally {
    for (const close of held.reverse()) close();
  }
});
