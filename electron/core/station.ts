import { join } from 'node:path';
import type { BenchState, Intent, IntentReply, Live } from '../../shared/bridge/contract.ts';
import type { FromDevices, ToDevices } from '../../shared/bridge/devices-messages.ts';
import type { SetupEvent } from '../../shared/bridge/setup-contract.ts';
import type { Clock, Timer } from '../../shared/clock.ts';
import type { InstrumentConfig, LinkReport } from '../../shared/measure/instrument.ts';
import type { CodedError } from '../../shared/result.ts';
import type { Role } from '../../shared/people/roles.ts';
import type { Mode } from '../../shared/words.ts';
import { toCodedError } from './coded-error.ts';
import { openAll, type Opened } from './opening.ts';
import { StationError } from './station-error.ts';
import { markDamaged } from './store/damage.ts';
import { StoreError, damagedDatabase, isCorruption } from './store/store-error.ts';
import type { Damage } from './upkeep/jobs.ts';

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
  /** For the setup page, while it is shown. Left out where there is none. */
  readonly onSetup?: (event: SetupEvent) => void;
  log(line: string): void;
  /** Ends this process; whoever supervises it starts it again. Left out where nobody does. */
  readonly restart?: () => void;
}

/** The core of one station. Throws only where a docstring says so. */
export interface Station {
  readonly config: StationConfig;
  readonly clock: Clock;
  state(): BenchState;
  live(): Live;
  /** @throws StationError or StoreError when it cannot be recorded */
  intend(intent: Intent): IntentReply;
  observe(message: FromDevices): void;
  /** A devices process is there, the first or a new one: it is told its instruments. */
  devicesAttached(): void;
  /** The devices process ended: what its instruments said last is no longer true. */
  devicesLost(): void;
  /** How many devices processes have been there; a new one knows nothing of the world before. */
  deviceStarts(): number;
  /** @throws StationError `not-training` */
  changeWorld(instrument: string, line: string): void;
  /**
   * The desks, for what is read from them.
   * @param roles whom this is for; everybody, signed in or not, when left out
   * @throws StationError `not-allowed`, or why nothing can be recorded
   */
  desks(roles?: readonly Role[]): Opened;
  close(): void;
}

/** Damage that was found while the station was in use. */
function damaged({ file, damage }: Damage, startsAgain: boolean): StationError {
  const [what, safe, repair] =
    file === 'keys.db'
      ? [
          `The file of keys for personal values (keys.db) on the disk is damaged (${damage}).`,
          'All records are safe; nothing more is recorded until the file is repaired.',
          'sets that file aside and builds it from the newest backup and what can be read of it.',
        ]
      : [
          `The database on the disk is damaged (${damage}).`,
          'What was recorded is safe in the journal; nothing more is recorded in the damaged file.',
          'sets the database aside and builds it from the journal.',
        ];
  const next = startsAgain
    ? 'The station starts again by itself now,'
    : 'Start the station again: it';
  return new StationError(DAMAGED, `${what} ${safe} ${next} ${repair}`);
}

/** SQLite does not say in which file, perhaps only the manifest: the check does. */
function unreadable({ message }: CodedError): StationError {
  return new StationError(
    'disk-error',
    `A file in the data folder could not be read (${message}). All earlier records are safe. The ` +
      'station looks for the damage now; wait a moment, and report this if it comes again.',
  );
}

const DAMAGED = 'database-damaged';
/** Long enough for an answer to reach the screen. */
const ANSWERED_MS = 500;
/** Long enough for the sentence to reach the screen. */
const RESTART_MS = 3_000;

/** The report that a devices process cannot send any more. */
function lostWithProcess(instrument: string, atMs: number): LinkReport {
  const detail = 'the devices process ended and is being started again';
  return { instrument, state: 'lost', fault: 'disconnected', detail, identity: null, atMs };
}

/** While recording fails, it is tried again this often. */
const RETRY_MS = 5_000;

function emptyState(config: StationConfig, blocked: CodedError): BenchState {
  return {
    mode: config.mode,
    station: '',
    blocked: { code: blocked.code, message: blocked.message },
    person: null,
    needsAdministrator: false,
    shift: null,
    awaitingCountersign: [],
    lastBackup: null,
    background: {
      state: 'not-yet',
      elapsedS: 0,
      neededS: 0,
      doseRate: null,
      countsPerSecond: null,
      basis: 'counts',
      why: null,
      seconds: [],
      levels: null,
    },
    session: null,
    lastOutcome: null,
    instruments: [],
    events: 0,
    outcomesThisShift: {},
    manifestItems: null,
    refusedScan: null,
    lastCommand: null,
  };
}

/**
 * Opens a station. One that cannot record opens as well: its state says what happened, what is safe
 * and what to do, and it records nothing.
 */
