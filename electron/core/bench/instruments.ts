import {
  isFirst,
  type InstrumentConfig,
  type InstrumentRequest,
  type LinkReport,
} from '../../../shared/measure/instrument.ts';
import type {
  CountsReading,
  DoseRateReading,
  Fault,
  FaultCode,
  MassReading,
  Observed,
} from '../../../shared/measure/reading.ts';

/** Faults of one frame or moment; they end with the next good reading and are not recorded. */
const PASSING: ReadonlySet<FaultCode> = new Set([
  'malformed',
  'checksum',
  'not-executable',
  'overload',
  'underload',
  'zero-error',
]);

/** What is known of one instrument now. */
export interface InstrumentState {
  readonly config: InstrumentConfig;
  readonly link: Pick<LinkReport, 'state' | 'fault' | 'detail' | 'identity'>;
  /** What its protocol can be asked for. */
  readonly requests: readonly InstrumentRequest[];
  /** Latest readings by kind, with the core's clock; a fault removes them. */
  readonly mass: { readonly reading: MassReading; readonly atMs: number } | null;
  readonly dose: { readonly reading: DoseRateReading; readonly atMs: number } | null;
  readonly counts: { readonly reading: CountsReading; readonly atMs: number } | null;
  /** Latest fault, until the next good reading. */
  readonly fault: Fault | null;
  /** Readings and faults so far. */
  readonly observed: number;
  /** Monotonic ms of the last pulse, or of the first reading; for a dead tube. */
  readonly lastPulseMs: number | null;
}

/** An instrument that has just been configured. */
export function newInstrument(config: InstrumentConfig): InstrumentState {
  return {
    config,
    link: { state: 'opening', fault: null, detail: '', identity: null },
    requests: [],
    mass: null,
    dose: null,
    counts: null,
    fault: null,
    observed: 0,
    lastPulseMs: null,
  };
}

/** The state after a report of the line. A line that is not ready has no values. */
export function withLink(state: InstrumentState, report: LinkReport): InstrumentState {
  const link = {
    state: report.state,
    fault: report.fault,
    detail: report.detail,
    identity: report.identity ?? state.link.identity,
  };
  const requests = report.requests ?? state.requests;
  if (report.state === 'ready') return { ...state, link, requests };
  return { ...state, link, requests, mass: null, dose: null, counts: null, lastPulseMs: null };
}

/** The state after an observation that arrived at `atMs`. */
export function withObservation(
  before: InstrumentState,
  { observation }: Observed,
  atMs: number,
): InstrumentState {
  const state = { ...before, observed: before.observed + 1 };
  if (observation.type === 'fault') {
    return { ...state, fault: observation, mass: null, dose: null, counts: null };
  }
  const healthy = { ...state, fault: null };
  switch (observation.kind) {
    case 'mass':
      return { ...healthy, mass: { reading: observation, atMs } };
    case 'dose-rate': {
      // Where there are counts, they say better whether a tube is alive.
      const alive = state.lastPulseMs === null || Number(observation.value) > 0;
      const pulse = state.counts === null && alive;
      return {
        ...healthy,
        dose: { reading: observation, atMs },
        lastPulseMs: pulse ? atMs : state.lastPulseMs,
      };
    }
    case 'counts': {
      // Beside plain counts a rate says the same once more, smoothed: it must not hide a dead tube.
      const plain = state.counts?.reading.unit === 'count';
      if (plain && observation.unit !== 'count') return healthy;
      const pulse = Number(observation.value) > 0 || state.lastPulseMs === null;
      return {
        ...healthy,
        counts: { reading: observation, atMs },
        lastPulseMs: pulse ? atMs : state.lastPulseMs,
      };
    }
    case 'scan':
      return healthy;
  }
}

interface LastingFault {
  readonly code: FaultCode;
  readonly detail: string;
}

/**
 * The fault that keeps this instrument from answering, or null. A passing fault only leaves the
 * value missing; it becomes `stale` or `silent` by itself when it lasts.
 */
export function lastingFault(state: InstrumentState): LastingFault | null {
  if (state.link.state !== 'ready' && state.link.fault !== null) {
    return { code: state.link.fault, detail: state.link.detail };
  }
  if (state.fault === null || PASSING.has(state.fault.code)) return null;
  return { code: state.fault.code, detail: state.fault.detail ?? '' };
}

/**
 * The lasting fault that a session is told of, or null. A further instrument is none that a parcel needs,
 * so that its faults concern no parcel; but more than a tube can count is danger, whichever tube it is.
 */
export function sessionFault(state: InstrumentState): LastingFault | null {
  const fault = lastingFault(state);
  return isFirst(state.config) || fault?.code === 'saturated' ? fault : null;
}

/** Any fault, for the live display. */
export function shownFault(state: InstrumentState): FaultCode | null {
  return lastingFault(state)?.code ?? state.fault?.code ?? null;
}
