import type {
  BenchState,
  ChainCheck,
  CommandSheetView,
  DecisionQuery,
  DecisionRow,
  EnteredDeclaration,
  ExportRequest,
  ExportState,
  GoodsQuery,
  GoodsReply,
  HandshakeReply,
  HeldRow,
  InstrumentCheck,
  Intent,
  IntentReply,
  Live,
  Notice,
  Overview,
  PersonView,
  PrintReply,
  RegisteredInstrument,
  SessionRecord,
  SheetReply,
  ShiftDetail,
  ShiftRow,
  ShiftTotals,
  TrainingAct,
  TrainingDebrief,
  TrainingParcel,
  VirtualBench,
} from '../../shared/bridge/contract.ts';
import type { InstrumentKind } from '../../shared/measure/instrument.ts';
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

/** What a form holds may be a proxy of Vue's, which the bridge cannot copy: its values are sent. */
export function sendIntent(intent: Intent): Promise<Reply<IntentReply>> {
  const plain = JSON.parse(JSON.stringify(intent)) as Intent;
  return ask((station) => station.intent(plain));
}

/** Writes a shift's report, the open one's for null; the answer says where it lies. */
export function printShiftReport(shift: string | null): Promise<Reply<PrintReply>> {
  return ask((station) => station.printShiftReport({ shift }));
}

/** The command sheet in force, if one is; refused to all but managers. */
export function readCommandSheet(): Promise<Reply<{ sheet: CommandSheetView | null }>> {
  return ask((station) => station.commandSheet());
}

/** Writes the command sheet in force as PDF; the answer says where it lies. */
export function printCommandSheet(): Promise<Reply<SheetReply>> {
  return ask((station) => station.printCommandSheet());
}

/** A shift in numbers, the open one's for null. */
export function readShiftTotals(shift: string | null): Promise<Reply<ShiftTotals>> {
  return ask((station) => station.shiftTotals({ shift }));
}

/** What was copied from the form of the open item; null when nothing was. */
export function readEnteredDeclaration(): Promise<
  Reply<{ declaration: EnteredDeclaration | null }>
> {
  return ask((station) => station.enteredDeclaration());
}

/** Goods that a text may mean; `preparing` for the first seconds. */
export function searchGoods(query: GoodsQuery): Promise<Reply<GoodsReply>> {
  return ask((station) => station.searchGoods(query));
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

/** A page of a list, and whether there is one after it. */
export interface ListPage<Row> {
  rows: Row[];
  more: boolean;
}

/** The instruments of the bench; refused to all but supervisors, managers and administrators. */
export function readRegister(): Promise<
  Reply<{ instruments: RegisteredInstrument[]; warnDays: number }>
> {
  return ask((station) => station.instrumentRegister());
}

/** Backgrounds or checks of the first instrument of a kind, newest first; refused like the register. */
export function readInstrumentChecks(page: {
  kind: InstrumentKind;
  before: number | null;
  limit: number;
}): Promise<Reply<ListPage<InstrumentCheck>>> {
  return ask((station) => station.instrumentChecks(page));
}

// The calls from here to `readExportState` are refused to all but supervisors and managers.

export function readOverview(sinceMs: number): Promise<Reply<Overview>> {
  return ask((station) => station.overview({ sinceMs }));
}

/** Decisions, newest first. */
export function readOutcomes(query: DecisionQuery): Promise<Reply<ListPage<DecisionRow>>> {
  return ask((station) => station.outcomes(query));
}

/** Unresolved holds after a record, oldest first. */
export function readHolds(after: number | null, limit: number): Promise<Reply<ListPage<HeldRow>>> {
  return ask((station) => station.holds({ after, limit }));
}

export function readShiftDetail(shift: string): Promise<Reply<ShiftDetail>> {
  return ask((station) => station.shiftDetail({ shift }));
}

/** Everything that is recorded of one screening. */
export function readSession(session: string): Promise<Reply<SessionRecord>> {
  return ask((station) => station.session({ session }));
}

/** Computes the hashes of a screening's records again. */
export function verifySession(session: string): Promise<Reply<ChainCheck>> {
  return ask((station) => station.verifySession({ session }));
}

/** Begins to write records into a signed file; `readExportState` says how it goes. */
export function startExport(request: ExportRequest): Promise<Reply<ExportState>> {
  return ask((station) => station.exportRecords(request));
}

export function readExportState(): Promise<Reply<ExportState>> {
  return ask((station) => station.exportState());
}

/** Training only: one line of `station simulate` for one simulated instrument. */
export function changeWorld(instrument: string, line: string): Promise<Reply<unknown>> {
  return ask((station) => station.trainingWorld({ instrument, line }));
}

/** Training only: the parcels on the shelf, and what is where on the virtual bench. */
export function readTrainingParcels(): Promise<
  Reply<{ parcels: TrainingParcel[]; bench: VirtualBench }>
> {
  return ask((station) => station.trainingParcels());
}

/** Training only: something that is done at the virtual bench. */
export function actAtBench(act: TrainingAct): Promise<Reply<{ bench: VirtualBench }>> {
  return ask((station) => station.trainingAct(act));
}

/** Training only: how the last decision compares with what its parcel is there for. */
export function readDebrief(): Promise<Reply<TrainingDebrief>> {
  return ask((station) => station.trainingDebrief());
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
