import { randomUUID } from 'node:crypto';
import type { IntentReply } from '../../shared/bridge/contract.ts';
import type { Intent } from '../../shared/bridge/intents.ts';
import type { Clock } from '../../shared/clock.ts';
import { createAccounts, type Accounts } from './accounts/accounts.ts';
import { createBench, type Bench } from './bench/bench.ts';
import { createCommandSheets, type CommandSheets } from './commands/command-sheets.ts';
import { toCodedError } from './coded-error.ts';
import { loadInstruments, loadRules, refuseSimulated, type LoadedRules } from './config.ts';
import { createIntents } from './intents.ts';
import { activateManifest } from './manifest/activate-manifest.ts';
import { importManifest } from './manifest/import-manifest.ts';
import {
  createManifestIntake,
  setGenerationAside,
  type ManifestIntake,
} from './manifest/manifest-intake.ts';
import { openManifestStack, type ManifestStack } from './manifest/manifest-stack.ts';
import { loadLicences } from './parties/load-licences.ts';
import { loadWatchLists } from './parties/load-watch-lists.ts';
import { createPartyLookUp } from './parties/party-look-up.ts';
import { valueOf } from './result-value.ts';
import { recordInForce } from './rule-packs/activation.ts';
import { createRulesDesk, type RulesDesk } from './rule-packs/rules-desk.ts';
import { createReview } from './review/review.ts';
import { createSetupDesk, type SetupDesk } from './setup/setup-desk.ts';
import type { StationConfig, StationPorts } from './station.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';
import type { Damage } from './upkeep/jobs.ts';
import { createUpkeep, type Upkeep } from './upkeep/upkeep.ts';

/** A station whose records are open: its desks around one store. */
export interface Opened {
  readonly store: Store;
  readonly bench: Bench;
  readonly accounts: Accounts;
  readonly upkeep: Upkeep;
  readonly commands: CommandSheets;
  readonly setup: SetupDesk;
  readonly rules: LoadedRules;
  readonly proposals: RulesDesk;
  /** @throws StoreError when it could not be recorded */
  intend(intent: Intent): IntentReply;
  /** No further manifest is taken into use. */
  stopIntake(): void;
  close(): void;
}

async function importFirstManifest(
  config: StationConfig,
  store: Store,
  clock: Clock,
): Promise<void> {
  const { mode, dataDir, sqliteAddon, firstManifest: file } = config;
  if (file === undefined || mode !== 'training' || store.activeManifest() !== null) return;
  const { generation } = valueOf(await importManifest({ file, dataDir, clock, sqliteAddon }));
  valueOf(activateManifest(store, generation, 'station', null, sqliteAddon)).close();
}

/** What the desks say to the station. */
export interface OpeningHooks {
  /** A database was found damaged while in use. */
  onDamage(damage: Damage): void;
  /** Something that nobody waits for could not be recorded. */
  onFailure(error: unknown): void;
  /** Whether the station can record now. */
  mayRecord(): boolean;
  /** Core shall be started again by whoever supervises it. */
  startAgain(): void;
}

function openStack(store: Store, addon: string | null, log: (line: string) => void): ManifestStack {
  const { dataDir } = store;
  const { stack, unreadable } = valueOf(
    openManifestStack(dataDir, store.manifestGenerations(), addon),
  );
  for (const generation of unreadable) {
    log(`manifest: ${generation} cannot be read; items that only it has are not found`);
    setGenerationAside(dataDir, generation, log);
  }
  return stack;
}

/** The screen is there by then, and a parcel is not yet. */
const READ_GOODS_AFTER_MS = 1_500;

/**
 * Opens the records and sets up the desks.
 * @throws what `openStore`, the configuration files and the manifest may throw
 */
