import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDevicesHost, type DevicesHost } from '../../electron/devices/devices-host.ts';
import { realClock } from '../../electron/real-clock.ts';
import type { DetectionResult } from '../../shared/bridge/detection.ts';
import type { FromDevices } from '../../shared/bridge/devices-messages.ts';
import type { ProtocolId } from '../../shared/measure/instrument.ts';
import { runStation } from '../support/e2e-records.ts';
import { waitFor } from '../support/wait-for.ts';

let folder: string;
let link: string;
let simulators: ChildProcess[];
let host: DevicesHost;
let sent: FromDevices[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'detect-'));
  link = join(folder, 'tty');
  simulators = [];
  sent = [];
  host = createDevicesHost({
    clock: realClock,
    random: () => 0.5,
    send: (message) => sent.push(message),
    log() {},
  });
});
afterEach(async () => {
  await host.close();
  for (const child of simulators) child.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

async function simulate(protocol: ProtocolId): Promise<ChildProcess> {
  const script = join(import.meta.dirname, 'simulate-child.ts');
  const attach = JSON.stringify({ kind: 'pty', link });
  const child = spawn(process.execPath, [script, protocol, attach]);
  simulators.push(child);
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said += text.toString()));
  await waitFor(() => said.includes('"ready":true'));
  return child;
}

const states = (): string[] =>
  sent.flatMap((message) =>
    message.kind === 'link' ? [`${message.report.state} ${message.report.fault ?? ''}`.trim()] : [],
  );
const results = (): DetectionResult[] =>
  sent.flatMap((message) =>
    message.kind === 'detection' && message.news.state === 'result' ? [message.news.result] : [],
  );

describe('the port of an instrument that is in use', () => {
  it('is taken for the detection that was asked for, and then delivers again', async () => {
    await simulate('mt-sics');
    const transport = { kind: 'serial', path: link } as const;
    const instruments = [{ id: 'scale', kind: 'scale', protocol: 'mt-sics', transport } as const];
    host.handle({ kind: 'configure', instruments });
    await waitFor(() => states().at(-1) === 'ready', 15_000);
    host.handle({ kind: 'detect', path: link });
    await waitFor(() => results().length === 1, 40_000);
    expect(results()[0]).toMatchObject({
      outcome: 'found',
      candidates: [{ protocol: 'mt-sics', confidence: 'certain' }],
    });
    await waitFor(() => states().at(-1) === 'ready', 15_000);
    expect(states()).toContain('lost port-busy');
  });
});

describe('station detect', () => {
  it('answers what is on a port, with the bytes', async () => {
    await simulate('gq-gmc');
    const { status, stdout, stderr } = await runStation('detect', link, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      path: link,
      outcome: 'found',
      candidates: [{ protocol: 'gq-gmc', identity: 'GMC-320 firmware 4.26' }],
    });
    expect(stderr).toContain('listening at');
    expect(status).toBe(0);
  });

  it('ends with 1 when there is no such port', async () => {
    const { status, stdout } = await runStation('detect', join(folder, 'none'));
    expect(stdout).toContain('no such port');
    expect(status).toBe(1);
  });
});
