import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { Intent } from '../../../shared/bridge/intents.ts';
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

it('a live bench without instruments can be set up on the screen, and opens no shift before', async () => {
  const { station, clock } = await start(newDataFolder(), 'live');
  expect(station.state()).toMatchObject({ blocked: null, instruments: [] });
  const ask = (intent: Intent): string => {
    const reply = station.intend(intent);
    return reply.accepted ? 'done' : reply.refusal.code;
  };
  const pin = '739182';
  const [badge, officer] = ['A-1', 'O-2'];
  ask({ kind: 'first-administrator', badge, name: 'First', pin });
  ask({ kind: 'sign-in', who: badge, pin });
  ask({ kind: 'add-person', badge: officer, name: 'Officer', role: 'operator', pin });
  ask({ kind: 'sign-in', who: officer, pin });
  expect(ask({ kind: 'open-shift' })).toBe('why.no-instruments');
  ask({ kind: 'sign-in', who: badge, pin });
  const transport = { kind: 'serial', path: '/dev/not-connected' } as const;
  const scale = { id: 'scale', kind: 'scale', protocol: 'mt-sics', transport } as const;
  expect(ask({ kind: 'configure-instruments', instruments: [scale] })).toBe('done');
  ask({ kind: 'sign-in', who: officer, pin });
  expect(ask({ kind: 'open-shift' })).toBe('done');
  await clock.advance(1_000);
  expect(station.state().instruments).toMatchObject([{ id: 'scale', fault: 'port-missing' }]);
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
