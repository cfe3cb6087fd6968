import { randomUUID } from 'node:crypto';
import type {
  BenchState,
  Intent,
  IntentReply,
  Live,
  TrainingParcel,
} from '../../shared/bridge/contract.ts';
import type { FromDevices, ToDevices } from '../../shared/bridge/devices-messages.ts';
import type { Clock } from '../../shared/clock.ts';
import type { InstrumentConfig, LinkReport } from '../../shared/measure/instrument.ts';
import type { CodedError } from '../../shared/result.ts';
import type { Mode } from '../../shared/words.ts';
import { createBench, type Bench } from './bench/bench.ts';
import { toCodedError } from './coded-error.ts';
import { instrumentsFile, loadInstruments, loadRules, refuseSimulated } from './config.ts';
import { openManifestIndex, type ManifestIndex } from './manifest/find.ts';
import { activateManifest } from './manifest/activate-manifest.ts';
import { importManifest } from './manifest/import-manifest.ts';
import { shiftReportHtml } from './reports/shift-report.ts';
import { valueOf } from './result-value.ts';
import { StationError } from './station-error.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';
import { StoreError } from './store/store-error.ts';
import { loadTrainingParcels } from './training-parcels.ts';

/** What a station is started with; fixed until it ends. */
export interface StationConfig {
  readonly mode: Mode;
  readonly dataDir: string;
  readonly resourcesDir: string;
  readonly appVersion: string;
  /** SQLite addon of a development runtime; null for the product's own. */
  readonly sqliteAddon: string | null;
  /** Instruments instead of the data folder's, for scenarios; training only. */
  readonly instruments?: readonly InstrumentConfig[];
  /** Manifest that a training folder without one begins with. */
  readonly firstManifest?: string;
}

/** How a station reaches the world. */
export interface StationPorts {
  readonly clock: Clock;
  readonly newId: () => string;
  toDevices(message: ToDevices): void;
  onChange(): void;
  onLive(): void;
  log(line: string): void;
}

/** The core of one station. Never throws but from `intend` and `shiftReport`. */
export interface Station {
  readonly config: StationConfig;
  state(): BenchState;
  live(): Live;
  /** @throws StationError or StoreError when it cannot be recorded */
  intend(intent: Intent): IntentReply;
  observe(message: FromDevices): void;
  /** A devices process is there, the first or a new one: it is told its instruments. */
  devicesAttached(): void;
  /** The devices process ended: what its instruments said last is no longer true. */
  devicesLost(): void;
  /** @throws StationError `not-training` */
  changeWorld(instrument: string, line: string): void;
  trainingParcels(): TrainingParcel[];
  /** The open shift's report as an HTML page, and the file name for its print. */
  shiftReport(): { readonly html: string; readonly name: string };
  close(): void;
}

/** The report that a devices process cannot send any more. */
function lostWithProcess(instrument: string, atMs: number): LinkReport {
  const detail = 'the devices process ended and is being started again';
  return { instrument, state: 'lost', fault: 'disconnected', detail, identity: null, atMs };
}

/** While recording fails, it is tried again this often. */
const RETRY_MS = 5_000;

interface Opened {
  readonly store: Store;
  readonly bench: Bench;
  readonly instruments: readonly InstrumentConfig[];
  readonly manifest: ManifestIndex | null;
}

function emptyState(config: StationConfig, blocked: CodedError): BenchState {
  return {
    mode: config.mode,
    station: '',
    blocked: { code: blocked.code, message: blocked.message },
    shift: null,
    background: {
      state: 'not-yet',
      elapsedS: 0,
      neededS: 0,
      doseRate: null,
      countsPerSecond: null,
      why: null,
    },
    session: null,
    lastOutcome: null,
    instruments: [],
    events: 0,
    outcomesThisShift: {},
    manifestItems: null,
    refusedScan: null,
  };
}

async function importFirstManifest(
  config: StationConfig,
  store: Store,
  clock: Clock,
): Promise<void> {
  const { mode, dataDir, sqliteAddon, firstManifest: file } = config;
  if (file === undefined || mode !== 'training' || store.activeManifest() !== null) return;
  const report = valueOf(await importManifest({ file, dataDir, clock, sqliteAddon }));
  activateManifest(store, report, 'station', null);
}

