import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { StepError, type Log } from './step-error.ts';

export interface Display {
  /** The value of DISPLAY, or of WAYLAND_DISPLAY when only that is set. */
  readonly display: string;
  /** What a child's environment needs in addition; empty when this process already has it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ends the display if it was started here; without it, it ends with this process. */
  readonly stop: () => Promise<void>;
}

export interface DisplaySize {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/**
 * Xvfb in the background, ended when standard input closes: that happens however this process ends,
 * SIGKILL included. The shell gives up its own copy of descriptor 3, so that Xvfb's end shows as its
 * end of file.
 */
const XVFB_SCRIPT = 'Xvfb "$@" & server=$!; exec 3>&-; cat >/dev/null; kill $server; wait $server';

/** The desktop's display, or an invisible one of its own when there is none. */
export async function withDisplay(
  log: Log,
  size: DisplaySize = { width: 1280, height: 800 },
  env: NodeJS.ProcessEnv = process.env,
): Promise<Display> {
  const present = env['DISPLAY'] || env['WAYLAND_DISPLAY'];
  if (present !== undefined && present !== '') {
    return { display: present, environment: {}, stop: () => Promise.resolve() };
  }
  const screen = `${String(size.width)}x${String(size.height)}x24`;
  // Xvfb chooses a free number itself and writes it to descriptor 3: no race for a number.
  const values = ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp'];
  const child = spawn('sh', ['-c', XVFB_SCRIPT, 'sh', ...values], {
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    // Ctrl-C ends this process first; Electron must not lose its display before it can close.
    detached: true,
  });
  const { stdin, stderr } = child;
  const numbers = child.stdio[3] as Readable | null;
  if (stdin === null || stderr === null || numbers === null) throw new Error('spawn gave no pipes');
  let said = '';
  stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const number = await firstText(numbers);
  if (number === undefined) {
    stdin.end();
    throw new StepError({
      failed: 'No display: DISPLAY is not set and Xvfb did not start.',
      safe: 'nothing was changed.',
      next: 'apt-get install -y --no-install-recommends xvfb, or set DISPLAY.',
      cause: said.trim() || 'it said nothing',
    });
  }
  // None of them keeps this process alive once its own work is done.
  child.unref();
  for (const pipe of [stdin, stderr, numbers]) if (pipe instanceof Socket) pipe.unref();
  const display = `:${number}`;
  log(`Display: Xvfb on ${display}, ${screen}`);
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.ref();
    stdin.end();
    await once(child, 'exit');
  };
  return { display, environment: { DISPLAY: display }, stop };
}

/** The first line from a stream, or undefined when it ends before. */
async function firstText(stream: Readable): Promise<string | undefined> {
  stream.setEncoding('utf8');
  let text = '';
  const complete = new Promise<string | undefined>((resolve) => {
    stream.on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.trim());
    });
    stream.once('end', () => resolve(undefined));
  });
  return complete;
}
