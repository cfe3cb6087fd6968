import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Two pseudo-terminals joined by socat: a cable with the scanner at one end. */
export interface SerialCable {
  /** Path of the end that the station opens. */
  readonly path: string;
  /** Writes a text at the other end with one system call. */
  write(text: string): void;
  close(): void;
}

const READY_LIMIT_MS = 5_000;

/** @throws Error when socat is missing or cannot make the pseudo-terminals */
export async function openCable(folder: string): Promise<SerialCable> {
  const [near, far] = [path.join(folder, 'near'), path.join(folder, 'far')];
  const socat = spawn('socat', [`pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`], {
    stdio: 'ignore',
  });
  let failure: Error | null = null;
  socat.once('error', (error) => (failure = error));
  const endMs = performance.now() + READY_LIMIT_MS;
  while (!existsSync(near) || !existsSync(far)) {
    if (failure !== null || performance.now() > endMs) {
      socat.kill();
      throw new Error('socat made no pseudo-terminals; apt-get install socat', { cause: failure });
    }
    await sleep(20);
  }
  const end = openSync(far, 'w');
  return {
    path: near,
    write: (text) => void writeSync(end, text),
    close() {
      closeSync(end);
      socat.kill();
    },
  };
}