async function openAll(config: StationConfig, ports: StationPorts): Promise<Opened> {
  const { dataDir, mode, resourcesDir, sqliteAddon } = config;
  const rules = loadRules(resourcesDir, dataDir);
  const instruments =
    config.instruments === undefined
      ? loadInstruments(dataDir, mode)
      : refuseSimulated(config.instruments, mode, 'The scenario');
  const { clock } = ports;
  const store = valueOf(openStore({ dataDir, mode, clock, bootId: randomUUID(), sqliteAddon }));
  let manifest: ManifestIndex | null = null;
  try {
    for (const alarm of store.alarms) ports.log(`${alarm.code}: ${alarm.message}`);
    await importFirstManifest(config, store, clock);
    const active = store.activeManifest();
    if (active !== null) {
      manifest = valueOf(openManifestIndex(dataDir, active.generation, sqliteAddon));
    }
    const bench = createBench({
      mode,
      records: store,
      manifest,
      rules,
      instruments,
      clock,
      newId: ports.newId,
      onChange: () => ports.onChange(),
      onLive: () => ports.onLive(),
    });
    return { store, bench, instruments, manifest };
  } catch (error) {
    // Held by nobody, the folder would be in use until this process ends.
    manifest?.close();
    store.close();
    throw error;
  }
}

/** A live bench without instruments can screen nothing; its records can be looked at. */
function noInstruments(
  { mode, dataDir }: StationConfig,
  { instruments }: Opened,
): CodedError | null {
  if (mode !== 'live' || instruments.length > 0) return null;
  const message =
    `No instrument is described in ${instrumentsFile(dataDir)}. The records are safe and can be ` +
    'read; nothing is screened. Write that file (README, "Connecting real instruments") and start again.';
  return { code: 'no-instruments', message };
}

/**
 * Opens a station. One that cannot record opens as well: its state says what happened, what is safe
 * and what to do, and it records nothing.
 */
export async function openStation(config: StationConfig, ports: StationPorts): Promise<Station> {
  let blocked: CodedError | null = null;
  let opened: Opened | null = null;
  try {
    opened = await openAll(config, ports);
    blocked = noInstruments(config, opened);
  } catch (error) {
    blocked = toCodedError(error);
  }
  if (blocked !== null) ports.log(`${blocked.code}: ${blocked.message}`);
  const { clock } = ports;

  /** Recording failed: nothing is screened until an event can be recorded again. */
  function block(error: unknown): void {
    const first = blocked === null;
    blocked = toCodedError(error);
    ports.log(`${blocked.code}: ${blocked.message}`);
    ports.onChange();
    if (first) clock.after(RETRY_MS, retry);
  }

  function retry(): void {
    if (opened === null || blocked === null) return;
    try {
      const event = { kind: 'recording-resumed', session: null, actor: 'station' };
      opened.store.append([{ ...event, body: { after: blocked.code } }], null);
      blocked = null;
      ports.onChange();
    } catch {
      clock.after(RETRY_MS, retry);
    }
  }

  function ready(): Opened {
    if (opened !== null && blocked === null) return opened;
    const { code, message } = blocked ?? { code: 'internal', message: 'The station is not open.' };
    throw new StationError(code, message);
  }

  function observe(message: FromDevices): void {
    try {
      opened?.bench.observe(message);
    } catch (error) {
      block(error);
    }
  }

  return {
    config,
    state() {
      if (opened === null) {
        return emptyState(config, blocked ?? { code: 'internal', message: 'not open' });
      }
      return { ...opened.bench.state(), blocked };
    },
    live: () => opened?.bench.live() ?? { scale: null, dosimeter: null },
    intend(intent) {
      const { bench } = ready();
      try {
        return bench.intend(intent);
      } catch (error) {
        if (error instanceof StoreError) block(error);
        throw error;
      }
    },
    observe,
    devicesAttached() {
      ports.toDevices({ kind: 'configure', instruments: opened?.instruments ?? [] });
    },
    devicesLost() {
      for (const { id } of opened?.instruments ?? []) {
        observe({ kind: 'link', report: lostWithProcess(id, clock.monotonicMs()) });
      }
    },
    changeWorld(instrument, line) {
      if (config.mode !== 'training') {
        throw new StationError('not-training', 'A live bench has no simulated world.');
      }
      ports.toDevices({ kind: 'world', instrument, line });
    },
    trainingParcels: () =>
      config.mode === 'training' ? loadTrainingParcels(config.resourcesDir) : [],
    shiftReport() {
      const { bench, store } = ready();
      const state = bench.state();
      if (state.shift === null) {
        throw new StationError(
          'no-shift',
          'No shift is open. Open a shift, then print its report.',
        );
      }
      const outcomes = store.outcomes({ shift: state.shift.id, limit: 10_000, offset: 0 });
      const day = new Date(clock.utcMs()).toISOString().slice(0, 10);
      return {
        html: shiftReportHtml(state, outcomes, store.lastHash(), clock.utcMs()),
        name: `shift-${day}-${state.shift.id.slice(0, 8)}`,
      };
    },
    close() {
      opened?.manifest?.close();
      opened?.store.close();
    },
  };
}
