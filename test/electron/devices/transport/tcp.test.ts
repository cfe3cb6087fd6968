import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTcpTransport } from '../../../../electron/devices/transport/tcp.ts';
import { realClock } from '../../../../electron/real-clock.ts';
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

  it('is missing when nobody listens', async () => {
    const transport = createTcpTransport({ host: '127.0.0.1', port: 1, clock: realClock });
    await expect(transport.open({ data() {}, lost() {} })).rejects.toMatchObject({
      code: 'port-missing',
    });
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