export async function openStation(config: StationConfig, ports: StationPorts): Promise<Station> {
  const { clock } = ports;
  let blocked: CodedError | null = null;
  let opened: Opened | null = null;
  let retrying: Timer | null = null;
  let deviceStarts = 0;
  try {
    opened = await openAll(config, ports, {
      onDamage: foundDamaged,
      onFailure: block,
      mayRecord: () => blocked === null,
      startAgain,
    });
  } catch (error) {
    blocked = toCodedError(error);
    markForNextStart(error);
  }
  if (blocked !== null) ports.log(`${blocked.code}: ${blocked.message}`);

  /** The desks found damage that the check of an open does not see in a large file. */
  function markForNextStart(error: unknown): void {
    const file = damagedDatabase(error);
    if (file === null || !(error instanceof StoreError)) return;
    try {
      markDamaged(join(config.dataDir, file), error.message, clock.utcMs());
    } catch (failure) {
      ports.log(`damage: not marked: ${toCodedError(failure).message}`);
    }
  }

  /** Nothing is recorded any more; what is done next is done by the next start. */
  function foundDamaged(damage: Damage): void {
    const { restart } = ports;
    blocked = damaged(damage, restart !== undefined);
    ports.log(`${blocked.code}: ${blocked.message}`);
    opened?.stopIntake();
    ports.onChange();
    if (restart !== undefined) clock.after(RESTART_MS, restart);
  }

  /** As soon as the answer has reached the screen; where nobody supervises, at the next start. */
  function startAgain(): void {
    const { restart } = ports;
    if (restart !== undefined) clock.after(ANSWERED_MS, restart);
  }

  /** Recording failed: nothing is screened until an event can be recorded again. */
  function block(error: unknown): void {
    if (blocked?.code === DAMAGED) return;
    if (error instanceof StoreError && damagedDatabase(error) !== null && opened !== null) {
      return opened.upkeep.foundDamaged(error);
    }
    const first = blocked === null;
    blocked = toCodedError(error);
    if (isCorruption(error)) {
      blocked = unreadable(blocked);
      if (first) opened?.upkeep.check();
    }
    ports.log(`${blocked.code}: ${blocked.message}`);
    ports.onChange();
    if (first) retryLater();
  }

  function retryLater(): void {
    retrying = clock.after(RETRY_MS, retry);
  }

  function retry(): void {
    if (opened === null || blocked === null || blocked.code === DAMAGED) return;
    try {
      const event = { kind: 'recording-resumed', session: null, actor: 'station' };
      opened.store.append([{ ...event, body: { after: blocked.code } }], null);
      blocked = null;
      ports.onChange();
    } catch (error) {
      // Damage does not go away by waiting; a full disk may.
      if (damagedDatabase(error) !== null) block(error);
      else retryLater();
    }
  }

  function ready(): Opened {
    if (opened !== null && blocked === null) return opened;
    const { code, message } = blocked ?? { code: 'internal', message: 'The station is not open.' };
    throw new StationError(code, message);
  }

  function readyFor(roles: readonly Role[]): Opened {
    const desks = ready();
    const role = desks.accounts.person()?.role;
    if (role !== undefined && roles.includes(role)) return desks;
    throw new StationError(
      'not-allowed',
      `This is for ${roles.join(' and ')} only. Sign in as such.`,
    );
  }

  function observe(message: FromDevices): void {
    // An observation may have to be recorded.
    if (blocked?.code === DAMAGED) return;
    try {
      opened?.setup.observe(message);
      if (message.kind === 'observed' || message.kind === 'link') opened?.bench.observe(message);
    } catch (error) {
      block(error);
    }
  }

  return {
    config,
    clock,
    state() {
      if (opened === null) {
        return emptyState(config, blocked ?? { code: 'internal', message: 'not open' });
      }
      try {
        return {
          ...opened.bench.state(),
          needsAdministrator: opened.accounts.needsAdministrator(),
          lastBackup: opened.upkeep.lastBackup(),
          blocked,
        };
      } catch (error) {
        // Some of it is read from the records: that these are damaged must reach the screen.
        if (!isCorruption(error) && damagedDatabase(error) === null) throw error;
        if (blocked === null) block(error);
        return emptyState(config, blocked ?? toCodedError(error));
      }
    },
    live: () => opened?.bench.live() ?? { scale: null, dosimeter: null, others: [] },
    intend(intent) {
      const { intend } = ready();
      try {
        return intend(intent);
      } catch (error) {
        if (error instanceof StoreError || isCorruption(error)) block(error);
        throw error;
      }
    },
    observe,
    deviceStarts: () => deviceStarts,
    devicesAttached() {
      deviceStarts += 1;
      ports.toDevices({ kind: 'configure', instruments: opened?.bench.instruments() ?? [] });
    },
    devicesLost() {
      for (const { id } of opened?.bench.instruments() ?? []) {
        observe({ kind: 'link', report: lostWithProcess(id, clock.monotonicMs()) });
      }
    },
    changeWorld(instrument, line) {
      if (config.mode !== 'training') {
        throw new StationError('not-training', 'A live bench has no simulated world.');
      }
      ports.toDevices({ kind: 'world', instrument, line });
    },
    desks: (roles) => (roles === undefined ? ready() : readyFor(roles)),
    close() {
      retrying?.cancel();
      opened?.close();
    },
  };
}
