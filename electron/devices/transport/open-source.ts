import type { Clock } from '../../../shared/clock.ts';
import type { TransportConfig } from '../../../shared/measure/instrument.ts';
import { bytesPerSecond } from '../../../shared/measure/line-settings.ts';
import { createFollowingTransport } from '../ports/following-transport.ts';
import type { PortLister } from '../ports/port-lister.ts';
import type { Protocol } from '../protocol.ts';
import type { WorldChange } from '../world.ts';
import { createReplayTransport } from './replay.ts';
import { createSerialTransport } from './serial.ts';
import { createTcpTransport } from './tcp.ts';
import type { Transport } from './transport.ts';
import { createVirtualInstrument } from './virtual.ts';

/** Where the transports of one instrument come from; outlives the single openings. */
export interface TransportSource {
  readonly createTransport: () => Transport;
  /** Only a virtual instrument has a world that can be changed. */
  readonly change?: (change: WorldChange) => void;
  readonly close: () => void;
}

/** Chooses the kind of transport that the site configured for an instrument. */
export function openSource(
  config: TransportConfig,
  protocol: Protocol,
  clock: Clock,
  lister: PortLister,
): TransportSource {
  const usual = protocol.descriptor.lineSettings[0];
  const close = (): void => {};
  switch (config.kind) {
    case 'serial': {
      const { identity, path: lastPath, settings = usual } = config;
      const { controlLines } = protocol.descriptor;
      const lines = controlLines === undefined ? {} : { controlLines };
      const onPath = (path: string): Transport =>
        createSerialTransport({ path, settings, clock, ...lines });
      if (identity === undefined) return { createTransport: () => onPath(lastPath), close };
      const following = { identity, lastPath, lister, createTransport: onPath };
      return { createTransport: () => createFollowingTransport(following), close };
    }
    case 'tcp': {
      const options = { host: config.host, port: config.port, clock };
      return { createTransport: () => createTcpTransport(options), close };
    }
    case 'replay': {
      const options = { file: config.file, rate: bytesPerSecond(usual), clock };
      return { createTransport: () => createReplayTransport(options), close };
    }
    case 'virtual': {
      const { seed, ...detector } = config;
      return createVirtualInstrument({ protocol, seed, detector, clock });
    }
  }
}
