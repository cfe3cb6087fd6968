import { readFile } from 'node:fs/promises';
import type { Clock, Timer } from '../../../shared/clock.ts';
import type { RecordedChunk } from './recording.ts';
import { readRecording } from './recording.ts';
import type { Transport } from './transport.ts';
import { TransportError } from './transport.ts';

/** A recording to be played as if the instrument were there. */
export interface ReplayOptions {
  /** Form: see `readRecording`. */
  readonly file: string;
  /** Bytes per second at which a recording without times is played. */
  readonly rate: number;
  readonly clock: Clock;
}

/**
 * Plays a recording from its start at each opening. Bytes from the host go nowhere. After the last
 * byte the line stays open and silent, like an instrument that stopped talking.
 * Opening fails with `port-missing` (no such file), `port-denied` or `wrong-settings` (its text
 * cannot be read).
 */
export function createReplayTransport(options: ReplayOptions): Transport {
  let timer: Timer | null = null;
  let closed = false;
  return {
    async open(handlers) {
      const chunks = await readChunks(options);
      const play = (index: number): void => {
        const chunk = chunks[index];
        if (chunk === undefined || closed) return;
        timer = options.clock.after(chunk.afterMs, () => {
          handlers.data(chunk.bytes);
          play(index + 1);
        });
      };
      play(0);
    },
    write: () => (closed ? Promise.reject(new Error('replay closed')) : Promise.resolve()),
    close() {
      closed = true;
      timer?.cancel();
      return Promise.resolve();
    },
  };
}

async function readChunks({ file, rate }: ReplayOptions): Promise<readonly RecordedChunk[]> {
  const content = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    const code = error.code === 'EACCES' ? 'port-denied' : 'port-missing';
    throw new TransportError(code, `the recording cannot be opened: ${error.message}`);
  });
  try {
    return readRecording(content, rate);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TransportError('wrong-settings', `${file}: ${reason}`);
  }
}
