import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import { openStation, type Station } from '../../../../electron/core/station.ts';
import { newDataFolder, RESOURCES } from '../../../support/simulated-station.ts';

const clock = createSimulatedClock(Date.UTC(2026, 10, 21));
const lines: string[] = [];
let folder: string;
let dataDir: string;
let station: Station | null = null;
beforeEach(() => {
  lines.length = 0;
  dataDir = newDataFolder();
  folder = mkdtempSync(path.join(tmpdir(), 'station-resources-'));
});
afterEach(() => {
  station?.close();
  for (const made of [dataDir, folder]) rmSync(made, { recursive: true, force: true });
});

/** The shipped resources, without the model of goods. */
function withoutModel(): string {
  const link = (...names: string[]): void =>
    symlinkSync(path.join(RESOURCES, ...names), path.join(folder, ...names));
  for (const name of readdirSync(RESOURCES)) if (name !== 'goods') link(name);
  mkdirSync(path.join(folder, 'goods'));
  for (const name of readdirSync(path.join(RESOURCES, 'goods'))) {
    if (name !== 'model.bin') link('goods', name);
  }
  return folder;
}

async function open(resourcesDir: string): Promise<Station> {
  station = await openStation(
    { mode: 'training', dataDir, resourcesDir, appVersion: 'test', sqliteAddon: null },
    {
      clock,
      newId: () => 'id',
      toDevices: () => {},
      onChange: () => {},
      onLive: () => {},
      log: (line) => lines.push(line),
    },
  );
  return station;
}

describe('what is known of goods', () => {
  it('is read after the start and before anybody has signed in, and what fails is said', async () => {
    const { state } = await open(withoutModel());
    const told = (): boolean => lines.some((line) => line.startsWith('goods: The model of goods'));
    expect(told()).toBe(false);
    await clock.advance(1_500);
    expect([told(), state().person, state().blocked]).toEqual([true, null, null]);
  });

  it('is there when the first label is read', async () => {
    const { desks } = await open(RESOURCES);
    await clock.advance(1_500);
    const { rules } = desks();
    const before = process.cpuUsage();
    rules.goods();
    const { user, system } = process.cpuUsage(before);
    // Read anew, it takes hundreds of them.
    expect((user + system) / 1000).toBeLessThan(50);
  });
});
