import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { withDisplay } from '../runtime/display.ts';
import { electronFlags } from '../runtime/electron-flags.ts';
import { resolveElectronRuntime } from '../runtime/electron-runtime.ts';
import { openDevTools } from './devtools-pipe.ts';

/** A started Electron app with its first page. */
export interface ElectronApp {
  readonly pid: number;
  /** Moment before the start, on `clockMs`. */
  readonly startedAtMs: number;
  /**
   * Runs a function in the page and gives its result. It is sent as text: it can use its argument
   * and the page's globals only.
   */
  evaluate<A, R>(task: (argument: A) => R | Promise<R>, argument: A): Promise<R>;
  /** A call of the DevTools protocol to the page. */
  send(method: string, params: object): Promise<unknown>;
  /** Lets go of the page; `evaluate` and `send` fail from here on. */
  detach(): Promise<void>;
  /** Asks it to quit and waits for its end; does nothing the second time. */
  stop(): Promise<void>;
}

/** What starts apps. */
export interface Launcher {
  readonly electron: string;
  start(args: readonly string[]): Promise<ElectronApp>;
  /** Stops what is still running, the display last. */
  stop(): Promise<void>;
}

const STOP_LIMIT_MS = 15_000;

/**
 * This process's clock in milliseconds since 1970: the origin is read once, then it only counts
 * monotonic time. A page has the same two numbers under the same names.
 */
export function clockMs(): number {
  return performance.timeOrigin + performance.now();
}

/** Finds the development runtime and a display; both serve all apps of a benchmark. */
export async function createLauncher(log: (line: string) => void): Promise<Launcher> {
  const { executable, version } = await resolveElectronRuntime(log);
  const display = await withDisplay(log);
  const apps: ElectronApp[] = [];
  return {
    electron: version,
    async start(args) {
      const app = await startApp(executable, args, { ...process.env, ...display.environment });
      apps.push(app);
      return app;
    },
    async stop() {
      await Promise.all(apps.map((app) => app.stop()));
      await display.stop();
    },
  };
}

async function startApp(
  executable: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<ElectronApp> {
  const startedAtMs = clockMs();
  const child = spawn(executable, [...electronFlags(), '--remote-debugging-pipe', ...args], {
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const [, , , input, output] = child.stdio;
  const tools = openDevTools(input as Writable, output as Readable);
  const attach = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true };
  await tools.send('Target.setAutoAttach', attach);
  const session = await Promise.race([
    tools.page,
    ended.then(([code]) => Promise.reject(new Error(`the app ended with ${String(code)}`))),
  ]);
  return {
    pid: child.pid ?? 0,
    startedAtMs,
    async evaluate(task, argument) {
      const reply = (await tools.send(
        'Runtime.evaluate',
        {
          expression: `(${task.toString()})(${JSON.stringify(argument) ?? ''})`,
          awaitPromise: true,
          returnByValue: true,
        },
        session,
      )) as { result: { value: never }; exceptionDetails?: object };
      if (reply.exceptionDetails === undefined) return reply.result.value;
      throw new Error(JSON.stringify(reply.exceptionDetails));
    },
    send: (method, params) => tools.send(method, params, session),
    async detach() {
      await tools.send('Target.setAutoAttach', { ...attach, autoAttach: false });
    },
    async stop() {
      // Electron on Linux answers SIGTERM by quitting in order, so that the records are closed.
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await ended;
      clearTimeout(late);
    },
  };
}
