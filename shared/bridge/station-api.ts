import type {
  BenchState,
  ChainCheck,
  CommandSheetView,
  DecisionQuery,
  DecisionRow,
  ExportRequest,
  ExportState,
  HandshakeReply,
  HeldRow,
  Intent,
  IntentReply,
  Live,
  Notice,
  Overview,
  PersonView,
  PrintReply,
  ReportRequest,
  SessionRecord,
  SheetReply,
  ShiftDetail,
  ShiftRow,
  ShiftTotals,
  TrainingAct,
  TrainingDebrief,
  TrainingParcel,
  VirtualBench,
} from './contract.ts';
import type { Envelope } from './envelope.ts';

/** What the preload puts at `window.station`: one explicit function per capability. */
export interface StationApi {
  handshake(params: { contractVersion: number }): Promise<Envelope<HandshakeReply>>;
  benchState(): Promise<Envelope<BenchState>>;
  intent(intent: Intent): Promise<Envelope<IntentReply>>;
  shiftTotals(params: ReportRequest): Promise<Envelope<ShiftTotals>>;
  people(): Promise<Envelope<{ people: PersonView[] }>>;
  shifts(params: { limit: number; offset: number }): Promise<Envelope<{ shifts: ShiftRow[] }>>;
  commandSheet(): Promise<Envelope<{ sheet: CommandSheetView | null }>>;
  overview(params: { sinceMs: number }): Promise<Envelope<Overview>>;
  outcomes(params: DecisionQuery): Promise<Envelope<{ rows: DecisionRow[]; more: boolean }>>;
  holds(params: {
    after: number | null;
    limit: number;
  }): Promise<Envelope<{ rows: HeldRow[]; more: boolean }>>;
  shiftDetail(params: { shift: string }): Promise<Envelope<ShiftDetail>>;
  session(params: { session: string }): Promise<Envelope<SessionRecord>>;
  verifySession(params: { session: string }): Promise<Envelope<ChainCheck>>;
  exportRecords(params: ExportRequest): Promise<Envelope<ExportState>>;
  exportState(): Promise<Envelope<ExportState>>;
  trainingWorld(params: {
    instrument: string;
    line: string;
  }): Promise<Envelope<Record<string, never>>>;
  trainingParcels(): Promise<Envelope<{ parcels: TrainingParcel[]; bench: VirtualBench }>>;
  trainingAct(act: TrainingAct): Promise<Envelope<{ bench: VirtualBench }>>;
  trainingDebrief(): Promise<Envelope<TrainingDebrief>>;
  /** Writes a shift's report into the data folder and says where. */
  printShiftReport(params: ReportRequest): Promise<Envelope<PrintReply>>;
  /** Writes the command sheet into the data folder and says where. */
  printCommandSheet(): Promise<Envelope<SheetReply>>;
  /** Each returns a function that ends the subscription. */
  onBench(listener: (state: BenchState) => void): () => void;
  onLive(listener: (live: Live) => void): () => void;
  onNotice(listener: (notice: Notice) => void): () => void;
}
