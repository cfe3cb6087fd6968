import { readFileSync } from 'node:fs';

/** What the shim logs; the same order as `enum operation` in power-loss.c, which counts from 1. */
const OPERATIONS = [
  'create',
  'mkdir',
  'unlink',
  'rmdir',
  'rename',
  'link',
  'write',
  'truncate',
  'sync',
  'sync-folder',
  'acknowledge',
  'not-modelled',
] as const;

/** One change, flush or acknowledgement, in the order in which they took effect. */
export interface LogEntry {
  readonly operation: (typeof OPERATIONS)[number];
  /** Absolute; empty where the inode says it. */
  readonly path: string;
  readonly inode: bigint;
  /** Position of a write; new length of a truncated file. */
  readonly offset: number;
  /** Bytes of a write or an acknowledgement; the new path of a renamed file. */
  readonly data: Buffer;
}

/** `struct head` of power-loss.c. */
const HEAD_BYTES = 32;

/**
 * Reads the shim's log.
 * @throws Error when it is cut off, or holds a change that the reconstruction does not know
 */
export function readChangeLog(file: string): LogEntry[] {
  const bytes = readFileSync(file);
  const entries: LogEntry[] = [];
  for (let at = 0; at < bytes.length;) {
    const operation = OPERATIONS[bytes.readUInt32LE(at) - 1];
    const dataAt = at + HEAD_BYTES + bytes.readUInt32LE(at + 4);
    const end = dataAt + Number(bytes.readBigUInt64LE(at + 24));
    if (operation === undefined || end > bytes.length) throw new Error('the log is damaged');
    const path = bytes.toString('utf8', at + HEAD_BYTES, dataAt);
    if (operation === 'not-modelled') throw new Error(`${path} is not modelled`);
    entries.push({
      operation,
      path,
      inode: bytes.readBigUInt64LE(at + 8),
      offset: Number(bytes.readBigUInt64LE(at + 16)),
      data: bytes.subarray(dataAt, end),
    });
    at = end;
  }
  return entries;
}
