import type { InstrumentRequest } from '../../../shared/measure/instrument.ts';
import type { Fault, Observation } from '../../../shared/measure/reading.ts';
import { faultOf } from '../framing/wire-bytes.ts';

/** Whether a scale may be zeroed or tared now: whatever moves then would become its zero. */
export interface RestWatch {
  /** What the scale said, oldest first. */
  see(observations: readonly Observation[]): void;
  /** Why a request is not sent now, or null. */
  refusal(request: InstrumentRequest): Fault | null;
}

/** Creates a watch of a scale that has said nothing yet: nothing is known to rest. */
export function createRestWatch(): RestWatch {
  let atRest = false;
  return {
    see(observations) {
      for (const one of observations) {
        if (one.type === 'fault') atRest = false;
        else if (one.kind === 'mass') atRest = one.stable;
      }
    },
    refusal(request) {
      if (atRest || (request !== 'zero' && request !== 'tare')) return null;
      const detail = 'the load moves: not sent, ask again when it rests';
      return faultOf('not-executable', new Uint8Array(), detail);
    },
  };
}
