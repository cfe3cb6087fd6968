import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Clock } from '../../../shared/clock.ts';
import type { LineEvents } from './line-events.ts';
import { createLineEvents } from './line-events.ts';
import type { Transport } from './transport.ts';
import { TransportError } from './transport.ts';
import { within } from './within.ts';

const CONNECT_LIMIT_MS = 5000;
const WRITE_LIMIT_MS = 2000;
/**
 * Idle time after which the system asks the far end for a sign of life; ten unanswered questions, one a
 * second (libuv, uv_tcp_keepalive), end the connection. Without it a server that was switched off would
 * look like an instrument that has nothing to say, for ever.
 */
const KEEP_ALIVE_MS = 10_000;

/** A serial device server or a simulator on the network. */
export interface TcpOptions {
  readonly host: string;
  readonly port: number;
  /** Limits connecting and writing. */
  readonly clock: Clock;
}

/** Bytes over a TCP connection. */
export function createTcpTransport(options: TcpOptions): Transport {
  let socket: Socket | null = null;
  let events: LineEvents | null = null;

  return {
    async open(handlers) {
      const { host, port } = options;
      const alive = { keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS };
      socket = connect({ host, port, noDelay: true, ...alive });
      await connected(socket, options);
      events = createLineEvents(handlers);
      attachListeners(socket, events);
    },
    async write(bytes) {
      if (socket === null || !socket.writable) throw new Error('the connection is closed');
      try {
        const outcome = await within(writeBytes(socket, bytes), WRITE_LIMIT_MS, options.clock);
        if (outcome === 'late') throw new Error('the far end takes no bytes');
      } catch (error) {
        events?.lose(error instanceof Error ? error.message : String(error));
        throw error;
      }
    },
    close() {
      events?.mute();
      socket?.destroy();
      return Promise.resolve();
    },
  };
}

async function connected(socket: Socket, { host, port, clock }: TcpOptions): Promise<void> {
  const connecting = new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    // Stays attached: an `error` without a listener would end the process.
    socket.on('error', reject);
    socket.once('close', () => reject(new Error('closed')));
  });
  try {
    const outcome = await within(connecting, CONNECT_LIMIT_MS, clock);
    if (outcome === 'late') throw new Error('no answer');
  } catch (error) {
    socket.destroy();
    throw openError(`${host}:${port}`, error);
  }
}

function attachListeners(socket: Socket, events: LineEvents): void {
  socket.on('data', (bytes: Buffer) => events.data(bytes));
  socket.on('error', (error) => events.lose(error.message));
  socket.on('close', () => events.lose('the far end closed the connection'));
}

function writeBytes(socket: Socket, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => {
      if (error === null || error === undefined) resolve();
      else reject(error);
    });
  });
}

function openError(target: string, cause: unknown): TransportError {
  const { code, message } = cause as Error & { code?: string };
  const denied = code === 'EACCES' || code === 'EPERM';
  const advice = 'Check that the instrument or its server is on and the address is right.';
  return new TransportError(
    denied ? 'port-denied' : 'port-missing',
    `${target}: no connection. ${advice} (${message})`,
  );
}
