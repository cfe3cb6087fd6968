import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FromDevices } from '../../../shared/bridge/devices-messages.ts';
import { waitFor } from '../../support/wait-for.ts';

const script = join(import.meta.dirname, '../../../electron/devices/index.ts');

let child: ChildProcess;
let messages: (FromDevices | { kind: 'ready' })[];
let stderr: string;

beforeEach(() => {
  child = fork(script, { silent: true });
  messages = [];
  stderr = '';
  child.on('message', (message) => messages.push(message as FromDevices));
  child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
});
afterEach(() => void child.kill('SIGKILL'));

const configure = {
  kind: 'configure',
  instruments: [
    {
      id: 'scale',
      kind: 'scale',
      protocol: 'mt-sics',
      transport: { kind: 'virtual', seed: 1 },
    },
  ],
};
const isReady = (): boolean =>
  messages.some((message) => message.kind === 'link' && message.report.state === 'ready');

describe('the devices process under plain Node', () => {
  it('says ready first, then serves the instruments it was given', async () => {
    await waitFor(() => messages.length > 0);
    expect(messages[0]).toEqual({ kind: 'ready' });
    child.send(configure);
    await waitFor(isReady);
  });

  it('logs a malformed message and lives on', async () => {
    await waitFor(() => messages.length > 0);
    child.send({ kind: 'configure', instruments: [{ id: 7 }] });
    child.send({ kind: 'what' });
    await waitFor(() => stderr.split('was ignored').length === 3);
    child.send(configure);
    await waitFor(isReady);
  });

  it('ends with its parent', async () => {
    await waitFor(() => messages.length > 0);
    child.send(configure);
    await waitFor(isReady);
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.disconnect();
    expect(await exited).toBe(0);
  });
});
