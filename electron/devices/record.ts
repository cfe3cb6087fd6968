import { rmSync } from 'node:fs';
import type { LineSettings } from '../../shared/measure/instrument.ts';
import { formatLineSettings } from '../../shared/measure/line-settings.ts';
import { realClock } from '../real-clock.ts';
import { startLineSession } from './line-session.ts';
import type { Protocol } from './protocol.ts';
import { createRecorder } from './transport/recorder.ts';
import { createSerialTransport } from './transport/serial.ts';
import type { Transport } from './transport/transport.ts';
import { TransportError } from './transport/transport.ts';

/** `station record` after its arguments were read. */
export interface RecordOptions {
  readonly path: string;
  readonly settings: LineSettings;
  /** Asks the instrument as on the bench; null only listens and sends nothing. */
  readonly protocol: Protocol | null;
  readonly out: string;
  /** The port is open and bytes are being recorded. */
  started(): void;
}

/** What a recording came to. */
export interface Recorded {
  /** Of both directions. */
  readonly bytes: number;
  readonly seconds: number;
  /** Why it ended by itself; null when it was ended by SIGINT or SIGTERM. */
  readonly lost: string | null;
}

/**
 * Records a serial line in real time until SIGTERM, SIGINT, or until the port is gone.
 * @throws TransportError when the port cannot be opened; no file is then left
 * @throws Error of the system, `EEXIST` when there is such a file
 */
export async function record(options: RecordOptions): Promise<Recorded> {
  const { path, settings, protocol, out } = options;
  const title = protocol === null ? 'only listened' : `asked as ${protocol.descriptor.id}`;
  const recorder = createRecorder(
    out,
    [
      `Recorded from ${path}, ${formatLineSettings(settings)}, ${title}.`,
      'Class: ? (R for the bytes of a real instrument: say which, and its firmware)',
      'Source: ? (who recorded it, when, and what was done with the instrument meanwhile)',
    ],
    realClock,
  );
  const startMs = realClock.monotonicMs();
  const line = recorder.wrap(createSerialTransport({ path, settings, clock: realClock }));
  try {
    const lost = await runUntilEnded(line, options);
    const seconds = (realClock.monotonicMs() - startMs) / 1000;
    return { bytes: recorder.bytes(), seconds, lost };
  } catch (error) {
    rmSync(out);
    throw error;
  } finally {
    await line.close();
    recorder.close();
  }
}

function runUntilEnded(line: Transport, options: RecordOptions): Promise<string | null> {
  return new Promise((resolve, reject) => {
    let opened = false;
    const started = (): void => {
      opened = true;
      options.started();
    };
    const ended = (code: TransportError['code'], detail: string): void =>
      opened ? resolve(detail) : reject(new TransportError(code, detail));
    // Not `once`: Ctrl-C arrives twice when it is forwarded as well, and must not cut the end short.
    process.on('SIGINT', () => resolve(null));
    process.on('SIGTERM', () => resolve(null));
    if (options.protocol === null) {
      line.open({ data() {}, lost: ended }).then(started, reject);
    } else startLineSession(asking(line, options.protocol, started, ended));
  });
}

function asking(
  transport: Transport,
  protocol: Protocol,
  opened: () => void,
  ended: (code: TransportError['code'], detail: string) => void,
): Parameters<typeof startLineSession>[0] {
  const ignore = (): void => {};
  const events = { identified: ignore, observed: ignore, delivering: ignore, silent: ignore };
  return {
    protocol,
    transport,
    settings: {},
    clock: realClock,
    events: { ...events, opened, ended },
  };
}
