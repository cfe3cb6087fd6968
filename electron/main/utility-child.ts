import { app, utilityProcess, type Details, type MessagePortMain } from 'electron';
import type { Readable } from 'node:stream';
import { childEnvironment } from './child-environment.ts';
import { forEachLine } from './line-splitter.ts';
import type { Log } from './log.ts';
import type { ChildListeners, Fork, SupervisedChild } from './supervised-child.ts';

/**
 * Milliseconds that the system's reason may arrive after the exit code (measured: below 1 ms on
 * Electron 33). An ordinary exit has none.
 */
const REASON_WAIT_MS = 20;

export interface UtilityChildOptions {
  /** Shown by the system's process list and in the log. */
  readonly name: string;
  /** Absolute path of the bundle. */
  readonly entry: string;
  readonly values: readonly string[];
  readonly log: Log;
}

/** Starts utility processes of this kind; what they print goes to the log. */
export function utilityFork(options: UtilityChildOptions): Fork<MessagePortMain> {
  return (listeners) => start(options, listeners);
}

function start(
  { name, entry, values, log }: UtilityChildOptions,
  { onMessage, onExit }: ChildListeners,
): SupervisedChild<MessagePortMain> {
  const env = childEnvironment(process.env, app.isPackaged);
  const child = utilityProcess.fork(entry, [...values], { serviceName: name, stdio: 'pipe', env });
  for (const [stream, level] of [
    [child.stdout, 'info'],
    [child.stderr, 'warning'],
  ] as const) {
    if (stream === null) continue;
    // Electron types it as any stream; with 'pipe' it is readable (utilityProcess documentation).
    forEachLine(stream as Readable, (text) =>
      log(level, 'process-output', { process: name, text }),
    );
  }
  let reason = '';
  // Electron gives our name as `name`; its `serviceName` is that of the Mojo service.
  const onGone = (_event: unknown, details: Details): void => {
    if (details.type === 'Utility' && details.name === name) reason = `, ${details.reason}`;
  };
  app.on('child-process-gone', onGone);
  child.on('message', onMessage);
  child.once('exit', (code) => {
    setTimeout(() => {
      app.off('child-process-gone', onGone);
      onExit(`exit code ${String(code)}${reason}`);
    }, REASON_WAIT_MS);
  });
  return {
    get pid() {
      return child.pid;
    },
    post: (message, ports) => child.postMessage(message, [...ports]),
    end: () => void child.kill(),
    kill() {
      // utilityProcess.kill() asks politely; a stuck child does not listen.
      try {
        if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      } catch {
        // It ended in this moment.
      }
    },
  };
}
