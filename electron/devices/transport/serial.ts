import { access } from 'node:fs/promises';
import { SerialPort } from 'serialport';
import type { Clock, Timer } from '../../../shared/clock.ts';
import { parseLineSettings } from '../../../shared/measure/line-settings.ts';
import type { LineSettings } from '../../../shared/measure/instrument.ts';
import { explainOpenError } from '../ports/explain-open-error.ts';
import type { LineEvents } from './line-events.ts';
import { createLineEvents } from './line-events.ts';
import { serialOpenError } from './serial-error.ts';
import type { Transport } from './transport.ts';
import { TransportError } from './transport.ts';
import { within } from './within.ts';

/** Closing can hang after a write that timed out (bindings-cpp pull request 237). */
const CLOSE_LIMIT_MS = 2000;
/** A write hangs when the line takes nothing (flow control; node-serialport issue 1403). */
const WRITE_LIMIT_MS = 2000;
/**
 * How often the device file is looked for. Linux answers reads of an unplugged adapter with zero
 * bytes and the binding then reads for ever (bindings-cpp, unix-read): nothing else would tell.
 */
const PRESENCE_MS = 2000;

/** A serial port of this computer. */
export interface SerialOptions {
  /** Port as the operating system names it: `/dev/ttyUSB0`, `COM7`. */
  readonly path: string;
  /** Settings, or text such as `9600-8N1`. */
  readonly settings: LineSettings | string;
  /** Set after opening; left as the system has them where left out. */
  readonly controlLines?: { readonly rts: boolean; readonly dtr: boolean };
  /** Limits writing and closing. */
  readonly clock: Clock;
}

/** What the binding knows of a port. */
export type SerialPortInfo = Awaited<ReturnType<typeof SerialPort.list>>[number];

/** Ports as the binding lists them; on Linux not used, for it would run `udevadm`. */
export function listSerialPorts(): Promise<readonly SerialPortInfo[]> {
  return SerialPort.list();
}

/** Bytes over a serial port, opened for this program alone. */
export function createSerialTransport(options: SerialOptions): Transport {
  let port: SerialPort | null = null;
  let events: LineEvents | null = null;
  let opening: Promise<void> = Promise.resolve();
  let presence: Timer | null = null;

  const watchPresence = (): void => {
    presence = options.clock.after(PRESENCE_MS, () => {
      access(options.path).then(
        () => presence !== null && watchPresence(),
        () => events?.lose('the device file is gone'),
      );
    });
  };

  return {
    async open(handlers) {
      port = createPort(options);
      events = createLineEvents(handlers);
      attachListeners(port, events);
      opening = openPort(port, options.path);
      await opening.catch(async (error: unknown) => {
        if (!(error instanceof TransportError)) throw error;
        throw await explainOpenError(options.path, error);
      });
      if (options.controlLines !== undefined) await setControlLines(port, options.controlLines);
      if (process.platform !== 'win32') watchPresence();
    },
    async write(bytes) {
      if (port === null || !port.isOpen || events?.isOver() !== false) {
        throw new Error(`${options.path} is not open`);
      }
      try {
        const outcome = await within(writeBytes(port, bytes), WRITE_LIMIT_MS, options.clock);
        if (outcome === 'late') throw new Error('the line takes no bytes');
      } catch (error) {
        events?.lose(error instanceof Error ? error.message : String(error));
        throw error;
      }
    },
    async close() {
      events?.mute();
      presence?.cancel();
      presence = null;
      // A port that is still being opened can only be closed afterwards.
      await within(opening, CLOSE_LIMIT_MS, options.clock).catch(() => {});
      if (port !== null) await closePort(port, options.clock);
      port = null;
    },
  };
}

function createPort({ path, settings }: SerialOptions): SerialPort {
  const parsed =
    typeof settings === 'string'
      ? parseLineSettings(settings)
      : ({ ok: true, value: settings } as const);
  if (!parsed.ok) throw new TransportError('wrong-settings', parsed.error.message);
  try {
    // No flow control: XOFF (13 hex) is a byte like any other in binary frames.
    const flow = { rtscts: false, xon: false, xoff: false } as const;
    return new SerialPort({ path, ...parsed.value, ...flow, lock: true, autoOpen: false });
  } catch (error) {
    throw serialOpenError(path, error, process.platform);
  }
}

/**
 * Attached before opening: a port without a reader never tells that it was unplugged, and an
 * `error` without a listener ends the process.
 */
function attachListeners(port: SerialPort, events: LineEvents): void {
  port.on('data', (bytes: Buffer) => events.data(bytes));
  port.on('error', (error: Error) => events.lose(error.message));
  // `disconnected` set: unplugged, or the far end of a pseudo-terminal closed.
  port.on('close', (error: (Error & { disconnected?: boolean }) | null | undefined) =>
    events.lose(
      error?.disconnected === true ? `the port is gone (${error.message})` : 'the port closed',
    ),
  );
  // Windows: a read of zero bytes ends the stream (node-serialport issue 1744).
  port.on('end', () => events.lose('the port ended'));
}

function openPort(port: SerialPort, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    port.open((error) => {
      if (error === null) resolve();
      else reject(serialOpenError(path, error, process.platform));
    });
  });
}

/**
 * Both at once, for each call sets all lines. A pseudo-terminal has none and refuses; an adapter without
 * them works all the same.
 */
function setControlLines(
  port: SerialPort,
  lines: NonNullable<SerialOptions['controlLines']>,
): Promise<void> {
  return new Promise((resolve) => port.set({ ...lines, brk: false }, () => resolve()));
}

/** Checked by the caller: on a port that is not open the callback would never come. */
function writeBytes(port: SerialPort, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    port.write(Buffer.from(bytes), undefined, (error) => {
      if (error === null || error === undefined) resolve();
      else reject(error);
    });
  });
}

async function closePort(port: SerialPort, clock: Clock): Promise<void> {
  if (!port.isOpen) return;
  const closed = new Promise<void>((resolve) => port.close(() => resolve()));
  await within(closed, CLOSE_LIMIT_MS, clock);
}
