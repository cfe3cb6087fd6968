import type { FaultCode } from '../../../shared/measure/reading.ts';

/** Events of an open transport. */
export interface TransportHandlers {
  data(bytes: Uint8Array): void;
  /** The line is gone (unplugged, closed by the far end, error). Called at most once. */
  lost(code: FaultCode, detail: string): void;
}

/** Bytes in and out; knows nothing of frames. One object per opening. */
export interface Transport {
  /**
   * Opens the line. Handlers are attached before anything else happens.
   * @throws TransportError with `port-missing`, `port-denied`, `port-busy` or `wrong-settings`.
   */
  open(handlers: TransportHandlers): Promise<void>;
  /** Resolves when the bytes have been handed to the operating system. */
  write(bytes: Uint8Array): Promise<void>;
  /** Never hangs and never throws; safe to call twice and on a lost line. */
  close(): Promise<void>;
}

/** A line that could not be opened, with the fault code that the bench shows. */
export class TransportError extends Error {
  readonly code: FaultCode;
  constructor(code: FaultCode, detail: string) {
    super(detail);
    this.name = 'TransportError';
    this.code = code;
  }
}
