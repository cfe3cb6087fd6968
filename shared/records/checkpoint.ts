import { z } from 'zod';
import { canonicalJson } from './canonical.ts';
import { hex32 } from './chain.ts';
import type { ChainedEvent } from './chain.ts';
import type { Json } from './event.ts';

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

const bodySchema = z.object({
  seq: z.int().positive(),
  hash: hex32,
  key: z.string(),
  signature: z.string(),
});
const lineSchema = z.strictObject({
  format: z.literal(FORMAT),
  ...bodySchema.shape,
  station: z.string(),
  epoch: z.int().positive(),
});

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
  try {
    const { format: _, ...checkpoint } = lineSchema.parse(JSON.parse(line) as Json);
    return checkpointLine(checkpoint) === line ? checkpoint : null;
  } catch {
    return null;
  }
}

/** The checkpoint that an event of kind `checkpoint` holds, or null when its body has none. */
export function checkpointOf({ header, bodyText }: ChainedEvent): Checkpoint | null {
  try {
    const { station, epoch } = header;
    return { station, epoch, ...bodySchema.parse(JSON.parse(bodyText) as Json) };
  } catch {
    return null;
  }
}
