import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { listGenerations } from '../../../electron/core/manifest/generation-file.ts';
import { newDataFolder, startSimulated } from '../../support/simulated-station.ts';
import type { SimulatedStation } from '../../support/simulated-station.ts';
import { makeOutdated } from './manifest/support.ts';
import { openError } from './store/support.ts';

const open: SimulatedStation[] = [];
afterEach(async () => {
  for (const bench of open.splice(0)) await bench.close();
});

async function start(...args: Parameters<typeof startSimulated>): Promise<SimulatedStation> {
  const bench = await startSimulated(...args);
  open.push(bench);
  return bench;
}

it('a live bench without instruments says which file to write, and keeps its records in view', async () => {
  const { station } = await start(newDataFolder(), 'live');
  const { blocked, events, station: id } = station.state();
  expect(blocked?.code).toBe('no-instruments');
  expect(blocked?.message).toContain('instruments.yaml');
  expect([events, id.length]).toEqual([1, 32]);
  expect(() => station.intend({ kind: 'open-shift' })).toThrow('instruments.yaml');
});

it('a station that cannot open lets go of its folder', async () => {
  const dataDir = newDataFolder();
  const first = await start(dataDir);
  await first.crash();
  open.pop();
  const manifest = path.join(dataDir, 'manifest');
  mkdirSync(manifest, { recursive: true });
  for (const name of readdirSync(manifest)) writeFileSync(path.join(manifest, name), 'no database');
  const second = await start(dataDir);
  expect(second.station.state().blocked?.code).toBe('manifest-missing');
  // The folder is of the other mode, which only a store that holds its lock can find out.
  expect(openError(dataDir)).toBe('wrong-mode');
});

it('says of a manifest of an earlier version that it has to be imported again', async () => {
  const dataDir = newDataFolder();
  const first = await start(dataDir);
  await first.crash();
  open.pop();
  for (const generation of listGenerations(dataDir)) makeOutdated(dataDir, generation);
  const { blocked } = (await start(dataDir)).station.state();
  expect(blocked?.code).toBe('manifest-outdated');
  expect(blocked?.message).toContain('by an earlier version of this program; import it again');
});
