import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import type { InstrumentConfig } from '../../shared/measure/instrument.ts';
import {
  scenarioSchema,
  type Scenario,
  type ScenarioParcel,
  type ScenarioStep,
} from '../../shared/training/scenario.ts';
import { TRAINING_OFFICER } from '../../shared/training/training-people.ts';
import { loadRules } from '../core/config.ts';
import { explainIssue } from '../core/explain-issue.ts';
import { openStation, type Station } from '../core/station.ts';
import { StationError } from '../core/station-error.ts';
import { createDevicesHost } from '../devices/devices-host.ts';
import { protocolOf } from '../devices/protocols.ts';
import { importInto, openRecords } from './data-folder.ts';
import { must, openCheckedShift } from './opening-checks.ts';
import type { RefusedStep } from './parcel-answer.ts';
import { RESOURCES } from './resources.ts';
import { endSession, playParcel, type ScenarioBench } from './scenario-runner.ts';
import { createSimulatedClock } from './simulated-clock.ts';
import { readableFile, UsageError, type Output } from './verb.ts';

function readScenario(file: string): Scenario {
  const text = readFileSync(readableFile(file), 'utf8');
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = scenarioSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new UsageError(`${file}: ${explainIssue(parsed.error)}`);
}

function instrumentsOf(scenario: Scenario): InstrumentConfig[] {
  return scenario.instruments.map(({ id, protocol, seed, cpmPerMicrosievert }, index) => ({
    id,
    kind: protocolOf(protocol).descriptor.kind,
    protocol,
    transport: {
      kind: 'virtual',
      seed: seed ?? index + 1,
      ...(cpmPerMicrosievert === undefined ? {} : { cpmPerMicrosievert }),
    },
  }));
}

/** Seconds that instruments may take to come up. */
const READY_LIMIT_S = 120;

async function waitForLinks({ bench, clock }: ScenarioBench): Promise<void> {
  const down = () => bench.state().instruments.filter(({ state }) => state !== 'ready');
  for (let second = 0; down().length > 0; second += 1) {
    if (second === READY_LIMIT_S) {
      const names = down().map(({ id, detail }) => `${id} (${detail})`);
      throw new StationError(
        'instrument-not-ready',
        `${names.join(', ')} did not come up. Nothing was screened. Use another protocol.`,
      );
    }
    await clock.advance(1000);
  }
}

/** A shift of its own with fresh checks, whatever an earlier run has left open. */
async function beginShift(scenario: ScenarioBench, dataDir: string): Promise<void> {
  const { bench, clock, host } = scenario;
  must(bench, { kind: 'sign-in', ...TRAINING_OFFICER });
  const { shift } = bench.state();
  endSession(bench, 'left open by an earlier run');
  if (shift !== null) bench.intend({ kind: 'close-shift', handover: null });
  await waitForLinks(scenario);
  const world = (instrument: 'scale' | 'scanner', line: string): void =>
    host.handle({ kind: 'world', instrument, line });
  await openCheckedShift({ bench, clock, world }, loadRules(RESOURCES, dataDir).policy.shift);
}

/** What became of a parcel on the bench: its part of the records, and what the bench refused. */
export interface PlayedParcel {
  readonly parcel: ScenarioParcel;
  /** Number of the last record before it, and of its last one. */
  readonly from: number;
  readonly to: number;
  readonly refused: readonly RefusedStep[];
}

/** What the parcels are judged by stays with their records. */
function bringPolicy(policy: string, dataDir: string): void {
  const own = path.join(dataDir, 'policy.yaml');
  if (existsSync(own)) return;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  copyFileSync(policy, own);
}

function refusedStep(step: ScenarioStep, code: string): RefusedStep {
  const { at } = step;
  if ('decide' in step) return { at, code, outcome: step.decide };
  return 'override' in step ? { at, code, outcome: step.override.outcome } : { at, code };
}

