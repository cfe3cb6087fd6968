import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const PROGRAM = join(import.meta.dirname, '..', 'append-loop.ts');
/** Imports all that a core process does, and ends. */
const STATION = join(import.meta.dirname, '../../../electron/core/station.ts');
/** An opening takes about as long; some kills come a little later. */
const OPENING_MS = 40;
const WORKING_MS = 60;
/** Share of the kills that hit the opening. */
const WHILE_OPENING = 0.3;

/**
 * Lets Node keep what it compiles, so that a child is at work in a third of the time.
 * @param folder where; empty
 * @returns the environment for children
 */
export function withCompileCache(folder: string): NodeJS.ProcessEnv {
  const env = { ...process.env, NODE_COMPILE_CACHE: folder };
  // Only a process that ends by itself keeps what it compiled.
  spawnSync(process.execPath, ['-e', `import(${JSON.stringify(STATION)})`], { env });
  return env;
}

/**
 * Starts a store under load on a folder and kills it at some moment.
 *
 * @param random uniform in [0, 1); says when
 * @returns the lines that it acknowledged, whole ones only
 * @throws Error when it ended by itself
 */
export async function killedStore(
  dataDir: string,
  boot: string,
  env: NodeJS.ProcessEnv,
  random: () => number,
): Promise<string[]> {
  const child = spawn(process.execPath, [PROGRAM, dataDir, boot], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  const early = random() < WHILE_OPENING;
  const afterMs = random() * (early ? OPENING_MS : WORKING_MS);
  let [output, errors] = ['', ''];
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  let due: NodeJS.Timeout | null = null;
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    const ready = early ? output.length > 0 : output.includes('\n', 'opening\n'.length);
    if (ready) due ??= setTimeout(() => child.kill('SIGKILL'), afterMs);
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (due !== null) clearTimeout(due);
  if (signal !== 'SIGKILL') throw new Error(`the child ended by itself: ${errors}`);
  return output.split('\n').slice(1, -1);
}
