import { isDeepStrictEqual } from 'node:util';
import type { FromDevices, ToDevices } from '../../shared/bridge/devices-messages.ts';
import type { Clock } from '../../shared/clock.ts';
import type { InstrumentConfig, ProtocolId } from '../../shared/measure/instrument.ts';
import { openLink } from './link.ts';
import type { Link } from './link.ts';
import { parseWorldChange } from './parse-world-change.ts';
import type { Protocol } from './protocol.ts';
import { protocolOf } from './protocols.ts';
import { openSource } from './transport/open-source.ts';
import type { TransportSource } from './transport/open-source.ts';

/** What a host is made of. */
export interface DevicesHostOptions {
  readonly clock: Clock;
  /** From 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  send(message: FromDevices): void;
  /** For IT: what could not be done and why, one line each. */
  log(line: string): void;
  /** Protocols by id; the shipped ones unless a test brings its own. */
  readonly protocols?: (id: ProtocolId) => Protocol;
}

/** All instruments of a bench. Runs in the devices process, or inside the CLI on simulated time. */
export interface DevicesHost {
  handle(message: ToDevices): void;
  /** Nothing is sent from here on; resolves when every port is closed. */
  close(): Promise<void>;
}

interface Instrument {
  readonly config: InstrumentConfig;
  readonly source: TransportSource;
  readonly link: Link;
}

/** Creates a host without instruments; `configure` brings them. */
export function createDevicesHost(options: DevicesHostOptions): DevicesHost {
  const { clock, send } = options;
  const instruments = new Map<string, Instrument>();
  const sequences = new Map<string, number>();
  let closed = false;
  /** Ports being closed; others open after that, as a new instrument may use an old one's port. */
  const closing = new Set<Promise<void>>();
  let wanted: readonly InstrumentConfig[] = [];

  const nextSeq = (id: string): number => {
    const seq = (sequences.get(id) ?? 0) + 1;
    sequences.set(id, seq);
    return seq;
  };
  const open = (config: InstrumentConfig): void => {
    const protocol = (options.protocols ?? protocolOf)(config.protocol);
    const source = openSource(config.transport, protocol, clock);
    const link = openLink({
      config,
      protocol,
      openTransport: source.createTransport,
      clock,
      random: options.random,
      nextSeq: () => nextSeq(config.id),
      onObserved: (observed) => send({ kind: 'observed', observed }),
      onReport: (report) => send({ kind: 'link', report }),
    });
    instruments.set(config.id, { config, source, link });
  };
  const shut = ({ config, source, link }: Instrument): void => {
    instruments.delete(config.id);
    const done = link.close().then(() => {
      source.close();
      closing.delete(done);
      if (closing.size === 0) openMissing();
    });
    closing.add(done);
  };
  const openMissing = (): void => {
    if (closed) return;
    for (const config of wanted) {
      if (instruments.has(config.id)) continue;
      try {
        open(config);
      } catch (error) {
        refuse(config, error instanceof Error ? error.message : String(error));
      }
    }
  };
  const refuse = (config: InstrumentConfig, reason: string): void => {
    options.log(`instrument ${config.id}: ${reason}`);
    const state = {
      state: 'lost',
      fault: 'wrong-settings',
      detail: reason,
      identity: null,
    } as const;
    send({ kind: 'link', report: { instrument: config.id, ...state, atMs: clock.monotonicMs() } });
  };
  const configure = (configs: readonly InstrumentConfig[]): void => {
    wanted = configs;
    for (const instrument of [...instruments.values()]) {
      const config = configs.find(({ id }) => id === instrument.config.id);
      if (isDeepStrictEqual(config, instrument.config)) {
        // Core may have restarted and know nothing of this line.
        send({ kind: 'link', report: instrument.link.report() });
      } else shut(instrument);
    }
    if (closing.size === 0) openMissing();
  };
  const changeWorld = (id: string, line: string): void => {
    const change = parseWorldChange(line);
    const source = instruments.get(id)?.source;
    if (!change.ok) options.log(`instrument ${id}: ${change.error}`);
    else if (source?.change === undefined)
      options.log(`instrument ${id} is not simulated: ${line}`);
    else source.change(change.value);
  };

  return {
    handle(message) {
      if (closed) return;
      if (message.kind === 'configure') configure(message.instruments);
      else changeWorld(message.instrument, message.line);
    },
    async close() {
      closed = true;
      [...instruments.values()].forEach(shut);
      await Promise.all(closing);
    },
  };
}
