import { canonicalJson } from './canonical.ts';
import type { ChainedEvent } from './chain.ts';

/** Kind of the event that holds a checkpoint. */
export const CHECKPOINT = 'checkpoint';

/**
 * Events after which a checkpoint follows: what was written before the last checkpoint cannot be
 * changed or cut off unseen, so that this is the most that can.
 */
export const CHECKPOINT_EVERY = 100;

const FORMAT = 'screening-station-checkpoint-1';

/** What a station states about its records: number `seq` had this hash, and with it all before. */
export interface CheckpointStatement {
  /** Fingerprint of the key that signs, 32 hex digits. */
  readonly station: string;
  readonly epoch: number;
  readonly seq: number;
  readonly hash: string;
}

/** A statement that is signed. */
export interface Checkpoint extends CheckpointStatement {
  /** Raw Ed25519 public key, base64url. */
  readonly key: string;
  /** Ed25519 over the UTF-8 bytes of `statementText`, base64url. */
  readonly signature: string;
}

/** The text that is signed. */
export function statementText({ station, epoch, seq, hash }: CheckpointStatement): string {
  return canonicalJson({ format: FORMAT, station, epoch, seq, hash });
}

/** The checkpoint's line in checkpoints.jsonl without the line feed; each checkpoint has one. */
export function checkpointLine({ station, epoch, seq, hash, key, signature }: Checkpoint): string {
  return canonicalJson({ format: FORMAT, station, epoch, seq, hash, key, signature });
}

/** Reads a line of checkpoints.jsonl; null when it is not one. The signature is not checked here. */
export function parseCheckpointLine(line: string): Checkpoint | null {
  const parsed = parseObject(line);
  const { station, epoch } = parsed;
  if (parsed['format'] !== FORMAT || typeof station !== 'string') return null;
  const checkpoint = isCount(epoch) ? withPlace(parsed, station, epoch) : null;
  // Canonical, and nothing else in it.
  return checkpoint !== null && checkpointLine(checkpoint) === line ? checkpoint : null;
}

/** The checkpoint that an event of kind `checkpoint` holds, or null when its body has none. */
export function checkpointOf({ header, bodyText }: ChainedEvent): Checkpoint | null {
  return withPlace(parseObject(bodyText), header.station, header.epoch);
}

function withPlace(
  { seq, hash, key, signature }: Parsed,
  station: string,
  epoch: number,
): Checkpoint | null {
  if (!isCount(seq) || typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) return null;
  if (typeof key !== 'string' || typeof signature !== 'string') return null;
  return { station, epoch, seq, hash, key, signature };
}

// By hand: a worker that verifies starts faster without a schema library.
interface Parsed {
  readonly [name: string]: unknown;
}

function parseObject(text: string): Parsed {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
