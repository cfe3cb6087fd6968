import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSimulatedClock, type SimulatedClock } from '../../electron/cli/simulated-clock.ts';
import { must, openCheckedShift } from '../../electron/cli/opening-checks.ts';
import type { ToDevices } from '../../shared/bridge/devices-messages.ts';
import type { InstrumentConfig } from '../../shared/measure/instrument.ts';
import { TRAINING_OFFICER } from '../../shared/training/training-people.ts';
import type { Mode } from '../../shared/words.ts';
import { policy } from './session-fixtures.ts';
import { instrumentsFile } from '../../electron/core/config.ts';
import { openStation, type Station } from '../../electron/core/station.ts';
import { createDevicesHost, type DevicesHost } from '../../electron/devices/devices-host.ts';

const PROJECT = path.join(import.meta.dirname, '..', '..');
export const RESOURCES = path.join(PROJECT, 'resources');

/** A training station with simulated instruments on simulated time, on a real data folder. */
export interface SimulatedStation {
  readonly station: Station;
  readonly host: DevicesHost;
  readonly clock: SimulatedClock;
  readonly dataDir: string;
  world(instrument: string, line: string): void;
  /** What core said to the devices process so far. */
  sent(): readonly ToDevices[];
  /** How often the screen was sent a snapshot so far. */
  changes(): number;
  /** Sets the wall clock of the computer; negative for back. */
  setClockBy(ms: number): void;
  /** Ends this program as a crash does: nothing is closed but what the system closes. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

/** A fresh folder with short measuring times. */
export function newDataFolder(): string {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'station-test-'));
  const policy = 'radiation: { backgroundS: 30, dwellS: 8 }\n';
  writeFileSync(path.join(dataDir, 'policy.yaml'), policy);
  return dataDir;
}

/** The training bench with the tube that the simulated dosimeter's model has. */
const ORDINARY_BENCH: readonly InstrumentConfig[] = [
  { id: 'scale', kind: 'scale', protocol: 'mt-sics', transport: { kind: 'virtual', seed: 1 } },
  {
    id: 'scanner',
    kind: 'scanner',
    protocol: 'line-scanner',
    transport: { kind: 'virtual', seed: 2 },
  },
  {
    id: 'dosimeter',
    kind: 'dosimeter',
    protocol: 'gq-gmc',
    transport: { kind: 'virtual', seed: 3 },
  },
];

/** A folder's own instruments win, and a live bench has no others. */
function instrumentsFor(dataDir: string, mode: Mode): readonly InstrumentConfig[] | null {
  return mode === 'live' || existsSync(instrumentsFile(dataDir)) ? null : ORDINARY_BENCH;
}

let ids = 0;

/** Opens a station on a folder and lets its instruments come up. */
export async function startSimulated(
  dataDir = newDataFolder(),
  mode: Mode = 'training',
  startUtcMs = Date.UTC(2026, 10, 21),
): Promise<SimulatedStation> {
  const simulated = createSimulatedClock(startUtcMs);
  let setByMs = 0;
  let changes = 0;
  const sent: ToDevices[] = [];
  const clock: SimulatedClock = { ...simulated, utcMs: () => simulated.utcMs() + setByMs };
  let station: Station | null = null;
  const instruments = instrumentsFor(dataDir, mode);
  const host = createDevicesHost({
    clock,
    random: () => 0.5,
    send: (message) => station?.observe(message),
    log: () => {},
  });
  const opened = await openStation(
    {
      mode,
      dataDir,
      resourcesDir: RESOURCES,
      appVersion: 'test',
      sqliteAddon: null,
      firstManifest: path.join(RESOURCES, 'demo', 'manifest.csv'),
      ...(instruments === null ? {} : { instruments }),
    },
    {
      clock,
      newId: () => `id-${(ids += 1)}`,
      toDevices(message) {
        sent.push(message);
        host.handle(message);
      },
      onChange: () => (changes += 1),
      onLive: () => {},
      log: () => {},
    },
  );
  station = opened;
  opened.devicesAttached();
  await clock.advance(6_000);
  return {
    station: opened,
    host,
    clock,
    dataDir,
    sent: () => sent,
    changes: () => changes,
    setClockBy: (ms) => (setByMs += ms),
    world: (instrument, line) => host.handle({ kind: 'world', instrument, line }),
    async crash() {
      await host.close();
      station = null;
      opened.close();
    },
    async close() {
      await host.close();
      opened.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Signs the training officer in, who is not signed in over a restart. */
export function signIn({ station }: SimulatedStation): void {
  must(station, { kind: 'sign-in', ...TRAINING_OFFICER });
}

/** Signs the training officer in and opens a shift with all its checks. */
export async function openShift(simulated: SimulatedStation): Promise<void> {
  const { station: bench, clock, world } = simulated;
  signIn(simulated);
  await openCheckedShift({ bench, clock, world }, policy.shift);
}
