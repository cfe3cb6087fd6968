import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import { loadRules } from '../../../../electron/core/config.ts';
import { valueOf } from '../../../../electron/core/result-value.ts';
import { recordInForce } from '../../../../electron/core/rule-packs/activation.ts';
import {
  createRulesDesk,
  type RulesDesk,
} from '../../../../electron/core/rule-packs/rules-desk.ts';
import { openStore } from '../../../../electron/core/store/open.ts';
import type { Store } from '../../../../electron/core/store/store.ts';
import { rulesContract } from '../../../../shared/bridge/rules-contract.ts';
import { newDataFolder, RESOURCES } from '../../../support/simulated-station.ts';

const MANAGER = { badge: 'B-7', role: 'manager' } as never;
const clock = createSimulatedClock(Date.UTC(2026, 10, 21));
let dataDir: string;
let store: Store;
let desk: RulesDesk;
let starts: number;
beforeEach(() => {
  dataDir = newDataFolder();
  store = valueOf(openStore({ dataDir, mode: 'training', clock, bootId: 'test' }));
  const rules = loadRules(RESOURCES, dataDir);
  recordInForce(store, rules);
  starts = 0;
  const startAgain = () => (starts += 1);
  desk = createRulesDesk({ resourcesDir: RESOURCES, store, rules, clock, startAgain });
  mkdirSync(path.join(dataDir, 'rule-packs'));
  write('the scale is new');
});
afterEach(() => {
  desk.close();
  store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const version = (rule: string): number | undefined =>
  loadRules(RESOURCES, null)
    .packs.flatMap((pack) => pack.rules)
    .find(({ id }) => id === rule)?.version;

function write(reason: string): void {
  const change = `rule: weight.over, version: ${version('weight.over')}, severity: check`;
  writeFileSync(
    path.join(dataDir, 'rule-packs', 'ours.yaml'),
    `pack: ours\nversion: 1\noverrides:\n  - { ${change}, reason: ${reason} }\n`,
  );
}

it('a proposal is shown, tried and activated with the figures of its preview; core starts again', async () => {
  const proposal = desk.proposal();
  expect(rulesContract.ruleProposal.reply.parse(proposal)).toMatchObject({
    changes: [{ layer: 'site', name: 'ours.yaml' }],
    refused: null,
  });
  expect(desk.startPreview(30)).toEqual({ state: 'running', done: 0 });
  await clock.advance(1_000);
  expect(rulesContract.rulesPreview.reply.parse(desk.preview())).toMatchObject({
    state: 'done',
    parcels: 0,
  });
  expect(desk.activate(proposal.digest, MANAGER).refused).toBeNull();
  expect(starts).toBe(1);
  expect(store.latest('rules-activated', 1)[0]?.body).toMatchObject({
    by: 'B-7',
    preview: { parcels: 0, heldMore: 0 },
  });
  expect(desk.proposal()).toMatchObject({ changes: [], refused: 'why.rules-unchanged' });
});

it('what was changed since it was looked at is not activated', () => {
  const { digest } = desk.proposal();
  write('another one');
  expect(desk.activate(digest, MANAGER).refused).toBe('why.rules-changed-meanwhile');
  expect(starts).toBe(0);
});

it('nothing is activated while an item is open', () => {
  const opened = { kind: 'session-opened', session: 's-1', actor: 'B-1', body: {} };
  store.append([opened], null);
  expect(desk.activate(desk.proposal().digest, MANAGER).refused).toBe('why.other-item-open');
});

it('a preview that was stopped has no result', async () => {
  desk.startPreview(30);
  expect(desk.stopPreview()).toEqual({ state: 'none' });
  await clock.advance(1_000);
  expect(desk.preview()).toEqual({ state: 'none' });
});
