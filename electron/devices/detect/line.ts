import type { Clock } from '../../../shared/clock.ts';
import type { EvidenceChunk } from '../../../shared/bridge/detection.ts';
import type { FaultCode } from '../../../shared/measure/reading.ts';
import { toHex } from '../framing/wire-bytes.ts';
import type { Transport } from '../transport/transport.ts';
import { TransportError } from '../transport/transport.ts';
import { within } from '../transport/within.ts';

/** Opening toggles DTR on many adapters, and what a meter says while it starts means nothing. */
export const DISCARD_MS = 300;
/** Longest that opening a port may take. */
const OPEN_LIMIT_MS = 2000;
/** Bytes kept of one spell of listening; a babble is no better understood by more of it. */
const MOST_BYTES = 16_384;
/** A line counts as quiet after this long without a byte, which is waited for this long. */
const QUIET_MS = 100;
export const MOST_DRAIN_MS = 500;

/** The user has cancelled; thrown out of whatever was being waited for. */
export class Cancelled extends Error {}

/** A port that is open for detection and belongs to nobody else meanwhile. */
export interface DetectionLine {
  /** @throws Cancelled, or TransportError when the port is lost */
  check(): void;
  /**
   * Waits until the line is quiet and forgets what came; false when it is never quiet: an answer
   * would not be heard.
   */
  quiet(): Promise<boolean>;
  /**
   * Gathers what comes in the next `ms`, or until `enough` says so of all gathered bytes.
   * @throws Cancelled, or TransportError when the port is lost
   */
  listen(ms: number, enough?: (bytes: Uint8Array) => boolean): Promise<Uint8Array>;
  /** Forgets what came and writes. @throws TransportError when the port is lost */
  ask(bytes: Uint8Array): Promise<void>;
  /**
   * Writes whatever else happened, also on a line that was cancelled, and waits `ms` for the bytes to
   * leave: closing a port throws away what has not. Never throws.
   */
  restore(bytes: Uint8Array, ms: number): Promise<void>;
  /** Both directions since `begin`, oldest first. */
  record(): readonly EvidenceChunk[];
  /** Begins a new record. */
  begin(): void;
  close(): Promise<void>;
}

/**
 * Opens a port and throws away what it says at first.
 * @throws Cancelled, or TransportError with the reason why it cannot be opened
 */
export async function openDetectionLine(
  transport: Transport,
  clock: Clock,
  signal: AbortSignal,
): Promise<DetectionLine> {
  let heard: Uint8Array[] = [];
  let heardBytes = 0;
  let record: EvidenceChunk[] = [];
  let lost: TransportError | null = null;
  /** Called at every byte, at a loss and when cancelled. */
  let notice = (): void => {};

  const forget = (): void => {
    heard = [];
    heardBytes = 0;
  };
  const check = (): void => {
    if (signal.aborted) throw new Cancelled('cancelled');
    if (lost !== null) throw lost;
  };
  const wait = (ms: number, isOver: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        timer.cancel();
        notice = () => {};
        resolve();
      };
      const timer = clock.after(ms, end);
      notice = () => {
        if (signal.aborted || lost !== null || isOver()) end();
      };
      notice();
    });
  const onAbort = (): void => notice();
  signal.addEventListener('abort', onAbort);

  const close = async (): Promise<void> => {
    signal.removeEventListener('abort', onAbort);
    await transport.close();
  };
  const line: DetectionLine = {
    check,
    async quiet() {
      for (let waitedMs = 0; waitedMs < MOST_DRAIN_MS; waitedMs += QUIET_MS) {
        forget();
        await wait(QUIET_MS, () => false);
        check();
        if (heardBytes === 0) return true;
      }
      return false;
    },
    async listen(ms, enough = () => false) {
      await wait(ms, () => heardBytes > 0 && enough(Buffer.concat(heard)));
      check();
      return Uint8Array.from(Buffer.concat(heard));
    },
    async ask(bytes) {
      check();
      forget();
      record.push({ from: 'host', hex: toHex(bytes) });
      await transport.write(bytes).catch((error: unknown) => {
        lost ??= lostError('disconnected', error instanceof Error ? error.message : String(error));
      });
      check();
    },
    async restore(bytes, ms) {
      if (lost !== null) return;
      record.push({ from: 'host', hex: toHex(bytes) });
      await transport.write(bytes).catch(() => {});
      await new Promise<void>((resolve) => void clock.after(ms, resolve));
    },
    record: () => record,
    begin() {
      record = [];
      forget();
    },
    close,
  };

  try {
    const opening = transport.open({
      data(bytes) {
        if (heardBytes >= MOST_BYTES) return;
        heard.push(Uint8Array.from(bytes));
        heardBytes += bytes.length;
        record.push({ from: 'instrument', hex: toHex(bytes) });
        notice();
      },
      lost(code, detail) {
        lost ??= lostError(code, detail);
        notice();
      },
    });
    if ((await within(opening, OPEN_LIMIT_MS, clock)) === 'late') {
      throw new TransportError('port-busy', 'the port does not open');
    }
    await wait(DISCARD_MS, () => false);
    check();
    line.begin();
    return line;
  } catch (error) {
    await close();
    throw error;
  }
}

function lostError(code: FaultCode, detail: string): TransportError {
  return new TransportError(code, detail);
}
