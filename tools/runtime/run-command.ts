import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Called with each line of both outputs. */
  readonly onLine?: (line: string) => void;
  /** Ends the command (SIGKILL, with all its children) and rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export type RunCommand = (
  command: string,
  values: readonly string[],
  options?: CommandOptions,
) => Promise<string>;

/** Lines kept for an error message; compilers and apt say the cause near the end. */
const KEPT_LINES = 15;

/** Characters of the command line in an error message; a compiler's has thousands. */
const CALL_LENGTH = 160;

/**
 * Runs a command without a shell and resolves with its standard output.
 * Rejects with the command line, the exit code and the last lines it printed.
 */
export const runCommand: RunCommand = (command, values, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, values, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that npm's or Electron's helpers end with it when it is stopped.
      detached: options.signal !== undefined,
    });
    const last: string[] = [];
    const output: string[] = [];
    const line = (text: string): void => {
      last.push(text);
      if (last.length > KEPT_LINES) last.shift();
      options.onLine?.(text);
    };
    const stop = (): void => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // The group ended between the decision and the signal.
      }
    };
    // 'exit' covers a parent that ends by itself; a detached child would otherwise outlive it.
    process.once('exit', stop);
    options.signal?.addEventListener('abort', stop, { once: true });
    forEachLine(child.stdout, line, (chunk) => output.push(chunk));
    forEachLine(child.stderr, line);
    const finish = (problem: unknown): void => {
      process.removeListener('exit', stop);
      options.signal?.removeEventListener('abort', stop);
      if (options.signal?.aborted === true) reject(options.signal.reason as Error);
      else if (problem !== undefined) reject(problem as Error);
      else resolve(output.join(''));
    };
    child.once('error', finish);
    child.once('close', (code, signal) => {
      if (code === 0) return finish(undefined);
      const said = last.length === 0 ? '' : `:\n    ${last.join('\n    ')}`;
      const call = [command, ...values].join(' ').slice(0, CALL_LENGTH);
      finish(new Error(`${call} ended with ${signal ?? code}${said}`));
    });
  });

function forEachLine(
  stream: NodeJS.ReadableStream,
  onLine: (line: string) => void,
  onChunk?: (chunk: string) => void,
): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    onChunk?.(chunk);
    const lines = (rest + chunk).split(/[\r\n]+/);
    rest = lines.pop() ?? '';
    for (const text of lines) if (text !== '') onLine(text);
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest);
  });
}
