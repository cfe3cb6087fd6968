import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matchesPin } from '../../../electron/core/accounts/pin-verifier.ts';
import { createRegister } from '../../../electron/core/accounts/register.ts';
import { CHEAP } from '../core/accounts/rig.ts';
import { openOk } from '../core/store/support.ts';

const COMMAND = path.join(import.meta.dirname, '..', '..', '..', 'electron', 'cli', 'station.mjs');
const PIN = '739182640175';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'station-people-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `station people … --json`; exit code, and the answers or the code of the error. */
function people(input: string, ...args: string[]) {
  const run = spawnSync(process.execPath, [COMMAND, 'people', ...args, '--json'], {
    encoding: 'utf8',
    input,
  });
  const lines = run.stdout.split('\n').filter((line) => line !== '');
  const answers = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const error = answers[0]?.['error'] as { code: string } | undefined;
  return { exit: run.status, answers, code: error?.code ?? null, all: run.stdout + run.stderr };
}

const add = (dataDir: string, badge: string, role: string, ...more: string[]) =>
  people(`${PIN}\n`, 'add', '--data', dataDir, '--badge', badge, '--role', role, ...more);

/** A closed live folder with an administrator and an operator. */
function liveFolder(name: string): string {
  const dataDir = path.join(folder, name);
  const records = openOk(dataDir);
  const register = createRegister({ mode: 'live', records, cost: CHEAP });
  const by = { actor: 'station' };
  register.add({ badge: 'B-9', name: 'Ada Keeper', role: 'administrator', pin: PIN }, by);
  register.add({ badge: 'B-1', name: 'Olaf Officer', role: 'operator', pin: PIN }, by);
  records.close();
  return dataDir;
}

describe('station people', () => {
  it('adds people to a new live folder, as IT does before the first start, and lists them', () => {
    const dataDir = path.join(folder, 'new');
    const added = [
      add(dataDir, 'B-9', 'administrator', '--name', 'Ada Keeper', '--mode', 'live'),
      add(dataDir, 'B-1', 'operator', '--name', 'Olaf Officer'),
    ];
    expect(added.map(({ exit, answers }) => [exit, answers])).toEqual([
      [0, [{ badge: 'B-9', role: 'administrator', active: true, seq: 2 }]],
      [0, [{ badge: 'B-1', role: 'operator', active: true, seq: 3 }]],
    ]);
    const plain = people('', '--data', dataDir);
    expect([plain.exit, plain.answers]).toEqual([
      0,
      [
        { badge: 'B-9', role: 'administrator', active: true },
        { badge: 'B-1', role: 'operator', active: true },
      ],
    ]);
    expect(plain.all).not.toMatch(/Ada|Olaf/);
    const named = people('', '--names', '--data', dataDir);
    expect(named.answers.map(({ name }) => name)).toEqual(['Ada Keeper', 'Olaf Officer']);
  });

  it('records what it did, by the station and by this way, and says nothing of a PIN', () => {
    const dataDir = liveFolder('recorded');
    const newPin = '508316927403';
    const runs = [
      people(`${newPin}\r\n`, 'set-pin', '--data', dataDir, '--badge', 'b-1'),
      people('', 'disable', '--data', dataDir, '--badge', 'B-1'),
      people('', 'enable', '--data', dataDir, '--badge', 'B-1'),
    ];
    expect(runs.map(({ exit, all }) => [exit, all.includes(newPin)])).toEqual(
      Array(3).fill([0, false]),
    );
    const store = openOk(dataDir);
    const events = store.events({ limit: -1, offset: 3 });
    expect(events.map(({ kind, actor, body }) => [kind, actor, body])).toEqual([
      ['pin-set', 'station', { badge: 'B-1', via: 'cli' }],
      ['person-changed', 'station', { badge: 'B-1', role: 'operator', active: false, via: 'cli' }],
      ['person-changed', 'station', { badge: 'B-1', role: 'operator', active: true, via: 'cli' }],
    ]);
    expect(matchesPin(store.credentials.find('B-1'), newPin)).toBe(true);
    store.close();
  });

  it('exits with 1 for what cannot be, and changes nothing', () => {
    const dataDir = liveFolder('refused');
    const runs = [
      add(dataDir, 'B-1', 'operator', '--name', 'Again'),
      add(dataDir, 'B-2', 'operator', '--name', '\u202EOverride'),
      people('111111\n', 'set-pin', '--data', dataDir, '--badge', 'B-1'),
      people('', 'disable', '--data', dataDir, '--badge', 'B-9'),
      add(path.join(folder, 'none'), 'B-1', 'operator', '--name', 'First', '--mode', 'live'),
      add(dataDir, 'B-2', 'operator', '--name', 'Other', '--mode', 'training'),
    ];
    expect(runs.filter(({ all }) => all.includes(PIN))).toEqual([]);
    expect(runs.map(({ exit, code }) => [exit, code])).toEqual([
      [1, 'badge-taken'],
      [1, 'name-not-usable'],
      [1, 'pin-too-simple'],
      [1, 'last-administrator'],
      [1, 'administrator-first'],
      [1, 'wrong-mode'],
    ]);
    const store = openOk(dataDir);
    expect(store.eventCount()).toBe(3);
    store.close();
  });

  it('exits with 2 for wrong use', () => {
    const dataDir = liveFolder('usage');
    const empty = path.join(folder, 'empty');
    mkdirSync(empty);
    const runs = [
      people(''),
      people('', '--data', empty),
      people('', 'remove', '--data', dataDir),
      people('', 'set-pin', '--data', dataDir, '--badge', 'B-1'),
      people('12345\n', 'set-pin', '--data', dataDir, '--badge', 'B-1'),
      people('', 'set-pin', '--data', dataDir, '--badge', 'B-1', '--pin', PIN),
      add(dataDir, 'B 2', 'operator', '--name', 'Ann'),
    ];
    expect(runs.map(({ exit, code }) => [exit, code])).toEqual(runs.map(() => [2, 'usage']));
    expect(readdirSync(empty)).toEqual([]);
  });

  it('needs the folder for itself', () => {
    const dataDir = liveFolder('in-use');
    const store = openOk(dataDir);
    const { exit, code } = people('', 'disable', '--data', dataDir, '--badge', 'B-1');
    store.close();
    expect([exit, code]).toEqual([1, 'data-folder-in-use']);
  });
});
