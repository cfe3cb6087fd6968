import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDevicesHost } from '../../electron/devices/devices-host.ts';
import type { DevicesHost } from '../../electron/devices/devices-host.ts';
import type { SimulatorLine } from '../../electron/devices/simulate/run-simulator.ts';
import { realClock } from '../../electron/real-clock.ts';
import type {
  LineSettings,
  LinkReport,
  ProtocolId,
  TransportConfig,
} from '../../shared/measure/instrument.ts';
import type { Observed } from '../../shared/measure/reading.ts';
import { waitFor } from '../support/wait-for.ts';

interface Simulated {
  readonly child: ChildProcess;
  out: string;
  err: string;
  exit: number | null | undefined;
}

let folder: string;
let simulators: Simulated[];
let host: DevicesHost;
let observed: Observed[];
let report: LinkReport | null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulate-'));
  simulators = [];
  observed = [];
  report = null;
  host = createDevicesHost({
    clock: realClock,
    random: () => 0.5,
    send(message) {
      if (message.kind === 'observed') observed.push(message.observed);
      else if (message.kind === 'link') report = message.report;
    },
    log() {},
  });
});
afterEach(async () => {
  await host.close();
  for (const { child } of simulators) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

function run(
  protocol: ProtocolId,
  attach: SimulatorLine,
  env = process.env,
  settings?: LineSettings,
): Simulated {
  const script = join(import.meta.dirname, 'simulate-child.ts');
  const words = [attach, settings ?? null].map((value) => JSON.stringify(value));
  const child = spawn(process.execPath, [script, protocol, ...words], { env });
  const simulated: Simulated = { child, out: '', err: '', exit: undefined };
  child.stdout.on('data', (text: Buffer) => (simulated.out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (simulated.err += text.toString()));
  child.once('exit', (code) => (simulated.exit = code));
  simulators.push(simulated);
  return simulated;
}

async function start(
  protocol: ProtocolId,
  attach: SimulatorLine,
  settings?: LineSettings,
): Promise<Simulated> {
  const simulated = run(protocol, attach, process.env, settings);
  await waitFor(() => simulated.out.includes('"ready":true'));
  return simulated;
}

function attachHost(protocol: ProtocolId, transport: TransportConfig): void {
  const kind = protocol === 'mt-sics' ? 'scale' : protocol === 'gq-gmc' ? 'dosimeter' : 'scanner';
  host.handle({ kind: 'configure', instruments: [{ id: 'one', kind, protocol, transport }] });
}

function change(simulated: Simulated, line: string): void {
  simulated.child.stdin?.write(`${line}\n`);
}

const hasMass = (value: string): boolean =>
  observed.some(
    ({ observation }) =>
      observation.type === 'reading' && observation.kind === 'mass' && observation.value === value,
  );

describe('a simulated scale on a pseudo-terminal', () => {
  it('is read through the serial port, pulled, and plugged in again', async () => {
    const path = join(folder, 'scale');
    const scale = await start('mt-sics', { kind: 'pty', link: path });
    attachHost('mt-sics', { kind: 'serial', path });
    await waitFor(() => report?.state === 'ready', 10_000);
    change(scale, 'place 1250 g');
    await waitFor(() => hasMass('1250.00') || hasMass('1.2500') || hasMass('1250.0'));
    change(scale, 'fault disconnected');
    await waitFor(() => report?.state === 'lost');
    expect(existsSync(path)).toBe(false);
    change(scale, 'ok');
    await waitFor(() => report?.state === 'ready', 10_000);
  });

  it('is garbage at another speed than its own, both ways, and read at the right one', async () => {
    const path = join(folder, 'scale');
    await start('mt-sics', { kind: 'pty', link: path });
    attachHost('mt-sics', { kind: 'serial', path, settings: '19200-8N1' });
    await waitFor(() => report?.state === 'lost', 20_000);
    expect(report?.fault).not.toBeNull();
    expect(observed.filter(({ observation }) => observation.type === 'reading')).toEqual([]);
    attachHost('mt-sics', { kind: 'serial', path, settings: '9600-8N1' });
    await waitFor(() => report?.state === 'ready', 10_000);
  });

  it('has the speed that it was given', async () => {
    const path = join(folder, 'scale');
    const settings = { baudRate: 2400, dataBits: 7, parity: 'even', stopBits: 1 } as const;
    await start('mt-sics', { kind: 'pty', link: path }, settings);
    attachHost('mt-sics', { kind: 'serial', path, settings: '2400-7E1' });
    await waitFor(() => report?.state === 'ready', 10_000);
  });

  it('whose line flips bits recovers when the line does', async () => {
    const path = join(folder, 'scale');
    const scale = await start('mt-sics', { kind: 'pty', link: path });
    attachHost('mt-sics', { kind: 'serial', path });
    await waitFor(() => report?.state === 'ready', 10_000);
    change(scale, 'fault line-errors');
    await waitFor(() => observed.some(({ observation }) => observation.type === 'fault'), 20_000);
    change(scale, 'ok');
    const before = observed.length;
    await waitFor(() => report?.state === 'ready', 40_000);
    await waitFor(() =>
      observed.slice(before).some(({ observation }) => observation.type === 'reading'),
    );
  });

  it('tells a line that it cannot play, and goes on', async () => {
    const scale = await start('mt-sics', { kind: 'pty', link: join(folder, 'scale') });
    change(scale, 'place a brick');
    await waitFor(() => scale.err.includes('place'));
    expect(scale.exit).toBeUndefined();
  });

  it('goes on when its input ends', async () => {
    const path = join(folder, 'scale');
    const scale = await start('mt-sics', { kind: 'pty', link: path });
    scale.child.stdin?.end();
    attachHost('mt-sics', { kind: 'serial', path });
    await waitFor(() => report?.state === 'ready', 10_000);
  });

  it('takes its name away when it is ended', async () => {
    const path = join(folder, 'scale');
    const scale = await start('mt-sics', { kind: 'pty', link: path });
    expect(existsSync(path)).toBe(true);
    scale.child.kill('SIGTERM');
    await waitFor(() => scale.exit !== undefined);
    expect([scale.exit, existsSync(path)]).toEqual([0, false]);
  });

  it('never takes the place of a file', async () => {
    const path = join(folder, 'notes');
    await writeFile(path, 'mine');
    const scale = run('mt-sics', { kind: 'pty', link: path });
    await waitFor(() => scale.exit !== undefined);
    expect([scale.exit, await readFile(path, 'utf8')]).toEqual([1, 'mine']);
    expect(scale.err).toContain('exists and is no link');
  });

  it('takes the place of the link that an earlier run left', async () => {
    const path = join(folder, 'scale');
    await symlink('/dev/pts/no-such', path);
    await start('mt-sics', { kind: 'pty', link: path });
  });

  it('says how to get socat where it is missing', async () => {
    const attach: SimulatorLine = { kind: 'pty', link: join(folder, 'scale') };
    const scale = run('mt-sics', attach, { PATH: folder });
    await waitFor(() => scale.exit !== undefined);
    expect(scale.err).toContain('apt-get install socat');
  });

  it('says why a pseudo-terminal cannot be made', async () => {
    const scale = run('mt-sics', { kind: 'pty', link: join(folder, 'no', 'such', 'folder') });
    await waitFor(() => scale.exit !== undefined);
    expect(scale.err).toContain('socat says');
  });
});

describe('a simulated instrument elsewhere', () => {
  it('is read through TCP, also by the next connection', async () => {
    const port = await freePort();
    await start('gq-gmc', { kind: 'tcp', port });
    attachHost('gq-gmc', { kind: 'tcp', host: '127.0.0.1', port });
    await waitFor(() => report?.state === 'ready', 10_000);
    host.handle({ kind: 'configure', instruments: [] });
    report = null;
    attachHost('gq-gmc', { kind: 'tcp', host: '127.0.0.1', port });
    await waitFor(() => report?.state === 'ready', 10_000);
  });

  it('is read at the other end of a serial cable', async () => {
    const [near, far] = [join(folder, 'near'), join(folder, 'far')];
    const cable = spawn('socat', [`pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`]);
    await waitFor(() => existsSync(near) && existsSync(far));
    const scanner = await start('line-scanner', { kind: 'port', path: far });
    attachHost('line-scanner', { kind: 'serial', path: near });
    await waitFor(() => report?.state === 'ready', 10_000);
    change(scanner, 'scan LX876543216DE');
    await waitFor(() => observed.length > 0);
    expect(observed[0]?.observation).toMatchObject({ kind: 'scan', text: 'LX876543216DE' });
    await host.close();
    cable.kill();
  });

  it('does not start on a TCP port that is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const scale = run('mt-sics', { kind: 'tcp', port });
    await waitFor(() => scale.exit !== undefined);
    server.close();
    expect([scale.exit, scale.err]).toEqual([1, expect.stringContaining('EADDRINUSE')]);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
