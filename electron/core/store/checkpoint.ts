import type { ChainedEvent } from '../../../shared/records/chain.ts';
import {
  CHECKPOINT,
  CHECKPOINT_EVERY,
  checkpointOf,
  statementText,
} from '../../../shared/records/checkpoint.ts';
import type { Checkpoint } from '../../../shared/records/checkpoint.ts';
import type { NewEvent } from '../../../shared/records/event.ts';
import type { Head } from './event-table.ts';
import { signText, signatureFault } from './station-key.ts';
import type { StationKey } from './station-key.ts';

/** Events right after which a checkpoint is made, however few have passed since the last. */
const AT_ONCE: ReadonlySet<string> = new Set(['shift-closed', 'records-cut', 'records-lost']);

/** Whether a checkpoint has to follow an event. @param since seq of the last checkpoint, or 0 */
export function checkpointDue(event: ChainedEvent['header'], since: number): boolean {
  return AT_ONCE.has(event.kind) || event.seq - since >= CHECKPOINT_EVERY;
}

/** The event that signs the head of the chain. */
export function checkpointEvent(key: StationKey, { seq, hash, epoch }: Head): NewEvent {
  const { station, publicKey } = key;
  const signature = signText(key, statementText({ station, epoch, seq, hash }));
  const body = { seq, hash, key: publicKey, signature };
  return { kind: CHECKPOINT, session: null, actor: 'station', body };
}

/** Why an event of kind `checkpoint` is not a signed statement about the event before it, or null. */
export function checkpointFault(event: ChainedEvent): string | null {
  const checkpoint = checkpointOf(event);
  return placeFault(event) ?? (checkpoint === null ? null : statementFault(checkpoint));
}

/** Why it is not a statement about the event before it, whether signed or not; null when it is. */
export function placeFault(event: ChainedEvent): string | null {
  const checkpoint = checkpointOf(event);
  if (checkpoint === null) return 'the checkpoint is not complete';
  const fits = checkpoint.seq === event.header.seq - 1 && checkpoint.hash === event.prev;
  return fits ? null : 'the checkpoint is about another record than the one before it';
}

/** Why a statement was not signed by the station that it names, or null. */
export function statementFault(checkpoint: Checkpoint): string | null {
  const { station, key, signature } = checkpoint;
  const fault = signatureFault(station, key, statementText(checkpoint), signature);
  return fault === null ? null : `the checkpoint does not hold: ${fault}`;
}
