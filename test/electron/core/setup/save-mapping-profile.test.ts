import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { loadProfiles } from '../../../../electron/core/manifest/profiles.ts';
import type { Intent } from '../../../../shared/bridge/intents.ts';
import { mappingProfileSchema } from '../../../../shared/manifest/profile.ts';
import type { RecordedEvent } from '../../../../shared/records/event.ts';
import {
  newDataFolder,
  RESOURCES,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';
import { openOk } from '../store/support.ts';

const open: SimulatedStation[] = [];
afterEach(async () => {
  for (const bench of open.splice(0)) await bench.close();
});

async function start(dataDir = newDataFolder()): Promise<SimulatedStation> {
  const bench = await startSimulated(dataDir);
  open.push(bench);
  ask(bench, { kind: 'sign-in', who: 'B-9001', pin: '246810' });
  return bench;
}

function ask({ station }: SimulatedStation, intent: Intent): string {
  const reply = station.intend(intent);
  return reply.accepted ? 'done' : reply.refusal.code;
}

const profileOf = (id: string, column = 'Parcel') =>
  mappingProfileSchema.parse({
    profile: id,
    version: 3,
    title: 'Somebody’s list',
    shape: 'table',
    decimal: 'comma',
    fields: { item_id: column, gross_g: { from: ['Weight', 'Mass'], firstOf: true, unit: 'lb' } },
    fixed: { origin_country: 'US' },
  });

const save = (bench: SimulatedStation, id: string, column?: string): string =>
  ask(bench, { kind: 'save-mapping-profile', profile: profileOf(id, column) });

async function saved(bench: SimulatedStation): Promise<RecordedEvent[]> {
  await bench.crash();
  open.splice(open.indexOf(bench), 1);
  const store = openOk(bench.dataDir, { mode: 'training' });
  const events = store.events({ limit: -1, offset: 0 });
  store.close();
  return events.filter(({ kind }) => kind === 'mapping-profile-saved');
}

const fileOf = ({ dataDir }: SimulatedStation, name: string): string =>
  path.join(dataDir, 'manifest-profiles', name);

it('writes a profile that is read as it was saved, and records its hash and by whom', async () => {
  const bench = await start();
  expect(save(bench, 'somebody')).toBe('done');
  const file = fileOf(bench, 'somebody.yaml');
  const known = loadProfiles(RESOURCES, bench.dataDir);
  expect(known.problems).toEqual([]);
  expect(known.profiles.find((one) => one.profile === 'somebody')).toEqual(profileOf('somebody'));
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
  const [event] = await saved(bench);
  expect(event?.actor).toBe('B-9001');
  expect(event?.body).toMatchObject({ profile: 'somebody', version: 3, sha256, replaces: null });
});

it('says in the record whose profile it takes the place of, and keeps the earlier file', async () => {
  const bench = await start();
  expect([save(bench, 'courier-list'), save(bench, 'courier-list', 'Other')]).toEqual([
    'done',
    'done',
  ]);
  expect(readFileSync(fileOf(bench, 'courier-list.yaml.bak'), 'utf8')).toContain('Parcel');
  const events = await saved(bench);
  expect(events.map(({ body }) => body['replaces'])).toEqual(['shipped', 'site']);
});

it('writes over the file that has the id already, whatever its name', async () => {
  const bench = await start();
  mkdirSync(path.join(bench.dataDir, 'manifest-profiles'));
  const text = 'profile: somebody\nversion: 1\ntitle: x\nshape: table\nfields: {item_id: Old}\n';
  writeFileSync(fileOf(bench, 'by-hand.yaml'), text);
  expect(save(bench, 'somebody')).toBe('done');
  expect(existsSync(fileOf(bench, 'somebody.yaml'))).toBe(false);
  const known = loadProfiles(null, bench.dataDir);
  expect(known).toMatchObject({ profiles: [{ version: 3 }], problems: [] });
});

it('is refused in words when the file cannot be written; nothing is recorded', async () => {
  const bench = await start();
  // A folder with the name of the file: also for an account that may write everything.
  mkdirSync(fileOf(bench, 'somebody.yaml.part'), { recursive: true });
  expect(save(bench, 'somebody')).toBe('why.mapping-profile-not-written');
  expect(bench.station.state().blocked).toBeNull();
  expect(loadProfiles(null, bench.dataDir).profiles).toEqual([]);
  expect(await saved(bench)).toEqual([]);
});

it('is refused to officers', async () => {
  const bench = await start();
  ask(bench, { kind: 'sign-out' });
  ask(bench, { kind: 'sign-in', who: 'B-1042', pin: '246810' });
  expect(save(bench, 'somebody')).toBe('why.not-allowed');
  expect(existsSync(fileOf(bench, 'somebody.yaml'))).toBe(false);
});
