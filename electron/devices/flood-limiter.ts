import type { Fault, Observation, Reading } from '../../shared/measure/reading.ts';

/** Faults of one code passed on in a row per window, the closing summary included. */
const FAULT_LIMIT = 10;
/** Faults of changing codes per window. */
const MIXED_FAULT_LIMIT = 100;
/** Readings per window; the fastest scales give about 100 a second. More is noise or a backlog. */
const READING_LIMIT = 200;
/** Length of a window in milliseconds. */
export const FLOOD_WINDOW_MS = 1000;

/**
 * Keeps a babbling instrument from flooding the bench. A fault may be left out only when a fault was
 * passed on last: whoever listens never takes an earlier value for a good one. Readings beyond any
 * instrument's pace become `malformed` faults.
 */
export interface FloodLimiter {
  /** The observation to pass on, or null when it is counted only. */
  accept(observation: Observation, nowMs: number): Observation | null;
  /**
   * Once a window is over: the last fault left out, with the number of the others in `detail`; null
   * when there is none, or when a reading came since (then the next fault carries the number).
   */
  flush(): Fault | null;
}

/** Creates the limiter of one instrument. */
export function createFloodLimiter(): FloodLimiter {
  let windowStartMs = -Infinity;
  let passed = 0;
  let readings = 0;
  let last: Observation | null = null;
  let leftOut: { fault: Fault; count: number } | null = null;

  const withCount = (fault: Fault): Fault => {
    if (leftOut === null || leftOut.count === 0) return fault;
    const note = `${leftOut.count} more ${leftOut.fault.code} not shown`;
    return { ...fault, detail: fault.detail === undefined ? note : `${fault.detail}; ${note}` };
  };
  const pass = (fault: Fault): Fault => {
    const told = withCount(fault);
    leftOut = null;
    last = fault;
    return told;
  };

  const limit = (fault: Fault): Fault | null => {
    const most =
      last?.type === 'fault' && last.code === fault.code ? FAULT_LIMIT : MIXED_FAULT_LIMIT;
    if (last?.type === 'fault' && passed >= most - 1) {
      leftOut = { fault, count: (leftOut?.count ?? 0) + 1 };
      return null;
    }
    passed += 1;
    return pass(fault);
  };

  return {
    accept(observation, nowMs) {
      if (nowMs - windowStartMs >= FLOOD_WINDOW_MS) {
        windowStartMs = nowMs;
        passed = 0;
        readings = 0;
      }
      if (observation.type === 'fault') return limit(observation);
      readings += 1;
      if (readings > READING_LIMIT) return limit(tooFast(observation));
      last = observation;
      return observation;
    },
    flush() {
      if (leftOut === null || last?.type !== 'fault') return null;
      leftOut = { fault: leftOut.fault, count: leftOut.count - 1 };
      return pass(leftOut.fault);
    },
  };
}

function tooFast({ raw }: Reading): Fault {
  const detail = `more than ${READING_LIMIT} readings a second: noise, or wrong line settings`;
  return { type: 'fault', code: 'malformed', raw, detail };
}
