import type { Envelope } from '../../shared/bridge/envelope.ts';
import type { BenchState } from '../../shared/bridge/contract.ts';
import type { RunningApp } from '../../tools/app/launch.ts';

const LIMIT_MS = 20_000;
const PAUSE_MS = 50;

/** Evaluates an expression in the window by way of main; works after the screen was killed, too. */
export function askWindow(run: RunningApp, expression: string): Promise<unknown> {
  return run.app.evaluate(
    ({ BrowserWindow }, code) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code) as Promise<unknown>,
    expression,
  );
}

/** Waits until an expression holds in the window. @throws Error when it does not in 20 s */
export async function waitInWindow(run: RunningApp, expression: string): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (performance.now() < end) {
    const pause = new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    // Between two screens an answer may never come.
    const answer = await Promise.race([askWindow(run, expression), pause]);
    if (answer === true) return;
    await pause;
  }
  throw new Error(`not in the window within ${LIMIT_MS} ms: ${expression}`);
}

/** The bench as the window gets it. */
export async function benchInWindow(run: RunningApp): Promise<BenchState> {
  const reply = (await askWindow(run, 'window.station.benchState()')) as Envelope<BenchState>;
  if (reply.ok) return reply.value;
  throw new Error(`benchState: ${reply.error.code}`);
}
