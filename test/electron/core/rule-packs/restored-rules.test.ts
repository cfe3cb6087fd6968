import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadRules } from '../../../../electron/core/config.ts';
import { loadLicences } from '../../../../electron/core/parties/load-licences.ts';
import { loadWatchLists } from '../../../../electron/core/parties/load-watch-lists.ts';
import { valueOf } from '../../../../electron/core/result-value.ts';
import { activateRules, recordInForce } from '../../../../electron/core/rule-packs/activation.ts';
import { proposalOf } from '../../../../electron/core/rule-packs/proposal.ts';
import { makeBackup } from '../../../../electron/core/store/backup.ts';
import { restoreBackup } from '../../../../electron/core/store/restore.ts';
import { RESOURCES } from '../../../support/simulated-station.ts';
import { openOk, temporaryFolder, tickingClock } from '../store/support.ts';

const OVER = loadRules(RESOURCES, null)
  .packs.flatMap(({ rules }) => rules)
  .find(({ id }) => id === 'weight.over');
const overriding = (pack: string, severity: string): string =>
  `pack: ${pack}\nversion: 1\noverrides:\n  - { rule: weight.over, version: ${OVER?.version ?? 0}, severity: ${severity}, reason: of the test }\n`;

function write(dataDir: string, name: string, text: string): void {
  const file = path.join(dataDir, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A folder with files of every layer in force, lists, and a change that nobody has activated. */
function judgingFolder(): string {
  const dataDir = path.join(temporaryFolder(), 'data');
  const store = openOk(dataDir);
  recordInForce(store, loadRules(RESOURCES, dataDir));
  write(dataDir, 'national/policy.yaml', 'radiation: { dwellS: 7 }\n');
  write(dataDir, 'national/rule-packs/n.yaml', overriding('nation', 'check'));
  write(dataDir, 'policy.yaml', 'radiation: { backgroundS: 40 }\n');
  write(dataDir, 'rule-packs/s.yaml', overriding('ours', 'inform'));
  activateRules(store, proposalOf(RESOURCES, dataDir), 'B-7', null);
  write(dataDir, 'rule-packs/s.yaml', overriding('ours', 'check'));
  write(
    dataDir,
    'watch-lists/Stop list.YAML',
    'list: stop\nsource: site\nkind: internal\nvalidUntil: null\nentriesFile: people.csv\n',
  );
  write(dataDir, 'watch-lists/people.csv', 'id,names\nS-1,Ivan Ivanov\n');
  write(dataDir, 'watch-lists/.DS_Store', 'left by a file manager');
  write(
    dataDir,
    'licences.yaml',
    'licences:\n  - { number: L-1, holder: { names: [Cool Air Ltd] }, categories: [ozone-climate], from: 2026-01-01, until: 2026-12-31, quota: null }\n',
  );
  store.close();
  return dataDir;
}

const backUp = (dataDir: string) =>
  makeBackup({
    dataDir,
    sqliteAddon: null,
    utcMs: Date.UTC(2026, 10, 21),
    keep: 3,
    secondPath: null,
    rotateSecond: true,
  });

/** What a bench judges by, and what waits. */
function judgesBy(dataDir: string) {
  const { policy, packs, weakened, problems } = loadRules(RESOURCES, dataDir);
  return {
    policy,
    packs,
    weakened,
    problems: problems.map(({ rule, message }) => ({ rule, message })),
    lists: loadWatchLists(dataDir),
    licences: loadLicences(dataDir),
    waits: proposalOf(RESOURCES, dataDir).changes,
  };
}

describe('a station that is restored on another computer', () => {
  it('judges by what was in force, not by what lay there, and records no change', async () => {
    const dataDir = judgingFolder();
    const { folder } = await backUp(dataDir);
    const other = path.join(temporaryFolder(), 'data');
    const clock = tickingClock();
    valueOf(restoreBackup({ backup: folder, dataDir: other, mode: null, clock, bootId: 'new' }));
    expect(judgesBy(other)).toEqual(judgesBy(dataDir));
    const rule = judgesBy(other).packs.flatMap(({ rules }) => rules);
    expect(rule.find(({ id }) => id === 'weight.over')?.severity).toBe('inform');
    expect(judgesBy(other).waits).toMatchObject([{ layer: 'site', name: 's.yaml' }]);
    const store = openOk(other);
    const before = store.eventCount();
    recordInForce(store, loadRules(RESOURCES, other));
    expect(store.eventCount()).toBe(before);
  });

  it('has what the site prepared for it as a proposal', async () => {
    const { folder } = await backUp(judgingFolder());
    const other = path.join(temporaryFolder(), 'data');
    write(other, 'policy.yaml', 'radiation: { backgroundS: 55 }\n');
    const clock = tickingClock();
    valueOf(restoreBackup({ backup: folder, dataDir: other, mode: null, clock, bootId: 'new' }));
    const { policy, waits } = judgesBy(other);
    expect(policy.radiation.backgroundS).toBe(40);
    expect(waits.map(({ name }) => name)).toContain('policy.yaml');
  });

  it('has lists of people from a folder that nobody else can enter', async () => {
    const { folder } = await backUp(judgingFolder());
    expect(readdirSync(path.join(folder, 'watch-lists')).sort()).toEqual([
      'Stop list.YAML',
      'people.csv',
    ]);
    for (const place of [folder, path.join(folder, 'watch-lists')]) {
      expect(statSync(place).mode & 0o077).toBe(0);
    }
  });
});
