import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../electron/cli/simulated-clock.ts';
import { loadRules } from '../../electron/core/config.ts';
import { activateRules, recordInForce } from '../../electron/core/rule-packs/activation.ts';
import { proposalOf } from '../../electron/core/rule-packs/proposal.ts';
import { openStation } from '../../electron/core/station.ts';
import type { Store } from '../../electron/core/store/store.ts';
import { RESOURCES } from '../support/simulated-station.ts';
import { onEnd, openOk } from '../electron/core/store/support.ts';
import { canMount, failure, fillDisk, mountSmallDisk } from './small-disk.ts';

const DISK_KB = 16_384;
/** Room for events, and none for the copy of a large pack. */
const LITTLE = 700_000;
const LARGE = 1_900_000;

/** A data folder on a disk of its own. */
function folderOnDisk(): { disk: string; dataDir: string } {
  const disk = mountSmallDisk(DISK_KB);
  const dataDir = join(disk, 'data');
  openOk(dataDir).close();
  return { disk, dataDir };
}

/** A pack of the site that makes one prompt milder; as large as one with long lists. */
function writePack(dataDir: string, bytes = 0): void {
  const version = loadRules(RESOURCES, null)
    .packs.flatMap(({ rules }) => rules)
    .find(({ id }) => id === 'weight.over')?.version;
  const change = `rule: weight.over, version: ${version ?? 0}, severity: check, reason: of the test`;
  const text = `pack: ours\nversion: 1\noverrides:\n  - { ${change} }\n`;
  mkdirSync(join(dataDir, 'rule-packs'), { recursive: true });
  const filler = '#'.repeat(79) + '\n';
  writeFileSync(
    join(dataDir, 'rule-packs', 'ours.yaml'),
    text + filler.repeat(Math.ceil(bytes / filler.length)),
  );
}

/** Makes the folder of what is in force one that cannot be written, while all else can. */
function makeReadOnly(dataDir: string): () => void {
  const folder = join(dataDir, 'rules-in-force');
  execFileSync('mount', ['--bind', folder, folder]);
  execFileSync('mount', ['-o', 'remount,bind,ro', folder]);
  let mounted = true;
  const again = (): void => {
    if (mounted) execFileSync('umount', [folder]);
    mounted = false;
  };
  onEnd(again);
  return again;
}

const severity = (dataDir: string): string | undefined =>
  loadRules(RESOURCES, dataDir)
    .packs.flatMap(({ rules }) => rules)
    .find(({ id }) => id === 'weight.over')?.severity;
const listOf = (dataDir: string): string =>
  readFileSync(join(dataDir, 'rules-in-force', 'in-force.json'), 'utf8');
const whys = (store: Store): unknown[] =>
  store.latest('rules-activated', 9).map(({ body }) => body['why']);
const activate = (store: Store): number =>
  activateRules(store, proposalOf(RESOURCES, store.dataDir), 'B-7', null);

const SAFE = 'The rules in force and all records are as before.';

describe.skipIf(!canMount)('rules that cannot be kept', () => {
  it('at a first start on a full disk are said, and recorded by the first start with space', async () => {
    const { disk, dataDir } = folderOnDisk();
    writePack(dataDir, LARGE);
    const filler = fillDisk(disk, LITTLE);
    const ports = { newId: () => 'id', toDevices() {}, onChange() {}, onLive() {}, log() {} };
    const station = await openStation(
      { mode: 'live', dataDir, resourcesDir: RESOURCES, appVersion: 'test', sqliteAddon: null },
      { clock: createSimulatedClock(Date.UTC(2026, 10, 21)), ...ports },
    );
    const { blocked } = station.state();
    station.close();
    expect(blocked?.code).toBe('disk-full');
    expect(blocked?.message).toMatch(/is full\. .* as before\. Free space on it, then go on\.$/);
    expect(existsSync(join(dataDir, 'rules-in-force', 'in-force.json'))).toBe(false);
    const store = openOk(dataDir);
    expect(whys(store)).toEqual([]);
    rmSync(filler);
    recordInForce(store, loadRules(RESOURCES, dataDir));
    expect(whys(store)).toEqual(['first-start']);
    expect(severity(dataDir)).toBe('check');
  });

  it('are not activated while there is no space for their copies', () => {
    const { disk, dataDir } = folderOnDisk();
    const store = openOk(dataDir);
    recordInForce(store, loadRules(RESOURCES, dataDir));
    const before = listOf(dataDir);
    writePack(dataDir, LARGE);
    const filler = fillDisk(disk, LITTLE);
    const why = failure(() => activate(store));
    expect([why.code, why.message]).toEqual(['disk-full', expect.stringContaining(SAFE)]);
    expect([listOf(dataDir), severity(dataDir)]).toEqual([before, 'hold']);
    expect(whys(store)).toEqual(['first-start']);
    rmSync(filler);
    activate(store);
    expect([severity(dataDir), whys(store).at(-1)]).toEqual(['check', 'activated']);
  });

  it('are not activated where their folder cannot be written', () => {
    const { dataDir } = folderOnDisk();
    const store = openOk(dataDir);
    recordInForce(store, loadRules(RESOURCES, dataDir));
    writePack(dataDir);
    const writable = makeReadOnly(dataDir);
    const why = failure(() => activate(store));
    expect([why.code, why.message]).toEqual([
      'data-folder-read-only',
      expect.stringMatching(/all records are as before\. Give this account write access to it/),
    ]);
    expect([severity(dataDir), whys(store)]).toEqual(['hold', ['first-start']]);
    writable();
    activate(store);
    expect(severity(dataDir)).toBe('check');
  });

  it('are taken back when the activation cannot be recorded', () => {
    const { disk, dataDir } = folderOnDisk();
    const store = openOk(dataDir);
    recordInForce(store, loadRules(RESOURCES, dataDir));
    const before = listOf(dataDir);
    writePack(dataDir);
    const failing: Store = {
      ...store,
      append(...given) {
        expect(severity(dataDir)).toBe('check');
        fillDisk(disk, 0);
        return store.append(...given);
      },
    };
    expect(failure(() => activate(failing)).code).toBe('disk-full');
    expect([listOf(dataDir), severity(dataDir)]).toEqual([before, 'hold']);
  });

  it('and cannot be taken back either: it is said what the next start does, and it does so', () => {
    const { disk, dataDir } = folderOnDisk();
    const store = openOk(dataDir);
    recordInForce(store, loadRules(RESOURCES, dataDir));
    writePack(dataDir);
    let [writable, filler] = [(): void => {}, ''];
    const failing: Store = {
      ...store,
      append(...given) {
        filler = fillDisk(disk, 0);
        writable = makeReadOnly(dataDir);
        return store.append(...given);
      },
    };
    const why = failure(() => activate(failing));
    expect(why.message).toMatch(
      /neither recorded nor taken back \(EROFS.*all records are safe\. The next start judges by the new/,
    );
    writable();
    rmSync(filler);
    recordInForce(store, loadRules(RESOURCES, dataDir));
    expect([severity(dataDir), whys(store).at(-1)]).toEqual(['check', 'found-at-start']);
  });
});
