import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { LinkReport, ProtocolId } from '../../shared/measure/instrument.ts';

/** What `line-child.ts` prints. */
export interface LineChildResult {
  /** Heap and buffers after a garbage collection, end minus start. */
  readonly grownBytes: number;
  readonly received: number;
  readonly observed: number;
  readonly rejected: number;
  readonly reports: readonly LinkReport[];
}

/** Runs `line-child.ts` on a pseudo-terminal; fails with its stderr when it does not end well. */
export function runLineChild(
  protocol: ProtocolId,
  path: string,
  seconds: number,
): Promise<LineChildResult> {
  const script = join(import.meta.dirname, 'line-child.ts');
  const child = spawn(process.execPath, ['--expose-gc', script, protocol, path, String(seconds)]);
  let out = '';
  let err = '';
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      if (code === 0) resolve(JSON.parse(out) as LineChildResult);
      else reject(new Error(`the child ended with ${code}: ${err}`));
    });
  });
}
