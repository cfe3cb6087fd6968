import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../electron/cli/simulated-clock.ts';
import { loadRules } from '../../../electron/core/config.ts';
import { valueOf } from '../../../electron/core/result-value.ts';
import { recordInForce } from '../../../electron/core/rule-packs/activation.ts';
import { openStore } from '../../../electron/core/store/open.ts';
import { TRAINING_MANAGER, TRAINING_OFFICER } from '../../../shared/training/training-people.ts';
import { newDataFolder, RESOURCES } from '../../support/simulated-station.ts';

const COMMAND = path.join(import.meta.dirname, '../../../electron/cli/station.mjs');
/** Several programs one after another, on a computer that may be busy. */
const SEVERAL_MS = 120_000;
let dataDir: string;

/** Runs `station … --json` with a line for the standard input. */
function station(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args, '--json'], {
    encoding: 'utf8',
    input: `${input}\n`,
  });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return { status, stderr, answers: lines.map((line) => JSON.parse(line) as object) };
}
const preview = () => station(['rules', 'preview', '--data', dataDir]);
const activate = (who?: { who: string; pin: string }) =>
  station(['rules', 'activate', '--data', dataDir, ...(who ? ['--badge', who.who] : [])], who?.pin);
const doctor = () =>
  station(['doctor', '--data', dataDir]).answers.find(
    (one) => 'check' in one && one.check === 'rules',
  );

function override(rule: string, change: string): void {
  const version = loadRules(RESOURCES, null)
    .packs.flatMap(({ rules }) => rules)
    .find(({ id }) => id === rule)?.version;
  mkdirSync(path.join(dataDir, 'rule-packs'), { recursive: true });
  writeFileSync(
    path.join(dataDir, 'rule-packs', 'ours.yaml'),
    `pack: ours\nversion: 1\noverrides:\n  - { rule: ${rule}, version: ${version ?? 1}, ${change}, reason: our order 7 }\n`,
  );
}

beforeAll(() => {
  dataDir = newDataFolder();
  const clock = createSimulatedClock(Date.now());
  const store = valueOf(openStore({ dataDir, mode: 'training', clock, bootId: 'test' }));
  recordInForce(store, loadRules(RESOURCES, dataDir));
  store.close();
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

it(
  'a proposal waits, is previewed and activated; doctor says where it stands',
  { timeout: SEVERAL_MS },
  () => {
    override('weight.over', 'severity: check');
    expect(doctor()).toMatchObject({
      ok: true,
      detail: expect.stringContaining('not in force: new site pack ours.yaml') as string,
    });
    const seen = preview();
    expect(seen.status).toBe(0);
    expect(seen.answers).toMatchObject([
      { name: 'ours.yaml', before: null },
      { parcels: 0, putAside: 0 },
    ]);
    const done = activate();
    expect([done.status, done.answers.at(-1)]).toMatchObject([
      0,
      { activated: true, by: 'station' },
    ]);
    expect(loadRules(RESOURCES, dataDir).packs.at(-1)?.pack).toBe('ours');
    expect(activate().answers).toEqual([{ activated: false, changes: 0 }]);
    expect(doctor()).toMatchObject({ ok: true, detail: 'nothing waits to be activated' });
  },
);

it('a pack with a finding is named by the preview and not activated', () => {
  override('weight.none', 'disabled: true');
  const seen = preview();
  expect(seen.status).toBe(1);
  expect(JSON.stringify(seen.answers)).toContain('no lower layer has this rule');
  const refused = activate();
  expect(refused.status).not.toBe(0);
  expect(refused.stderr).toContain('The rules were not activated');
});

it(
  'a danger is taken out by a manager with the PIN, and by nobody else',
  { timeout: SEVERAL_MS },
  () => {
    override('radiation.step-back', 'disabled: true');
    expect(preview().answers).toContainEqual({
      weakened: expect.objectContaining({
        rule: 'radiation.step-back',
        reason: 'our order 7',
      }) as object,
    });
    expect(activate().stderr).toContain('answer by name');
    expect(activate(TRAINING_OFFICER).stderr).toContain('may not activate rules');
    expect(activate({ ...TRAINING_MANAGER, pin: '9999' }).stderr).toContain(
      'do not belong together',
    );
    const stands = () =>
      loadRules(RESOURCES, dataDir)
        .packs.flatMap(({ rules }) => rules)
        .some(({ id }) => id === 'radiation.step-back');
    expect(stands()).toBe(true);
    const done = activate(TRAINING_MANAGER);
    expect([done.status, done.answers.at(-1)]).toMatchObject([0, { by: TRAINING_MANAGER.who }]);
    expect(stands()).toBe(false);
    expect(doctor()).toMatchObject({
      detail: expect.stringContaining('site pack ours takes out radiation.step-back') as string,
    });
  },
);
