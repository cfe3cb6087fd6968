import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { createLineEvents } from '../transport/line-events.ts';
import type { Transport } from '../transport/transport.ts';
import { TransportError } from '../transport/transport.ts';

/** Bytes kept for a program that does not read; the rest is lost. */
const UNREAD_LIMIT_BYTES = 4096;

/**
 * A TCP port of this computer (127.0.0.1) that behaves like a serial line: one far end at a time, a
 * new connection replaces the old one, and what is sent while nobody listens is lost.
 * Fails with `port-busy` when another program has the port, else with `port-denied`.
 */
export function createTcpLine(port: number): Transport {
  let server: Server | null = null;
  let client: Socket | null = null;
  return {
    async open(handlers) {
      const events = createLineEvents(handlers);
      const created = createServer({ noDelay: true }, (socket) => {
        client?.destroy();
        client = socket;
        socket.on('data', (bytes) => events.data(bytes));
        // An `error` without a listener would end the process; `close` follows.
        socket.on('error', () => {});
      });
      await listen(created, port);
      created.on('error', (error) => events.lose(error.message));
      server = created;
    },
    write(bytes) {
      if (client?.writable === true && client.writableLength < UNREAD_LIMIT_BYTES) {
        client.write(bytes);
      }
      return Promise.resolve();
    },
    async close() {
      const ending = server;
      server = null;
      client?.destroy();
      client = null;
      if (ending !== null) await new Promise((resolve) => ending.close(resolve));
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const code = error.code === 'EADDRINUSE' ? 'port-busy' : 'port-denied';
      reject(new TransportError(code, `127.0.0.1:${port}: ${error.message}`));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}
