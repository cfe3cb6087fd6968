import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { waitFor } from '../../support/wait-for.ts';

const COMMAND = path.join(import.meta.dirname, '..', '..', '..', 'electron', 'cli', 'station.mjs');
/** Makes this Node say that it is an older one. */
const OLD = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.18.0' } })`;

function start(...args: string[]) {
  const old = ['--import', `data:text/javascript,${encodeURIComponent(OLD)}`];
  const child = spawn(process.execPath, [...old, COMMAND, ...args]);
  const run = { child, out: '', end: null as readonly [number | null, string | null] | null };
  child.stdout.on('data', (text: Buffer) => (run.out += text.toString()));
  child.once('exit', (code, signal) => (run.end = [code, signal]));
  return run;
}

it('with an older Node the exit code is that of the verb', async () => {
  const run = start('identify', 'hello');
  await waitFor(() => run.end !== null, 20_000);
  expect(run.end).toEqual([1, null]);
});

it.each(['SIGINT', 'SIGTERM'] as const)(
  'with an older Node %s reaches the verb, which ends in order',
  async (signal) => {
    const run = start('simulate', '--protocol', 'mt-sics', '--tcp', '47113');
    await waitFor(() => run.out.includes('ready'), 20_000);
    run.child.kill(signal);
    await waitFor(() => run.end !== null, 20_000);
    expect(run.end).toEqual([0, null]);
  },
);
