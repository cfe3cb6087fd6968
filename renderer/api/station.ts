import type {
  BenchState,
  HandshakeReply,
  Intent,
  IntentReply,
  Live,
  Notice,
  PersonView,
  PrintReply,
  ShiftRow,
  TrainingParcel,
} from '../../shared/bridge/contract.ts';
import type { Envelope } from '../../shared/bridge/envelope.ts';
import { CONTRACT_VERSION } from '../../shared/bridge/methods.ts';
import type { StationApi } from '../../shared/bridge/station-api.ts';
import type { CodedError, Result } from '../../shared/result.ts';

declare global {
  interface Window {
    /** Absent when the page is opened outside the application. */
    station?: StationApi;
  }
}

/** Answer of a call. Calls never reject: every failure has a code. */
export type Reply<T> = Result<T, CodedError>;

/** `no-bridge`: outside the application. `bridge-failed`: the call itself was rejected. */
export async function ask<T>(
  call: (station: StationApi) => Promise<Envelope<T>>,
): Promise<Reply<T>> {
  const station = window.station;
  if (station === undefined) return { ok: false, error: { code: 'no-bridge', message: '' } };
  try {
    return await call(station);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return { ok: false, error: { code: 'bridge-failed', message } };
  }
}

export function handshake(): Promise<Reply<HandshakeReply>> {
  return ask((station) => station.handshake({ contractVersion: CONTRACT_VERSION }));
}

export function readBench(): Promise<Reply<BenchState>> {
  return ask((station) => station.benchState());
}

export function sendIntent(intent: Intent): Promise<Reply<IntentReply>> {
  return ask((station) => station.intent(intent));
}

/** Writes a shift's report, the open one's for null; the answer says where it lies. */
export function printShiftReport(shift: string | null): Promise<Reply<PrintReply>> {
  return ask((station) => station.printShiftReport({ shift }));
}

/** All accounts; refused to all but administrators. */
export function readPeople(): Promise<Reply<{ people: PersonView[] }>> {
  return ask((station) => station.people());
}

/** Shifts, newest first; refused to all but supervisors and managers. */
export function readShifts(page: {
  limit: number;
  offset: number;
}): Promise<Reply<{ shifts: ShiftRow[] }>> {
  return ask((station) => station.shifts(page));
}

/** Training only: one line of `station simulate` for one simulated instrument. */
export function changeWorld(instrument: string, line: string): Promise<Reply<unknown>> {
  return ask((station) => station.trainingWorld({ instrument, line }));
}

export function readTrainingParcels(): Promise<Reply<{ parcels: TrainingParcel[] }>> {
  return ask((station) => station.trainingParcels());
}

export interface Listeners {
  readonly bench: (state: BenchState) => void;
  readonly live: (live: Live) => void;
  readonly notice: (notice: Notice) => void;
}

/** Subscribes to everything that the application pushes; returns the end of the subscription. */
export function listen(listeners: Listeners): () => void {
  const station = window.station;
  if (station === undefined) return () => undefined;
  const ends = [
    station.onBench(listeners.bench),
    station.onLive(listeners.live),
    station.onNotice(listeners.notice),
  ];
  return () => {
    for (const end of ends) end();
  };
}
