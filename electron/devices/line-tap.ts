import type { RawBytes, RawChunk } from '../../shared/bridge/devices-messages.ts';
import type { Clock, Timer } from '../../shared/clock.ts';
import { toHex } from './framing/wire-bytes.ts';
import type { Transport } from './transport/transport.ts';

/** At most ten messages a second. */
const TELL_MS = 100;
/** Bytes in one message at most; a line at 115,200 baud carries 1,152 in that time. */
const MOST_BYTES = 4096;
/** Bytes of one chunk; a longer one is told in pieces. */
const CHUNK_BYTES = 256;
/** Whoever looks says so again before this is over. */
const LEASE_MS = 15_000;

/** Tells what goes over the line of one instrument, while somebody looks. */
export interface LineTap {
  /** Whose line from now on; null for none. Again for the same one: 15 s more. */
  watch(instrument: string | null): void;
  /** A transport whose bytes are told while its instrument is watched; it behaves as before. */
  wrap(instrument: string, transport: Transport): Transport;
  close(): void;
}

/**
 * Creates the tap of a devices process. A line that babbles costs no more than one message of 4 kB in
 * 100 ms: what comes beyond is counted and left out.
 */
export function createLineTap(clock: Clock, tell: (raw: RawBytes) => void): LineTap {
  let watched: string | null = null;
  let chunks: RawChunk[] = [];
  let bytesHeld = 0;
  let leftOut = 0;
  let due: Timer | null = null;
  let lease: Timer | null = null;

  const forget = (): void => {
    due?.cancel();
    due = null;
    chunks = [];
    bytesHeld = 0;
    leftOut = 0;
  };
  const flush = (): void => {
    if (watched !== null) tell({ instrument: watched, chunks, leftOut });
    forget();
  };
  const note = (instrument: string, from: RawChunk['from'], bytes: Uint8Array): void => {
    if (instrument !== watched) return;
    const room = Math.max(0, MOST_BYTES - bytesHeld);
    const taken = bytes.subarray(0, room);
    for (let at = 0; at < taken.length; at += CHUNK_BYTES) {
      const hex = toHex(taken.subarray(at, at + CHUNK_BYTES));
      chunks.push({ from, hex, atMs: clock.monotonicMs() });
    }
    bytesHeld += taken.length;
    leftOut += bytes.length - taken.length;
    due ??= clock.after(TELL_MS, flush);
  };
  const watch = (instrument: string | null): void => {
    lease?.cancel();
    lease = instrument === null ? null : clock.after(LEASE_MS, () => watch(null));
    if (instrument === watched) return;
    forget();
    watched = instrument;
  };

  return {
    watch,
    wrap: (instrument, transport) => ({
      open: (handlers) =>
        transport.open({
          ...handlers,
          data(bytes) {
            note(instrument, 'instrument', bytes);
            handlers.data(bytes);
          },
        }),
      write(bytes) {
        note(instrument, 'host', bytes);
        return transport.write(bytes);
      },
      close: () => transport.close(),
    }),
    close: () => watch(null),
  };
}
