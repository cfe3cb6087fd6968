import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { parse, stringify } from 'yaml';
import type { BenchState } from '../../shared/bridge/contract.ts';
import type { TransportConfig } from '../../shared/measure/instrument.ts';
import { scenarioSchema, type ScenarioParcel } from '../../shared/training/scenario.ts';
import { openShift, signIn, waitForBench } from '../../tools/app/bench-page.ts';
import { PROJECT, type RunningApp } from '../../tools/app/launch.ts';
import { startApp } from './e2e-app.ts';
import { temporaryFolder } from './e2e-end.ts';
import { runStation } from './e2e-records.ts';
import {
  INSTRUMENT_NAMES,
  PLAYED,
  startSimulator,
  type InstrumentName,
  type Simulator,
} from './e2e-simulator.ts';

const DEMO = path.join(PROJECT, 'resources', 'demo');

/** World line of a room without a parcel. */
export const ROOM = 'source 0.12 uSv/h';

/**
 * Seconds of counts that the dosimeter needs to follow a new dose rate: the second in which the world
 * changed is half one and half the other.
 */
const WHOLE_SECOND_MS = 1_100;

/** Shorter measuring times; `PLAYED` says why ten seconds of background are enough. */
function writePolicy(dataDir: string, dwellS = 5): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const policy = { radiation: { backgroundS: 10, dwellS } };
  writeFileSync(path.join(dataDir, 'policy.yaml'), stringify(policy));
}

/** A training folder with short measuring times and simulators inside the devices process. */
export function trainingFolder(folder = temporaryFolder()): string {
  const dataDir = path.join(folder, 'data');
  writePolicy(dataDir);
  writeInstruments(dataDir, (name) => ({
    kind: 'virtual',
    seed: PLAYED[name].seed,
    ...PLAYED[name].detector,
  }));
  return dataDir;
}

/** The real bench: three instruments on pseudo-terminals and the app in live mode. */
export interface LiveBench {
  readonly run: RunningApp;
  readonly page: Page;
  readonly dataDir: string;
  /** Name of an instrument's port. */
  port(name: InstrumentName): string;
  tell(name: InstrumentName, line: string): void;
  /** Ends a simulator; its port is gone then. */
  unplug(name: InstrumentName): Promise<void>;
  /** Starts a simulator again. */
  plug(name: InstrumentName): Promise<void>;
}

/** Sets up a live data folder as a site would, with the demo's manifest, and starts everything. */
export async function startLiveBench(dwellS = 5): Promise<LiveBench> {
  const folder = temporaryFolder();
  const dataDir = path.join(folder, 'data');
  const port = (name: InstrumentName): string => path.join(folder, `tty-${name}`);
  writePolicy(dataDir, dwellS);
  writeInstruments(dataDir, (name) => ({ kind: 'serial', path: port(name) }));
  const imported = await runStation(
    'import',
    path.join(DEMO, 'manifest.csv'),
    '--data',
    dataDir,
    '--mode',
    'live',
  );
  if (imported.status !== 0) throw new Error(imported.stderr);
  await addOfficer(dataDir);
  const simulators = new Map<InstrumentName, Simulator>();
  const plug = async (name: InstrumentName): Promise<void> => {
    simulators.set(name, await startSimulator(name, port(name)));
  };
  await Promise.all(INSTRUMENT_NAMES.map(plug));
  const run = await startApp('live', dataDir);
  return {
    run,
    page: run.page,
    dataDir,
    port,
    plug,
    tell: (name, line) => simulators.get(name)?.tell(line),
    unplug: async (name) => simulators.get(name)?.stop(),
  };
}

function writeInstruments(
  dataDir: string,
  transportOf: (name: InstrumentName) => TransportConfig,
): void {
  const instruments = INSTRUMENT_NAMES.map((name) => ({
    id: name,
    kind: name,
    protocol: PLAYED[name].protocol,
    transport: transportOf(name),
  }));
  writeFileSync(path.join(dataDir, 'instruments.yaml'), stringify({ instruments }));
}

