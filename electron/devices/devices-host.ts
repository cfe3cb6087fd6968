import { isDeepStrictEqual } from 'node:util';
import type {
  FromDevices,
  PortView,
  ProtocolView,
  ToDevices,
} from '../../shared/bridge/devices-messages.ts';
import type { Clock } from '../../shared/clock.ts';
import {
  PROTOCOL_IDS,
  type InstrumentConfig,
  type ProtocolId,
} from '../../shared/measure/instrument.ts';
import type { FaultCode } from '../../shared/measure/reading.ts';
import { formatLineSettings } from '../../shared/measure/line-settings.ts';
import { createDetectionDesk, type DetectablePort } from './detect/detection-desk.ts';
import { openSerial } from './detect/open-serial.ts';
import { createLineTap } from './line-tap.ts';
import { openLink } from './link.ts';
import type { Link } from './link.ts';
import { parseWorldChange } from './parse-world-change.ts';
import type { PortDescription } from './ports/port-description.ts';
import { createPortLister, type PortLister } from './ports/port-lister.ts';
import { watchPorts, type PortWatch } from './ports/port-watch.ts';
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
  /** The serial ports of this computer; the system's unless a test brings its own. */
  readonly lister?: PortLister;
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

const SHIPPED: readonly Protocol[] = PROTOCOL_IDS.map(protocolOf);

/** The shipped protocols, for whoever sets the bench up. */
const PROTOCOL_VIEWS: readonly ProtocolView[] = SHIPPED.map(({ descriptor }) => {
  const { id, kind, title, lineSettings, requests = [] } = descriptor;
  return { id, kind, title, lineSettings: formatLineSettings(lineSettings[0]), requests };
});

/** Whether an instrument is on this port: by its identity, or by its path where it has none. */
function isOn({ transport }: InstrumentConfig, port: DetectablePort): boolean {
  if (transport.kind !== 'serial') return false;
  const { identity, path } = transport;
  return identity === undefined ? path === port.path : port.names.includes(identity);
}

function viewPort(port: PortDescription): PortView {
  const { path, vendorId, productId, serialNumber, manufacturer, stableId } = port;
  return { path, vendorId, productId, serialNumber, manufacturer, stableId };
}

/** Creates a host without instruments; `configure` brings them. */
export function createDevicesHost(options: DevicesHostOptions): DevicesHost {
  const { clock, send, lister = createPortLister() } = options;
  const instruments = new Map<string, Instrument>();
  const sequences = new Map<string, number>();
  let closed = false;
  /** Ports being closed; others open after that, as a new instrument may use an old one's port. */
  const closing = new Set<Promise<void>>();
  let wanted: readonly InstrumentConfig[] = [];
  /** Instruments whose port is being detected. */
  const held = new Set<string>();
  let watching: PortWatch | null = null;
  /** Somebody sets the bench up: ports that come and go are told. */
  let asked = false;

  const tap = createLineTap(clock, (raw) => send({ kind: 'raw', raw }));

  const nextSeq = (id: string): number => {
    const seq = (sequences.get(id) ?? 0) + 1;
    sequences.set(id, seq);
    return seq;
  };
  const open = (config: InstrumentConfig): void => {
    const protocol = (options.protocols ?? protocolOf)(config.protocol);
    const source = openSource(config.transport, protocol, clock, lister);
    const link = openLink({
      config,
      protocol,
      openTransport: () => tap.wrap(config.id, source.createTransport()),
      clock,
      random: options.random,
      nextSeq: () => nextSeq(config.id),
      onObserved: (observed) => send({ kind: 'observed', observed }),
      onReport: (report) => send({ kind: 'link', report }),
    });
    instruments.set(config.id, { config, source, link });
  };
  const shut = ({ config, source, link }: Instrument): Promise<void> => {
    instruments.delete(config.id);
    const done = link.close().then(() => {
      source.close();
      closing.delete(done);
      if (closing.size === 0) openMissing();
    });
    closing.add(done);
    return done;
  };
  const openMissing = (): void => {
    if (closed) return;
    for (const config of wanted) {
      if (instruments.has(config.id) || held.has(config.id)) continue;
      try {
        open(config);
      } catch (error) {
        refuse(config, error instanceof Error ? error.message : String(error));
      }
    }
  };
  const refuse = (config: InstrumentConfig, reason: string): void => {
    options.log(`instrument ${config.id}: ${reason}`);
    tellLost(config, 'wrong-settings', reason);
  };
  const tellLost = ({ id }: InstrumentConfig, fault: FaultCode, detail: string): void => {
    const state = { state: 'lost', fault, detail, identity: null } as const;
    send({ kind: 'link', report: { instrument: id, ...state, atMs: clock.monotonicMs() } });
  };
  const portsChanged = (): void => {
    for (const { link } of instruments.values()) link.retryNow();
    if (asked) void tellPorts();
  };
  /** From the first serial port or question on; it costs nothing on Linux. */
  const watch = (): void => {
    watching ??= watchPorts({ lister, clock, changed: portsChanged });
  };
  const configure = (configs: readonly InstrumentConfig[]): void => {
    wanted = configs;
    if (configs.some(({ transport }) => transport.kind === 'serial')) watch();
    for (const instrument of [...instruments.values()]) {
      const config = configs.find(({ id }) => id === instrument.config.id);
      if (isDeepStrictEqual(config, instrument.config)) {
        // Core may have restarted and know nothing of this line.
        send({ kind: 'link', report: instrument.link.report() });
      } else void shut(instrument);
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

  /** Takes the port from whatever instrument is on it, for as long as it is being detected. */
  const hold = async (port: DetectablePort): Promise<() => void> => {
    const own = [...instruments.values()].filter(({ config }) => isOn(config, port));
    for (const instrument of own) {
      held.add(instrument.config.id);
      tellLost(instrument.config, 'port-busy', 'its port is being detected and opens again after');
    }
    await Promise.all(own.map(shut));
    return () => {
      for (const { config } of own) held.delete(config.id);
      if (closing.size === 0) openMissing();
    };
  };
  const detection = createDetectionDesk({
    clock,
    protocols: SHIPPED,
    list: lister.list,
    open: (path) => openSerial(path, clock),
    isInUse: (port) => wanted.some((config) => isOn(config, port)),
    hold,
    tell: (news) => send({ kind: 'detection', news }),
  });

  const tellPorts = async (): Promise<void> => {
    let ports: readonly PortView[] = [];
    let why: string | null = null;
    try {
      ports = (await lister.list()).map(viewPort);
    } catch (error) {
      why = error instanceof Error ? error.message : String(error);
    }
    if (!closed) send({ kind: 'ports', ports, protocols: PROTOCOL_VIEWS, why });
  };

  return {
    handle(message) {
      if (closed) return;
      switch (message.kind) {
        case 'configure':
          return configure(message.instruments);
        case 'world':
          return changeWorld(message.instrument, message.line);
        case 'tap':
          return tap.watch(message.instrument);
        case 'request':
          return instruments.get(message.instrument)?.link.request(message.request);
        case 'detect':
          return detection.start(message.path);
        case 'cancel-detect':
          return detection.cancel();
        case 'list-ports':
          asked = true;
          watch();
          return void tellPorts();
      }
    },
    async close() {
      closed = true;
      tap.close();
      watching?.close();
      [...instruments.values()].forEach((instrument) => void shut(instrument));
      await Promise.all([...closing, detection.close()]);
    },
  };
}
