import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLink } from '../../electron/devices/link.ts';
import type { Link } from '../../electron/devices/link.ts';
import { createPtyLine } from '../../electron/devices/simulate/pty-line.ts';
import { createSerialTransport } from '../../electron/devices/transport/serial.ts';
import type { Transport } from '../../electron/devices/transport/transport.ts';
import { realClock } from '../../electron/real-clock.ts';
import { PROTOCOL_IDS } from '../../shared/measure/instrument.ts';
import type { Observed } from '../../shared/measure/reading.ts';
import { fakeProtocol } from '../support/fake-protocol.ts';
import { bytesOf } from '../support/scripted-transport.ts';
import { waitFor } from '../support/wait-for.ts';
import { runLineChild } from './run-line-child.ts';

let folder: string;
let path: string;
let farEnd: Transport;
let heardByFarEnd: string;

const opened: Transport[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pty-'));
  path = join(folder, 'instrument');
  await plugIn();
});
afterEach(async () => {
  for (const transport of opened.splice(0)) await transport.close();
  await farEnd.close();
  await rm(folder, { recursive: true, force: true });
});

async function plugIn(): Promise<void> {
  heardByFarEnd = '';
  farEnd = createPtyLine(path, 9600);
  await farEnd.open({
    data(bytes) {
      heardByFarEnd += Buffer.from(bytes).toString('latin1');
    },
    lost() {},
  });
}

function serial(settings = '9600-8N1', at = path): Transport {
  const transport = createSerialTransport({ path: at, settings, clock: realClock });
  opened.push(transport);
  return transport;
}

