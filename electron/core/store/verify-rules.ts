import type { ChainedEvent } from '../../../shared/records/chain.ts';
import { CHECKPOINT, CHECKPOINT_EVERY } from '../../../shared/records/checkpoint.ts';
import { checkpointFault } from './checkpoint.ts';

/** A hash that somebody has on paper: the record had this hash, or one that begins so. */
export interface Anchor {
  readonly seq: number;
  /** 16 to 64 lower-case hex digits. */
  readonly hash: string;
}

/** A station's part of a chain: from a restore, or the beginning, to the next one. */
export interface Part {
  readonly station: string;
  readonly epoch: number;
  /** Its first record, as far as is known here. */
  readonly from: number;
}

/** Records that the station itself has found missing. */
export interface Gap {
  readonly after: number;
  readonly upTo: number | null;
}

/**
 * What a chain has to keep beside its hashes: one station and epoch until a restore, checkpoints that
 * are signed by it, and the hash on paper. Is told events whose hash and place are right.
 */
export interface ChainRules {
  /** Whether an event has to be told; all others only go on from the one before. */
  concern(kind: string, station: string, epoch: number, seq: number): boolean;
  /**
   * Follows an event.
   * @param holds whether it is known that its signature holds, if it is a checkpoint
   * @returns why it must not be there, or null
   */
  follow(event: ChainedEvent, holds?: boolean): string | null;
  /** Parts so far, oldest first. */
  readonly parts: readonly Part[];
  /** The last checkpoint, or 0. */
  readonly checkpointed: number;
  /** Records that were cut off, as the station itself recorded. */
  readonly cuts: readonly Gap[];
  /** Records that were lost with a damaged database, likewise. */
  readonly losses: readonly Gap[];
  readonly anchored: boolean;
  /**
   * The first record that no checkpoint covers although one is due, or null: each station signs after
   * 100 records, so that a longer end without signature was not written by it.
   *
   * @param head number of the last record
   */
  unsigned(head: number): number | null;
}

/** Kinds that a chain has rules about. */
export const RULED: ReadonlySet<string> = new Set([
  CHECKPOINT,
  'restored',
  'records-cut',
  'records-lost',
]);

export function createChainRules(anchor: Anchor | null): ChainRules {
  const parts: Part[] = [];
  let first = 0;
  let checkpointed = 0;
  const cuts: Gap[] = [];
  const losses: Gap[] = [];
  let anchored = false;

  function begin({ station, epoch, seq }: ChainedEvent['header']): void {
    first ||= seq;
    parts.push({ station, epoch, from: seq });
  }

  /** A restore goes on with the records of an earlier epoch, maybe of another station. */
  function restoreFault(event: ChainedEvent): string | null {
    const { header, prev } = event;
    const before = parts.at(-1);
    const from = read(event)['from'] as Partial<Part & { seq: number; hash: string }> | undefined;
    const follows =
      from?.seq === header.seq - 1 &&
      from.hash === prev &&
      (from.epoch ?? Infinity) < header.epoch &&
      (before === undefined || (from.station === before.station && from.epoch === before.epoch));
    return follows ? null : 'a restore that does not follow the record before it';
  }

  function placeFault(event: ChainedEvent): string | null {
    const { kind, station, epoch, seq } = event.header;
    const now = parts.at(-1);
    if (kind === 'restored') {
      const fault = restoreFault(event);
      if (fault === null) begin(event.header);
      return fault;
    }
    if (now === undefined) {
      begin(event.header);
      return seq === 1 && epoch !== 1 ? 'the first record is not of the first epoch' : null;
    }
    if (station !== now.station) return 'the station changes without a restore';
    return epoch === now.epoch ? null : 'the epoch changes without a restore';
  }

  return {
    concern: (kind, station, epoch, seq) => {
      const now = parts.at(-1);
      return (
        RULED.has(kind) || station !== now?.station || epoch !== now.epoch || seq === anchor?.seq
      );
    },
    follow(event, holds = false) {
      const { kind, seq } = event.header;
      const fault = placeFault(event);
      if (fault !== null) return fault;
      if (seq === anchor?.seq) {
        anchored = true;
        if (!event.hash.startsWith(anchor.hash)) return 'its hash is not the one on paper';
      }
      if (kind === CHECKPOINT) {
        checkpointed = seq;
        return holds ? null : checkpointFault(event);
      }
      if (kind === 'records-cut') cuts.push(gap(event));
      if (kind === 'records-lost') losses.push(gap(event));
      return null;
    },
    parts,
    get checkpointed() {
      return checkpointed;
    },
    cuts,
    losses,
    get anchored() {
      return anchored;
    },
    unsigned(head) {
      const signed = checkpointed === 0 ? first - 1 : checkpointed;
      return head - signed > CHECKPOINT_EVERY ? signed + CHECKPOINT_EVERY + 1 : null;
    },
  };
}

function gap(event: ChainedEvent): Gap {
  const { after, upTo } = read(event) as { after?: unknown; upTo?: unknown };
  const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  return { after: number(after) ?? event.header.seq - 1, upTo: number(upTo) };
}

function read({ bodyText }: ChainedEvent): { readonly [name: string]: unknown } {
  try {
    const body: unknown = JSON.parse(bodyText);
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}
