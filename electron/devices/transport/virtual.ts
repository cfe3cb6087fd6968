import type { Clock, Timer } from '../../../shared/clock.ts';
import type { SimulatedDetector } from '../../../shared/measure/instrument.ts';
import { bytesPerSecond } from '../../../shared/measure/line-settings.ts';
import type { Protocol, SimulatorStep } from '../protocol.ts';
import { createSimulatedLine } from '../simulate/simulated-line.ts';
import type { WorldChange } from '../world.ts';
import type { Transport, TransportHandlers } from './transport.ts';
import { TransportError } from './transport.ts';

/** Operating systems hand serial bytes over in pieces of about this size at 9600 baud. */
const CHUNK_BYTES = 8;
/** What a babbling instrument sends faster than its line carries is lost, as on hardware. */
const LINE_BUFFER_BYTES = 4096;

/** A simulated instrument with a cable that can be pulled; lives longer than one opening. */
export interface VirtualInstrument {
  /** One object per opening, like any other transport. A second open at a time is `port-busy`. */
  createTransport(): Transport;
  change(change: WorldChange): void;
  /** Stops the simulator's timers. */
  close(): void;
}

/** What a virtual instrument is made of. */
export interface VirtualOptions {
  readonly protocol: Protocol;
  readonly seed: number;
  readonly detector?: SimulatedDetector;
  readonly clock: Clock;
}

/** Runs a protocol's simulator behind the same interface as hardware. */
export function createVirtualInstrument(options: VirtualOptions): VirtualInstrument {
  const { protocol, clock, seed } = options;
  const simulator = protocol.createSimulator(seed, options.detector);
  let wake: Timer | null = null;
  const wire = createSimulatedLine(protocol.descriptor.lineSettings[0], seed);
  let plugged = true;
  let line: VirtualLine | null = null;

  const apply = (step: SimulatorStep): void => {
    wake?.cancel();
    wake = null;
    if (step.wakeAtMs !== null) {
      const delayMs = Math.max(0, step.wakeAtMs - clock.monotonicMs());
      wake = clock.after(delayMs, () => apply(simulator.wake(clock.monotonicMs())));
    }
    for (const bytes of step.emit) line?.send(wire.toHost(bytes, null));
  };
  const unplug = (): void => {
    plugged = false;
    const cut = line;
    line = null;
    cut?.cut();
  };

  apply(simulator.start(clock.monotonicMs()));
  return {
    createTransport() {
      let own: VirtualLine | null = null;
      return {
        open(handlers) {
          if (!plugged) {
            return Promise.reject(new TransportError('port-missing', 'virtual cable unplugged'));
          }
          if (line !== null) {
            return Promise.reject(new TransportError('port-busy', 'virtual port already open'));
          }
          own = createLine(protocol, clock, handlers);
          line = own;
          return Promise.resolve();
        },
        write(bytes) {
          if (own === null || own !== line) return Promise.reject(new Error('virtual port closed'));
          clock.after(0, () => {
            if (own !== line) return;
            apply(simulator.receive(wire.toInstrument(bytes, null), clock.monotonicMs()));
          });
          return Promise.resolve();
        },
        close() {
          if (own !== null && own === line) line = null;
          own?.close();
          return Promise.resolve();
        },
      };
    },
    change(change) {
      wire.change(change);
      if (change.kind === 'fault' && change.name === 'disconnected') unplug();
      if (change.kind === 'ok') plugged = true;
      apply(simulator.change(change, clock.monotonicMs()));
    },
    close() {
      wake?.cancel();
      unplug();
    },
  };
}

/** The bytes on their way from the simulator to the host, at the speed of the line. */
interface VirtualLine {
  send(bytes: Uint8Array): void;
  close(): void;
  /** The cable is pulled: bytes on their way are lost, the host is told. */
  cut(): void;
}

function createLine(protocol: Protocol, clock: Clock, handlers: TransportHandlers): VirtualLine {
  const chunkMs = (1000 * CHUNK_BYTES) / bytesPerSecond(protocol.descriptor.lineSettings[0]);
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let timer: Timer | null = null;
  let closed = false;

  const deliver = (): void => {
    const chunk = waiting.shift();
    timer = waiting.length > 0 ? clock.after(chunkMs, deliver) : null;
    if (chunk === undefined) return;
    waitingBytes -= chunk.length;
    handlers.data(chunk);
  };
  const close = (): void => {
    closed = true;
    timer?.cancel();
    waiting = [];
  };
  return {
    send(bytes) {
      if (closed || waitingBytes + bytes.length > LINE_BUFFER_BYTES) return;
      for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
        waiting.push(bytes.slice(at, at + CHUNK_BYTES));
      }
      waitingBytes += bytes.length;
      timer ??= waiting.length > 0 ? clock.after(chunkMs, deliver) : null;
    },
    close,
    cut() {
      if (closed) return;
      close();
      clock.after(0, () => handlers.lost('disconnected', 'virtual cable unplugged'));
    },
  };
}