describe('a serial port through the real binding', () => {
  it('carries bytes both ways', async () => {
    let heard = '';
    const port = serial();
    await port.open({ data: (bytes) => (heard += Buffer.from(bytes).toString()), lost() {} });
    await port.write(bytesOf('Q\r\n'));
    await farEnd.write(bytesOf('V 1\r\n'));
    await waitFor(() => heard === 'V 1\r\n' && heardByFarEnd === 'Q\r\n');
  });

  it.each(['2400-7E1', '4800-7O1', '9600-7E2', '19200-7O2', '9600-8N2', '115200-8N1'])(
    'opens with %s',
    async (settings) => {
      await expect(serial(settings).open({ data() {}, lost() {} })).resolves.toBeUndefined();
    },
  );

  it('opens although a pseudo-terminal has no control lines to set', async () => {
    let heard = '';
    const controlLines = { rts: true, dtr: false };
    const options = { path, settings: '9600-8N1', clock: realClock, controlLines };
    const port = createSerialTransport(options);
    opened.push(port);
    await port.open({ data: (bytes) => (heard += Buffer.from(bytes).toString()), lost() {} });
    await farEnd.write(bytesOf('V 1\r\n'));
    await waitFor(() => heard === 'V 1\r\n');
  });

  it('is lost once, as disconnected, when the far end goes away', async () => {
    const losses: string[] = [];
    await serial().open({ data() {}, lost: (code) => losses.push(code) });
    await farEnd.close();
    await waitFor(() => losses.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(losses).toEqual(['disconnected']);
  });

  it('is lost when its device file is gone, although the binding says nothing', async () => {
    const losses: string[] = [];
    const port = serial();
    await port.open({ data() {}, lost: (code) => losses.push(code) });
    await rm(path);
    await waitFor(() => losses.length > 0);
    expect(losses).toEqual(['disconnected']);
    await expect(port.write(bytesOf('Q\n'))).rejects.toThrow('not open');
  });

  it('closes quickly and quietly after the far end went away', async () => {
    const port = serial();
    await port.open({ data() {}, lost() {} });
    await farEnd.close();
    const startMs = performance.now();
    await port.close();
    await port.close();
    expect(performance.now() - startMs).toBeLessThan(1000);
  });

  it('says nothing after it was closed by the host', async () => {
    const events: string[] = [];
    const port = serial();
    await port.open({ data: () => events.push('data'), lost: () => events.push('lost') });
    await port.close();
    await farEnd.close();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(events).toEqual([]);
  });

  it('can be opened again after it was closed while it opened', async () => {
    const first = serial();
    const opening = first.open({ data() {}, lost() {} }).catch(() => {});
    await first.close();
    await opening;
    await expect(serial().open({ data() {}, lost() {} })).resolves.toBeUndefined();
  });

  it('refuses a write after it was lost', async () => {
    let lost = false;
    const port = serial();
    await port.open({ data() {}, lost: () => (lost = true) });
    await farEnd.close();
    await waitFor(() => lost);
    await expect(port.write(bytesOf('Q\n'))).rejects.toThrow('not open');
  });
});

describe('a port that cannot be opened', () => {
  it('is busy for a second opener', async () => {
    await serial().open({ data() {}, lost() {} });
    await expect(serial().open({ data() {}, lost() {} })).rejects.toMatchObject({
      code: 'port-busy',
      message: expect.stringContaining('two instruments have the same port') as string,
    });
  });

  it('names the program that has it', async () => {
    const other = spawn('flock', ['-o', path, 'sh', '-c', 'echo locked; sleep 5']);
    await new Promise((resolve) => other.stdout.once('data', resolve));
    const opening = serial().open({ data() {}, lost() {} });
    await expect(opening).rejects.toThrow(/another program.* It is flock \(process \d+\)/);
    other.kill();
  });

  it.each([
    ['a path that is not there', '/dev/no-such-port', '9600-8N1', 'port-missing'],
    ['a file', import.meta.filename, '9600-8N1', 'port-missing'],
    ['a folder', import.meta.dirname, '9600-8N1', 'port-missing'],
  ])('%s', async (_name, at, settings, code) => {
    await expect(serial(settings, at).open({ data() {}, lost() {} })).rejects.toMatchObject({
      code,
    });
  });

  it('has settings that cannot be read', async () => {
    await expect(serial('fast').open({ data() {}, lost() {} })).rejects.toMatchObject({
      code: 'wrong-settings',
    });
  });
});

describe('a link on a pseudo-terminal', () => {
  it('reads, is lost with the far end, and reads again when it is back', async () => {
    const observed: Observed[] = [];
    const states: string[] = [];
    const link: Link = openLink({
      config: {
        id: 'scale',
        kind: 'scale',
        protocol: 'mt-sics',
        transport: { kind: 'serial', path },
      },
      protocol: fakeProtocol({ settleMs: 20 }),
      openTransport: () => serial(),
      clock: realClock,
      random: () => 0.5,
      nextSeq: () => observed.length + 1,
      onObserved: (entry) => observed.push(entry),
      onReport: ({ state }) => states.push(state),
    });
    await waitFor(() => heardByFarEnd.includes('I\n'));
    await farEnd.write(bytesOf('ID fake 1.0\nV 5\n'));
    await waitFor(() => observed.length === 1);
    await farEnd.close();
    await waitFor(() => link.report().state === 'lost');
    await plugIn();
    await waitFor(() => heardByFarEnd.includes('I\n'));
    await farEnd.write(bytesOf('ID fake 1.0\nV 6\n'));
    await waitFor(() => observed.length === 2);
    expect(observed[1]?.observation).toMatchObject({ value: '6' });
    expect(states).toContain('lost');
    expect(link.report().state).toBe('ready');
    await link.close();
  });

  it('survives writes while it is unplugged and plugged in again', async () => {
    const running = runLineChild('mt-sics', path, 3);
    for (let round = 0; round < 4; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 600));
      await farEnd.close();
      await plugIn();
    }
    const result = await running;
    expect(result.rejected).toBeGreaterThan(0);
    expect(result.reports.filter(({ state }) => state === 'lost').length).toBeGreaterThan(1);
  });
});

describe('a babbling far end', () => {
  const garbage = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 197) & 0x7f));

  const cases = PROTOCOL_IDS.flatMap((protocol) => [
    { protocol, kind: 'garbage', block: garbage },
    { protocol, kind: 'an endless line', block: Buffer.alloc(4096, 'x') },
  ]);

  it.each(cases)('sends $kind to $protocol: memory stays flat', async ({ protocol, block }) => {
    await farEnd.close();
    const socat = spawn('socat', [`pty,raw,echo=0,link=${path}`, '-']);
    socat.stdin.on('error', () => {});
    socat.stdout.resume();
    const pump = (): void => {
      while (socat.stdin.write(block));
    };
    socat.stdin.on('drain', pump);
    await new Promise((resolve) => setTimeout(resolve, 300));
    pump();
    const result = await runLineChild(protocol, path, 2);
    socat.kill();
    expect(result.received).toBeGreaterThan(3_000_000);
    expect(result.grownBytes).toBeLessThan(result.received / 4);
    // 200 readings a second at most, each with a fault after it, and 100 faults.
    expect(result.observed).toBeLessThan(500 * 5);
  });
});
