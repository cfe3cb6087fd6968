import type { InstrumentTest } from '../../../shared/bridge/setup-contract.ts';
import type { Clock, Timer } from '../../../shared/clock.ts';
import type { InstrumentKind } from '../../../shared/measure/instrument.ts';
import type { Fault, Observation } from '../../../shared/measure/reading.ts';

/** Seconds to wait for a good reading: opening, identification and a few periods of every protocol. */
const WAIT_S = 15;
/** A scanner speaks when somebody reads a label with it. */
const WAIT_FOR_SCAN_S = 30;

export interface InstrumentTestOptions {
  readonly clock: Clock;
  /** Why the instrument's line gives nothing now; null when it is open and speaks. */
  readonly lineFault: (instrument: InstrumentKind) => Pick<Fault, 'code' | 'detail'> | null;
  readonly tell: (test: InstrumentTest) => void;
}

/** Waits for a good reading of one instrument. It only listens: nothing is sent, set or zeroed. */
export interface InstrumentTester {
  /** Begins; a test that runs is given up. */
  start(instrument: InstrumentKind): void;
  /** What an instrument said; of any but the tested one it is ignored. */
  heard(instrument: string, observation: Observation): void;
  close(): void;
}

export function createInstrumentTester(options: InstrumentTestOptions): InstrumentTester {
  const { clock, tell } = options;
  let running: InstrumentKind | null = null;
  let lastFault: Fault | null = null;
  let deadline: Timer | null = null;

  const end = (): void => {
    running = null;
    deadline?.cancel();
    deadline = null;
  };
  const expire = (instrument: InstrumentKind): void => {
    end();
    const line = options.lineFault(instrument);
    const code = line?.code ?? lastFault?.code ?? 'silent';
    const detail = line?.detail ?? lastFault?.detail ?? '';
    tell({ instrument, state: 'fault', code, detail, raw: lastFault?.raw ?? '' });
  };

  return {
    start(instrument) {
      end();
      lastFault = null;
      running = instrument;
      const seconds = instrument === 'scanner' ? WAIT_FOR_SCAN_S : WAIT_S;
      deadline = clock.after(seconds * 1000, () => expire(instrument));
      tell({ instrument, state: 'waiting', seconds });
    },
    heard(instrument, observation) {
      if (running === null || instrument !== running) return;
      if (observation.type === 'fault') {
        lastFault = observation;
        return;
      }
      const tested = running;
      end();
      tell({ instrument: tested, state: 'answers', reading: observation });
    },
    close: end,
  };
}
