import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import type { Clock } from '../../../shared/clock.ts';
import type { ExchangeLine } from '../protocol.ts';
import { formatRecordedLine } from './recording.ts';
import type { Transport } from './transport.ts';

/** A recording that is being written, in the form that `readRecordedLines` reads. */
export interface Recorder {
  /** A transport whose bytes are recorded; it behaves as before. */
  wrap(transport: Transport): Transport;
  /** Bytes of both directions so far. */
  bytes(): number;
  /** What was recorded is on the disk afterwards. */
  close(): void;
}

/**
 * Begins a recording with comment lines. Each moment is handed to the system at once: what a program
 * that ends hard has recorded is there.
 * @throws Error of the system, `EEXIST` when there is such a file: no recording is overwritten
 */
export function createRecorder(file: string, head: readonly string[], clock: Clock): Recorder {
  const handle = openSync(file, 'wx');
  for (const line of head) writeSync(handle, `# ${line}\n`);
  const startMs = clock.monotonicMs();
  let writtenMs = 0;
  let total = 0;
  let closed = false;

  const note = (from: ExchangeLine['from'], bytes: Uint8Array): void => {
    if (closed) return;
    // Rounded from the start on: the times of a long recording do not drift.
    const nowMs = Math.round(clock.monotonicMs() - startMs);
    writeSync(handle, `${formatRecordedLine({ from, afterMs: nowMs - writtenMs, bytes })}\n`);
    writtenMs = nowMs;
    total += bytes.length;
  };
  return {
    wrap: (transport) => ({
      open: (handlers) =>
        transport.open({
          data(bytes) {
            note('instrument', bytes);
            handlers.data(bytes);
          },
          lost: (code, detail) => handlers.lost(code, detail),
        }),
      write(bytes) {
        note('host', bytes);
        return transport.write(bytes);
      },
      close: () => transport.close(),
    }),
    bytes: () => total,
    close() {
      if (closed) return;
      closed = true;
      fsyncSync(handle);
      closeSync(handle);
    },
  };
}
