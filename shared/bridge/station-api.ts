import type {
  BenchState,
  ChainCheck,
  CommandSheetView,
  DecisionQuery,
  DecisionRow,
  DroppedFile,
  EnteredDeclaration,
  ExportRequest,
  ExportState,
  GoodsQuery,
  GoodsReply,
  HandshakeReply,
  HeldRow,
  ImportChoices,
  ImportState,
  InstrumentCheck,
  Intent,
  IntentReply,
  Live,
  ManifestChoice,
  ManifestPreview,
  ManifestsReply,
  Notice,
  Overview,
  PackRulesReply,
  PersonView,
  PreviewChoices,
  PrintReply,
  RegisteredInstrument,
  ReportRequest,
  RuleProposalReply,
  RulesPreviewState,
  RulesReply,
  SessionRecord,
  SetupEvent,
  SetupInstrumentsReply,
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
import type { InstrumentKind } from '../measure/instrument.ts';

/** What the preload puts at `window.station`: one explicit function per capability. */
export interface StationApi {
  handshake(params: { contractVersion: number }): Promise<Envelope<HandshakeReply>>;
  benchState(): Promise<Envelope<BenchState>>;
  intent(intent: Intent): Promise<Envelope<IntentReply>>;
  shiftTotals(params: ReportRequest): Promise<Envelope<ShiftTotals>>;
  enteredDeclaration(): Promise<Envelope<{ declaration: EnteredDeclaration | null }>>;
  searchGoods(query: GoodsQuery): Promise<Envelope<GoodsReply>>;
  people(): Promise<Envelope<{ people: PersonView[] }>>;
  shifts(params: { limit: number; offset: number }): Promise<Envelope<{ shifts: ShiftRow[] }>>;
  commandSheet(): Promise<Envelope<{ sheet: CommandSheetView | null }>>;
  instrumentRegister(): Promise<
    Envelope<{ instruments: RegisteredInstrument[]; warnDays: number }>
  >;
  instrumentChecks(params: {
    kind: InstrumentKind;
    before: number | null;
    limit: number;
  }): Promise<Envelope<{ rows: InstrumentCheck[]; more: boolean }>>;
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
  setupInstruments(): Promise<Envelope<SetupInstrumentsReply>>;
  /** The ports come as a `setup` event. */
  listPorts(): Promise<Envelope<Record<string, never>>>;
  watchRaw(params: { instrument: InstrumentKind | null }): Promise<Envelope<Record<string, never>>>;
  detectInstruments(params: { path: string | null }): Promise<Envelope<Record<string, never>>>;
  cancelDetection(): Promise<Envelope<Record<string, never>>>;
  testInstrument(params: { instrument: InstrumentKind }): Promise<Envelope<Record<string, never>>>;
  manifests(params: { limit: number; offset: number }): Promise<Envelope<ManifestsReply>>;
  rules(): Promise<Envelope<RulesReply>>;
  packRules(params: {
    pack: string;
    limit: number;
    offset: number;
  }): Promise<Envelope<PackRulesReply>>;
  ruleProposal(): Promise<Envelope<RuleProposalReply>>;
  startRulesPreview(params: { days: number }): Promise<Envelope<RulesPreviewState>>;
  stopRulesPreview(): Promise<Envelope<RulesPreviewState>>;
  rulesPreview(): Promise<Envelope<RulesPreviewState>>;
  /**
   * Opens the system's file dialog, at the file that was dropped where there is one; null when nothing
   * was chosen. Only what somebody chose there can be imported.
   */
  chooseManifest(dropped?: DroppedFile): Promise<Envelope<ManifestChoice | null>>;
  /** What a chosen file looks like; nothing of it is imported. */
  previewImport(params: { token: string } & PreviewChoices): Promise<Envelope<ManifestPreview>>;
  startImport(params: { token: string } & ImportChoices): Promise<Envelope<ImportState>>;
  cancelImport(): Promise<Envelope<ImportState>>;
  importState(): Promise<Envelope<ImportState>>;
  /** Each returns a function that ends the subscription. */
  onBench(listener: (state: BenchState) => void): () => void;
  onLive(listener: (live: Live) => void): () => void;
  onNotice(listener: (notice: Notice) => void): () => void;
  onSetup(listener: (event: SetupEvent) => void): () => void;
  onImport(listener: (state: ImportState) => void): () => void;
}
