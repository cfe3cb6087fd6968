import type { GenericProfile } from '../../../shared/measure/generic-profile.ts';
import type { DriverSettings } from '../../../shared/measure/instrument.ts';
import type { Piece } from '../framing/delimiter-framer.ts';
import { faultOf } from '../framing/wire-bytes.ts';
import type { Driver, Protocol } from '../protocol.ts';
import { createStreamingDriver, streamingProtocol, type StreamForm } from '../streaming-driver.ts';
import { createPollingDriver } from './polling-driver.ts';

type Reading = Pick<Protocol, 'createDriver' | 'decodeStream' | 'decodeExchange'>;

const NO_PROFILE = faultOf(
  'wrong-settings',
  new Uint8Array(),
  'a generic protocol needs a profile',
);

/** The reading side of a generic protocol, made from what its profile makes of a stream. */
export function genericProtocol(formOf: (profile: GenericProfile) => StreamForm<Piece>): Reading {
  const protocolOf = ({ profile }: DriverSettings): Reading | null =>
    profile === undefined ? null : streamingProtocol(formOf(profile));
  return {
    createDriver({ profile } = {}): Driver {
      if (profile === undefined) return failing();
      const listening = createStreamingDriver(formOf(profile), { profile });
      return profile.request === undefined
        ? listening
        : createPollingDriver(listening, profile.request);
    },
    decodeStream: (chunks, settings = {}) =>
      protocolOf(settings)?.decodeStream(chunks, settings) ?? [NO_PROFILE],
    decodeExchange: (lines, settings = {}) =>
      protocolOf(settings)?.decodeExchange(lines, settings) ?? [NO_PROFILE],
  };
}

/** The configuration excludes it; a driver says so all the same instead of listening in vain. */
function failing(): Driver {
  const step = { send: [], observations: [], wakeAtMs: null, failure: NO_PROFILE } as const;
  return { start: () => step, receive: () => step, wake: () => step };
}