export async function openAll(
  config: StationConfig,
  ports: StationPorts,
  { onDamage, onFailure, mayRecord, startAgain }: OpeningHooks,
): Promise<Opened> {
  const { dataDir, mode, resourcesDir, sqliteAddon } = config;
  const rules = loadRules(resourcesDir, dataDir);
  const lists = loadWatchLists(dataDir);
  const licences = loadLicences(dataDir);
  const instruments =
    config.instruments === undefined
      ? loadInstruments(dataDir, mode)
      : refuseSimulated(config.instruments, mode, 'The scenario');
  const { clock } = ports;
  const onChange = (): void => ports.onChange();
  const { secondPath } = rules.policy.backup;
  const backupPlaces = secondPath === null ? [] : [secondPath];
  const bootId = randomUUID();
  const store = valueOf(openStore({ dataDir, mode, clock, bootId, sqliteAddon, backupPlaces }));
  let manifest: ManifestStack | null = null;
  let intake: ManifestIntake | null = null;
  const log = (line: string): void => ports.log(line);
  try {
    for (const alarm of store.alarms) log(`${alarm.code}: ${alarm.message}`);
    try {
      recordInForce(store, rules);
    } catch (error) {
      // The next start records it; what is in force is in each decision's record.
      onFailure(error);
    }
    await importFirstManifest(config, store, clock);
    const stack = openStack(store, sqliteAddon, log);
    manifest = stack;
    const { policy } = rules;
    const { autoLockMinutes } = policy.people;
    const accounts = createAccounts({
      mode,
      records: store,
      resourcesDir,
      clock,
      autoLockMinutes,
      onChange: () => {
        bench.personChanged();
        onChange();
      },
    });
    const commands = createCommandSheets({ records: store, log });
    const bench = createBench({
      mode,
      records: store,
      manifest,
      parties: createPartyLookUp({
        lists,
        licences,
        gwp: policy.licences.gwp,
        patternDays: policy.trade.patternDays,
        historyDays: policy.trade.historyDays,
        records: store,
        clock,
      }),
      rules: { ...rules, asksParties: true },
      instruments,
      clock,
      person: () => accounts.person(),
      onActivity: () => accounts.touch(),
      judgeCommand: (text) => commands.judge(text),
      intend: (intent) => intend(intent),
      request: (instrument, request) => ports.toDevices({ kind: 'request', instrument, request }),
      newId: ports.newId,
      onChange,
      onLive: () => ports.onLive(),
    });
    const upkeep = createUpkeep({
      store,
      clock,
      policy,
      sqliteAddon,
      onChange,
      onDamage,
      log,
      releaseManifest: (generation) => stack.release((each) => each === generation),
    });
    const review = createReview(store, rules.policy.people.secondPersonForPrompts, onChange);
    const proposals = createRulesDesk({
      resourcesDir,
      store,
      rules,
      clock,
      sqliteAddon,
      startAgain,
    });
    const setup = createSetupDesk({
      proposals,
      resourcesDir,
      mode,
      store,
      bench,
      person: () => accounts.person(),
      clock,
      toDevices: (message) => ports.toDevices(message),
      tell: (event) => ports.onSetup?.(event),
    });
    const intend = createIntents({
      mode,
      policy: policy.people,
      accounts,
      bench,
      review,
      upkeep,
      commands,
      setup,
    });
    intake = createManifestIntake({
      store,
      stack,
      clock,
      sqliteAddon,
      retentionDays: policy.retention.manifest,
      mayRecord,
      onActivated() {
        bench.manifestChanged();
        onChange();
      },
      onFailure,
      log,
    });
    intake.look();
    // Half a second of work that the first scan shall not wait for. What fails is told then, too.
    const reading = clock.after(READ_GOODS_AFTER_MS, () => {
      try {
        rules.goods();
      } catch (error) {
        log(`goods: ${toCodedError(error).message}`);
      }
    });
    return {
      store,
      bench,
      accounts,
      upkeep,
      commands,
      setup,
      rules,
      proposals,
      intend,
      stopIntake: () => intake?.close(),
      close() {
        reading.cancel();
        accounts.close();
        setup.close();
        proposals.close();
        upkeep.close();
        intake?.close();
        stack.close();
        store.close();
      },
    };
  } catch (error) {
    // Held by nobody, the folder would be in use until this process ends.
    intake?.close();
    manifest?.close();
    store.close();
    throw error;
  }
}
