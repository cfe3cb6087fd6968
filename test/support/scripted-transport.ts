import type { Transport, TransportHandlers } from '../../electron/devices/transport/transport.ts';
import { TransportError } from '../../electron/devices/transport/transport.ts';
import type { FaultCode } from '../../shared/measure/reading.ts';

/** A line whose far end is the test. */
export interface ScriptedLine {
  /** Transports made so far, the latest last. */
  readonly openings: ScriptedOpening[];
  /** How the next openings end; `null` succeeds. */
  refusal: FaultCode | null;
  createTransport(): Transport;
}

/** One opening: what the host wrote, and the handlers to speak to it. */
export interface ScriptedOpening {
  readonly written: string[];
  readonly handlers: TransportHandlers;
  closed: boolean;
}

/** Creates a line that succeeds in opening. */
export function createScriptedLine(): ScriptedLine {
  const line: ScriptedLine = {
    openings: [],
    refusal: null,
    createTransport() {
      let own: ScriptedOpening | null = null;
      return {
        open(handlers) {
          if (line.refusal !== null) {
            return Promise.reject(new TransportError(line.refusal, 'refused by the test'));
          }
          own = { written: [], handlers, closed: false };
          line.openings.push(own);
          return Promise.resolve();
        },
        write(bytes) {
          own?.written.push(Buffer.from(bytes).toString('latin1'));
          return Promise.resolve();
        },
        close() {
          if (own !== null) own.closed = true;
          return Promise.resolve();
        },
      };
    },
  };
  return line;
}

/** Bytes of a text. */
export function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}