async function play(scenario: Scenario, dataDir: string, output: Output): Promise<PlayedParcel[]> {
  const clock = createSimulatedClock(Date.now());
  let station: Station | null = null;
  const host = createDevicesHost({
    clock,
    random: () => 0.5,
    send: (message) => station?.observe(message),
    log: output.problem,
  });
  station = await openStation(
    {
      mode: scenario.mode,
      dataDir,
      resourcesDir: RESOURCES,
      appVersion: 'cli',
      sqliteAddon: null,
      instruments: instrumentsOf(scenario),
    },
    {
      clock,
      newId: randomUUID,
      toDevices: (message) => host.handle(message),
      onChange: () => {},
      onLive: () => {},
      log: output.problem,
    },
  );
  const blocked = station.state().blocked;
  if (blocked !== null) throw new StationError(blocked.code, blocked.message);
  const dosimeter = scenario.instruments.find(({ id }) => id === 'dosimeter');
  const bench: ScenarioBench = {
    bench: station,
    host,
    clock,
    background: `source ${dosimeter?.background ?? '0.12 uSv/h'}`,
  };
  station.devicesAttached();
  if (dosimeter !== undefined) {
    host.handle({ kind: 'world', instrument: dosimeter.id, line: bench.background });
  }
  await beginShift(bench, dataDir);
  const played: PlayedParcel[] = [];
  for (const parcel of scenario.parcels) {
    const from = station.state().events;
    const refused: RefusedStep[] = [];
    await playParcel(bench, parcel, (step, code) => refused.push(refusedStep(step, code)));
    played.push({ parcel, from, to: station.state().events, refused });
  }
  station.intend({ kind: 'close-shift', handover: null });
  station.close();
  await host.close();
  return played;
}

/** Rejected rows of a manifest that are said one by one. */
const MOST_SAID = 10;

/**
 * Imports the manifest of a scenario and says what it leaves out: a parcel whose row was rejected
 * would only look like one that nobody has announced.
 * @returns how many rows were rejected
 */
async function bringManifest(
  file: string,
  { mode }: Scenario,
  dataDir: string,
  output: Output,
): Promise<number> {
  const store = openRecords(dataDir, mode);
  try {
    const { rejected, rejectedTotal } = await importInto(store, file);
    if (rejectedTotal > 0) {
      const said = rejected.slice(0, MOST_SAID).map((row) => `  line ${row.line}: ${row.reason}`);
      const rows = `${file}: rejected rows: ${rejectedTotal}, their items are left out`;
      output.problem([rows, ...said].join('\n'));
    }
    return rejectedTotal;
  } finally {
    store.close();
  }
}

/** A scenario that has been played, and the folder with its records. */
export interface PlayedScenario {
  readonly mode: Scenario['mode'];
  readonly dataDir: string;
  readonly parcels: readonly PlayedParcel[];
  /** Rows of its manifest that were left out. */
  readonly rejectedRows: number;
}

/**
 * Plays a scenario on simulated time through simulators and real decoding, and hands over its records.
 * @param folder data folder; left out, a temporary one that is gone afterwards
 * @throws UsageError when a file is not there or is no scenario; StationError when nothing can be played
 */
export async function withPlayedScenario<T>(
  file: string,
  folder: string | undefined,
  output: Output,
  use: (played: PlayedScenario) => T,
): Promise<T> {
  const scenario = readScenario(file);
  const beside = (name: string | undefined): string | null =>
    name === undefined ? null : readableFile(path.resolve(path.dirname(file), name));
  const [manifest, policy] = [beside(scenario.manifest), beside(scenario.policy)];
  const dataDir = folder ?? mkdtempSync(path.join(tmpdir(), 'station-screen-'));
  try {
    if (policy !== null) bringPolicy(policy, dataDir);
    const rejectedRows =
      manifest === null ? 0 : await bringManifest(manifest, scenario, dataDir, output);
    const parcels = await play(scenario, dataDir, output);
    return use({ mode: scenario.mode, dataDir, parcels, rejectedRows });
  } finally {
    if (folder === undefined) rmSync(dataDir, { recursive: true, force: true });
  }
}
