import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../../shared/records/canonical.ts';
import type { ChainedEvent } from '../../../shared/records/chain.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Mode } from '../../../shared/words.ts';
import { chainEvent } from './chain-hash.ts';
import { writeDurably } from './durable-files.ts';
import type { EventTable } from './event-table.ts';

const KEY_FILE = 'station.key';
/** A line before the key itself, which readers of PEM pass over (RFC 7468, 2: explanatory text). */
const NOTE = /^Epoch: (\d{1,9})\n+/;

/** What an epoch begins from. */
export interface EpochStart {
  readonly dataDir: string;
  readonly mode: Mode;
  /** Id of the key that signs from here on. */
  readonly station: string;
  /** Id of the key that signed before. */
  readonly fromStation: string;
  /** The backup that the records come from; null when they were put together in place. */
  readonly backup: { readonly name: string; readonly atMs: number } | null;
  readonly bootId: string;
  readonly clock: Clock;
}

/**
 * Ends the epoch of `table` and begins the next with a record of it, since records that followed may
 * exist elsewhere under the same numbers. The number of an epoch is used once by a key, even when the
 * same backup is restored beside the same key again: it is noted in the key's file before it is used.
 */
export function beginEpoch(
  table: EventTable,
  adopt: (events: readonly ChainedEvent[]) => void,
  { dataDir, mode, station, fromStation, backup, bootId, clock }: EpochStart,
): void {
  const { seq, hash, epoch: before } = table.head();
  const epoch = Math.max(before, epochOfKey(dataDir)) + 1;
  noteEpoch(dataDir, epoch);
  const from = { station: fromStation, epoch: before, seq, hash };
  const header = {
    seq: seq + 1,
    epoch,
    boot_id: bootId,
    at_ms: Math.trunc(clock.utcMs()),
    mono_ms: Math.trunc(clock.monotonicMs()),
    station,
    shift: null,
    session: null,
    actor: 'station',
    kind: 'restored',
  };
  const body = { from, backup, ...(mode === 'training' ? { training: true } : {}) };
  adopt([chainEvent(hash, header, canonicalJson(body))]);
}

/** The last epoch that was begun with the key of a data folder, 0 for none. */
function epochOfKey(dataDir: string): number {
  return Number(NOTE.exec(readFileSync(join(dataDir, KEY_FILE), 'utf8'))?.[1] ?? 0);
}

function noteEpoch(dataDir: string, epoch: number): void {
  const file = join(dataDir, KEY_FILE);
  const pem = readFileSync(file, 'utf8').replace(NOTE, '');
  writeDurably(file, `Epoch: ${epoch}\n\n${pem}`);
}