/** People of the live bench; the PIN of the training people is refused there. */
export const OFFICER = { who: 'B-1042', pin: '839174' };
const PEOPLE = [
  ['--badge', 'B-9001', '--name', 'Test Administrator', '--role', 'administrator'],
  ['--badge', OFFICER.who, '--name', 'Test Officer', '--role', 'operator'],
];

/** Gives the live folder somebody who can screen, as IT does before the first start. */
async function addOfficer(dataDir: string): Promise<void> {
  const where = ['--data', dataDir, '--mode', 'live'];
  const pin = { input: `${OFFICER.pin}\n` };
  for (const person of PEOPLE) {
    const added = await runStation(pin, 'people', 'add', ...person, ...where);
    if (added.status !== 0) throw new Error(added.stderr);
  }
}

/** Signs the officer in and opens a shift, with its checks made by the simulators. */
export async function beginShift({ page, tell }: LiveBench): Promise<void> {
  await waitForBench(page, 'three instruments', allReady);
  await signIn(page, OFFICER);
  await openShift(page, tell);
}

/** A parcel of the demo by its number in the demo's table. */
export function demoParcel(number: number): ScenarioParcel {
  const scenario = parse(readFileSync(path.join(DEMO, 'demo.yaml'), 'utf8'));
  const { parcels } = scenarioSchema.parse(scenario);
  const parcel = parcels.find(({ title }) => title?.startsWith(`${number} `));
  if (parcel === undefined) throw new Error(`the demo has no parcel ${number}`);
  return parcel;
}

/** Every line delivers; a scanner keeps the fault of its last code until the next one. */
export const allReady = ({ instruments }: BenchState): boolean =>
  instruments.length === INSTRUMENT_NAMES.length &&
  instruments.every(
    ({ kind, state, fault }) => state === 'ready' && (fault === null || kind === 'scanner'),
  );

/** Scans and weighs a parcel in the live bench. */
export async function tellParcel(bench: LiveBench, parcel: ScenarioParcel): Promise<BenchState> {
  for (const step of parcel.steps) {
    if ('scan' in step) bench.tell('scanner', `scan ${step.scan}`);
    if ('place' in step) bench.tell('scale', `place ${step.place}`);
  }
  return waitForBench(
    bench.page,
    'identity and mass',
    ({ session }) =>
      session !== null && session.identity !== null && session.mass.state === 'value',
  );
}

/** Scans, weighs and measures a parcel in the live bench, up to the decision. */
export async function measureParcel(bench: LiveBench, parcel: ScenarioParcel): Promise<BenchState> {
  const { page } = bench;
  await tellParcel(bench, parcel);
  for (const step of parcel.steps) {
    if (!('source' in step)) continue;
    bench.tell('dosimeter', `source ${step.source}`);
    await page.waitForTimeout(WHOLE_SECOND_MS);
    if (step.face !== undefined) await page.getByTestId('face').selectOption(step.face);
    await page.getByTestId('start-survey').click();
  }
  return waitForBench(
    page,
    'the end of the dwell',
    ({ session }) => session?.radiation.state === 'value',
  );
}

/** Takes the parcel away from the live bench. */
export async function clearBench({ page, tell }: LiveBench): Promise<void> {
  tell('scale', 'remove');
  tell('dosimeter', ROOM);
  await untilEmpty(page);
}

/**
 * Waits until the bench knows of an empty pan. That is later than the screen shows zero: after a fall
 * in weight the driver asks for the tare first, and a new parcel may not be put down in between.
 */
export async function untilEmpty(page: Page): Promise<void> {
  await page.getByTestId('mass').getByText('0.0 g', { exact: true }).waitFor();
  await page.locator('[data-testid=mass-state][data-stable=true]').waitFor();
  await page.waitForTimeout(WHOLE_SECOND_MS);
}
