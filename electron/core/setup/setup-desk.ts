import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { FromDevices, ToDevices } from '../../../shared/bridge/devices-messages.ts';
import type { SetupIntent } from '../../../shared/bridge/intents.ts';
import type { SetupEvent } from '../../../shared/bridge/setup-contract.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { MappingProfile } from '../../../shared/manifest/profile.ts';
import type { InstrumentConfig, InstrumentKind } from '../../../shared/measure/instrument.ts';
import type { Person } from '../../../shared/people/roles.ts';
import type { NewEvent } from '../../../shared/records/event.ts';
import type { Mode } from '../../../shared/words.ts';
import { lastingFault } from '../bench/instruments.ts';
import type { Bench } from '../bench/bench.ts';
import { isSimulated } from '../config.ts';
import type { RulesDesk } from '../rule-packs/rules-desk.ts';
import { StoreError, toStoreError } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import { refuse, type Told } from '../told.ts';
import { createInstrumentTester } from './instrument-test.ts';
import { writeInstruments } from './instruments-file.ts';
import type { WrittenFile } from './kept-file.ts';
import { writeMappingProfile } from './mapping-profile-file.ts';
import type { SavedProfile } from './mapping-profile-file.ts';

export interface SetupOptions {
  readonly mode: Mode;
  /** Where the shipped mapping profiles are. */
  readonly resourcesDir: string;
  readonly store: Pick<Store, 'dataDir' | 'append' | 'shiftState'>;
  readonly bench: Pick<Bench, 'instruments' | 'instrument' | 'reconfigure'>;
  readonly person: () => Person | null;
  readonly clock: Clock;
  readonly toDevices: (message: ToDevices) => void;
  readonly proposals: Pick<RulesDesk, 'activate'>;
  /** For the screen, while the setup page is shown. */
  readonly tell: (event: SetupEvent) => void;
}

/** Setting the station up: its instruments, who imports manifests, and how those are read. */
export interface SetupDesk {
  /**
   * Follows an intent that the signed-in person may ask for.
   * @throws StoreError when it could not be recorded
   */
  follow(intent: SetupIntent, person: Person): Told;
  /** Takes what the devices process says, for the setup page alone. */
  observe(message: FromDevices): void;
  listPorts(): void;
  watchRaw(instrument: InstrumentKind | null): void;
  detect(path: string | null): void;
  cancelDetection(): void;
  test(instrument: InstrumentKind): void;
  close(): void;
}

const EARLIER_SAFE = 'The instruments and all records are as before.';
const PROFILES_SAFE = 'All mapping profiles and records are as before.';

export function createSetupDesk(options: SetupOptions): SetupDesk {
  const { mode, store, bench, clock, toDevices } = options;

  /** Bytes of a line may be names on a label: they go to nobody but administrators. */
  function tell(event: SetupEvent): void {
    if (options.person()?.role === 'administrator') options.tell(event);
  }

  const tester = createInstrumentTester({
    clock,
    lineFault(instrument) {
      const state = bench.instrument(instrument);
      return state === null ? { code: 'port-missing' } : lastingFault(state);
    },
    tell: (test) => tell({ kind: 'test', test }),
  });

  function configure(instruments: readonly InstrumentConfig[]): Told {
    const before = bench.instruments();
    if (isDeepStrictEqual(before, instruments)) return { seq: 0, refused: null };
    if (mode === 'live' && instruments.some(isSimulated)) return refuse('why.instrument-simulated');
    let file: WrittenFile;
    try {
      file = writeInstruments(store.dataDir, instruments);
    } catch (error) {
      const known = toStoreError(error, store.dataDir, EARLIER_SAFE);
      if (known === null) throw error;
      return refuse('why.instruments-not-written', known.message);
    }
    try {
      const told = bench.reconfigure(instruments);
      if (told.refused === null) toDevices({ kind: 'configure', instruments });
      else file.undo();
      return told;
    } catch (error) {
      if (!(error instanceof StoreError && error.recorded)) file.undo();
      else toDevices({ kind: 'configure', instruments });
      throw error;
    }
  }

  /** Records what was written, or takes it back. */
  function saveProfile(profile: MappingProfile, person: Person): Told {
    let file: SavedProfile;
    try {
      file = writeMappingProfile(store.dataDir, options.resourcesDir, profile);
    } catch (error) {
      const known = toStoreError(error, store.dataDir, PROFILES_SAFE);
      if (known === null) throw error;
      return refuse('why.mapping-profile-not-written', known.message);
    }
    const { sha256, replaces } = file;
    const body = { profile: profile.profile, version: profile.version, sha256, replaces };
    try {
      return record('mapping-profile-saved', person, body);
    } catch (error) {
      if (!(error instanceof StoreError && error.recorded)) file.undo();
      throw error;
    }
  }

  function record(kind: string, person: Person, body: NewEvent['body']): Told {
    const event = { kind, session: null, actor: person.badge, body };
    const made = store.append([event], store.shiftState()?.shift ?? null);
    return { seq: made.at(-1)?.seq ?? 0, refused: null };
  }

  return {
    follow(intent, person) {
      switch (intent.kind) {
        case 'configure-instruments':
          return configure(intent.instruments);
        case 'import-manifest':
          return record('manifest-import-started', person, { file: basename(intent.file) });
        case 'save-mapping-profile':
          return saveProfile(intent.profile, person);
        case 'activate-rules':
          return options.proposals.activate(intent.digest, person);
      }
    },
    observe(message) {
      switch (message.kind) {
        case 'raw':
        case 'ports':
        case 'detection':
          return tell(message);
        case 'observed':
          return tester.heard(message.observed.instrument, message.observed.observation);
        case 'link':
          return;
      }
    },
    listPorts: () => toDevices({ kind: 'list-ports' }),
    watchRaw: (instrument) => toDevices({ kind: 'tap', instrument }),
    detect: (path) => toDevices({ kind: 'detect', path }),
    cancelDetection: () => toDevices({ kind: 'cancel-detect' }),
    test: (instrument) => tester.start(instrument),
    close: () => tester.close(),
  };
}
