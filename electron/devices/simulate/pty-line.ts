import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { lstat, rm } from 'node:fs/promises';
import { createLineEvents } from '../transport/line-events.ts';
import type { Transport } from '../transport/transport.ts';
import { TransportError } from '../transport/transport.ts';

/** Bytes kept for a program that does not read; the rest is lost, as on a line nobody listens to. */
const UNREAD_LIMIT_BYTES = 4096;

/** How long a speed that was asked for counts: a host that opens a port takes longer to settle. */
const SPEED_COUNTS_MS = 100;

/** A line whose other end is a pseudo-terminal. */
export interface PtyLine extends Transport {
  /** The speed that the application set at its end, in baud; null where the system does not tell. */
  hostSpeed(): Promise<number | null>;
}

/**
 * A fresh pseudo-terminal with the name `link`, made by socat. Opening resolves when the name can
 * be opened by another program; closing removes the name, like pulling the plug.
 * Fails with `port-missing` when socat is not installed or cannot make the pseudo-terminal, and with
 * `port-busy` when `link` is a file or a folder: only a name that an earlier run left is replaced.
 * @param baudRate what the pseudo-terminal says until an application sets another speed
 */
export function createPtyLine(link: string, baudRate: number): PtyLine {
  let child: ChildProcess | null = null;
  let speed: Promise<number | null> | null = null;
  return {
    async open(handlers) {
      await refuseExisting(link);
      const events = createLineEvents(handlers);
      const started = spawn('socat', ['-d', '-d', `pty,raw,echo=0,link=${link}`, '-'], {
        // Its own group: Ctrl-C in the terminal is answered here, which then ends socat.
        detached: true,
      });
      child = started;
      // Writing while socat ends would raise an error that nobody listens to.
      started.stdin.on('error', () => {});
      started.stdout.on('data', (bytes: Buffer) => events.data(bytes));
      await ready(started, link);
      // socat has the terminal open itself: asking it opens and closes nothing for the application.
      await stty(link, String(baudRate));
      started.once('exit', () => {
        // After `close` it is meant to end.
        if (child === started) events.lose('socat ended');
      });
    },
    hostSpeed() {
      if (speed === null) {
        speed = stty(link).then((text) => Number(/speed (\d+) baud/.exec(text)?.[1]) || null);
        setTimeout(() => (speed = null), SPEED_COUNTS_MS).unref();
      }
      return speed;
    },
    write(bytes) {
      const stdin = child?.stdin;
      if (stdin?.writable === true && stdin.writableLength < UNREAD_LIMIT_BYTES) stdin.write(bytes);
      return Promise.resolve();
    },
    async close() {
      const ending = child;
      child = null;
      if (ending === null) return;
      if (ending.exitCode === null && ending.signalCode === null && ending.pid !== undefined) {
        const exited = new Promise((resolve) => ending.once('exit', resolve));
        ending.kill('SIGTERM');
        await exited;
      }
      await rm(link, { force: true });
    },
  };
}

/** socat would remove whatever has the name. */
async function refuseExisting(link: string): Promise<void> {
  const found = await lstat(link).catch(() => null);
  if (found === null || found.isSymbolicLink()) return;
  const detail = `${link} exists and is no link. Nothing was changed. Choose a name that is free.`;
  throw new TransportError('port-busy', detail);
}

/** What `stty` prints of a terminal; nothing where it is missing or refuses. */
function stty(link: string, ...settings: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile('stty', ['-F', link, ...settings], (error, text) =>
      resolve(error === null ? text : ''),
    );
  });
}

/** socat tells on stderr when it has made the pseudo-terminal and its name. */
function ready(child: ChildProcess, link: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (text: Buffer) => {
      said = (said + text.toString()).slice(-2000);
      if (said.includes('starting data transfer loop')) resolve();
    });
    child.once('error', (error: NodeJS.ErrnoException) => reject(spawnError(error)));
    child.once('exit', () =>
      reject(
        new TransportError('port-missing', `${link}: no pseudo-terminal. socat says: ${said}`),
      ),
    );
  });
}

function spawnError(error: NodeJS.ErrnoException): TransportError {
  const detail =
    error.code === 'ENOENT'
      ? 'socat is not installed; install it with: apt-get install socat'
      : `socat cannot be started: ${error.message}`;
  return new TransportError('port-missing', detail);
}
