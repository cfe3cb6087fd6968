import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitFor } from '../support/wait-for.ts';

const ip = (...args: string[]): boolean => spawnSync('ip', args).status === 0;
const NEAR = 'station-near';
const FAR = 'station-far';

/** Two computers with a cable between them; false where this account may not make any. */
function connect(): boolean {
  return (
    ip('netns', 'add', NEAR) &&
    ip('netns', 'add', FAR) &&
    ip('link', 'add', 'st0', 'netns', NEAR, 'type', 'veth', 'peer', 'name', 'st1', 'netns', FAR) &&
    ip('-n', NEAR, 'addr', 'add', '10.77.0.1/30', 'dev', 'st0') &&
    ip('-n', FAR, 'addr', 'add', '10.77.0.2/30', 'dev', 'st1') &&
    ip('-n', NEAR, 'link', 'set', 'st0', 'up') &&
    ip('-n', FAR, 'link', 'set', 'st1', 'up')
  );
}
function disconnect(): void {
  ip('netns', 'del', NEAR);
  ip('netns', 'del', FAR);
}

const possible = connect();
disconnect();

describe.runIf(possible)('a device server on the network', () => {
  let server: ChildProcess;
  let said: string;
  let station: ChildProcess;

  beforeEach(async () => {
    connect();
    said = '';
    const listen = 'TCP-LISTEN:4001,reuseaddr';
    server = spawn('ip', ['netns', 'exec', FAR, 'socat', '-d', '-d', listen, '-']);
    let log = '';
    server.stderr?.on('data', (text: Buffer) => (log += text.toString()));
    await waitFor(() => log.includes('listening on'));
    const child = join(import.meta.dirname, 'tcp-child.ts');
    const command = ['netns', 'exec', NEAR, process.execPath, child, '10.77.0.2', '4001'];
    station = spawn('ip', command);
    station.stdout?.on('data', (text: Buffer) => (said += text.toString()));
    await waitFor(() => said.includes('"open"'));
  });
  afterEach(() => {
    station.kill();
    server.kill();
    disconnect();
  });

  it('is lost within half a minute when it vanishes without a word', async () => {
    server.stdin?.write('V 1\r\n');
    await waitFor(() => said.includes('"data"'));
    ip('-n', FAR, 'addr', 'del', '10.77.0.2/30', 'dev', 'st1');
    await waitFor(() => said.includes('"disconnected"'), 40_000);
    const last = JSON.parse(said.trim().split('\n').at(-1) ?? '') as { seconds: number };
    expect(last.seconds).toBeGreaterThan(10);
    expect(last.seconds).toBeLessThan(30);
  });
});
