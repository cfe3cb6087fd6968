import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTcpTransport } from '../../../../electron/devices/transport/tcp.ts';
import { openLink } from '../../../../electron/devices/link.ts';
import { realClock } from '../../../../electron/real-clock.ts';
import type { LinkReport } from '../../../../shared/measure/instrument.ts';
import { fakeProtocol } from '../../../support/fake-protocol.ts';
import { bytesOf } from '../../../support/scripted-transport.ts';
import { waitFor } from '../../../support/wait-for.ts';

let server: Server;
let port: number;
let client: Socket | null;

beforeEach(async () => {
  client = null;
  server = createServer((socket) => {
    client = socket;
    socket.on('error', () => {});
    socket.on('data', (bytes) => socket.write(`got ${bytes.toString()}`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  client?.destroy();
  await new Promise((resolve) => server.close(resolve));
});

describe('tcp transport', () => {
  it('carries bytes both ways', async () => {
    let heard = '';
    const transport = createTcpTransport({ host: '127.0.0.1', port, clock: realClock });
    await transport.open({ data: (bytes) => (heard += Buffer.from(bytes).toString()), lost() {} });
    await transport.write(bytesOf('hello'));
    await waitFor(() => heard === 'got hello');
    await transport.close();
  });

  it('is lost when the far end closes, and survives writes after that', async () => {
    const losses: string[] = [];
    const transport = createTcpTransport({ host: '127.0.0.1', port, clock: realClock });
    await transport.open({ data() {}, lost: (code) => losses.push(code) });
    await waitFor(() => client !== null);
    client?.destroy();
    const writes = Array.from({ length: 50 }, () => transport.write(bytesOf('x')).catch(() => {}));
    await Promise.all(writes);
    await waitFor(() => losses.length > 0);
    await expect(transport.write(bytesOf('x'))).rejects.toThrow();
    expect(losses).toEqual(['disconnected']);
  });

  it.runIf(process.platform === 'linux')('has the system watch the far end', async () => {
    const transport = createTcpTransport({ host: '127.0.0.1', port, clock: realClock });
    await transport.open({ data() {}, lost() {} });
    await waitFor(() => client !== null);
    // proc_net_tcp: "tr" 02 is a running keep-alive timer.
    const near = `:${(client?.remotePort ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    const lines = (await readFile('/proc/net/tcp', 'utf8')).split('\n');
    const own = lines.map((line) => line.trim().split(/\s+/)).find(([, at]) => at?.endsWith(near));
    expect(own?.[5]?.slice(0, 2)).toBe('02');
    await transport.close();
  });

  it('is lost when the far end takes no bytes', async () => {
    const losses: string[] = [];
    const transport = createTcpTransport({ host: '127.0.0.1', port, clock: realClock });
    await transport.open({ data() {}, lost: (code) => losses.push(code) });
    await waitFor(() => client !== null);
    client?.pause();
    const block = new Uint8Array(16_000_000);
    await expect(transport.write(block)).rejects.toThrow('takes no bytes');
    expect(losses).toEqual(['disconnected']);
    await transport.close();
  });

  it('is missing when nobody listens', async () => {
    const transport = createTcpTransport({ host: '127.0.0.1', port: 1, clock: realClock });
    await expect(transport.open({ data() {}, lost() {} })).rejects.toMatchObject({
      code: 'port-missing',
    });
  });

  it('is opened again by its link when the server is back', async () => {
    const reports: LinkReport[] = [];
    server.on('connection', (socket) => socket.write('ID fake 1.0\n'));
    const transport = { kind: 'tcp', host: '127.0.0.1', port } as const;
    const link = openLink({
      config: { id: 'scale', kind: 'scale', protocol: 'mt-sics', transport },
      protocol: fakeProtocol({ settleMs: 0 }),
      openTransport: () => createTcpTransport({ ...transport, clock: realClock }),
      clock: realClock,
      random: () => 0.5,
      nextSeq: () => 1,
      onObserved() {},
      onReport: (report) => reports.push(report),
    });
    const times = (state: LinkReport['state']): number =>
      reports.filter((report) => report.state === state).length;
    await waitFor(() => client !== null && times('opening') > 0);
    const first = client;
    first?.destroy();
    await waitFor(() => times('lost') > 0);
    await waitFor(() => client !== first);
    await link.close();
  });

  it('says nothing after it was closed', async () => {
    const events: string[] = [];
    const transport = createTcpTransport({ host: '127.0.0.1', port, clock: realClock });
    await transport.open({ data: () => events.push('data'), lost: () => events.push('lost') });
    await transport.write(bytesOf('hello'));
    await transport.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(events).toEqual([]);
  });
});
