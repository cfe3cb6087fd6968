import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
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
import { setupContract } from '../../../../shared/bridge/setup-contract.ts';
import { newDataFolder, RESOURCES } from '../../../support/simulated-station.ts';

/** A thread on a computer that may be busy. */
const THREAD_MS = { timeout: 60_000, interval: 20 };
vi.setConfig({ testTimeout: 120_000 });
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
  const parts = { resourcesDir: RESOURCES, store, rules, clock, sqliteAddon: null, startAgain };
  desk = createRulesDesk(parts);
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

/** Once a preview is no longer running. */
function previewEnded(): Promise<void> {
  return vi.waitFor(() => expect(desk.preview().state).not.toBe('running'), THREAD_MS);
}

it('a proposal is shown, tried and activated with the figures of its preview; core starts again', async () => {
  const proposal = await desk.proposal();
  expect(rulesContract.ruleProposal.reply.parse(proposal)).toMatchObject({
    changes: [{ layer: 'site', name: 'ours.yaml' }],
    refused: null,
  });
  expect(desk.startPreview(30)).toEqual({ state: 'running', done: 0 });
  await previewEnded();
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
  expect(await desk.proposal()).toMatchObject({ changes: [], refused: 'why.rules-unchanged' });
});

it('the bench goes on while rules are looked at and tried', async () => {
  const before = process.threadCpuUsage();
  const [proposal, inForce] = await Promise.all([desk.proposal(), desk.inForce()]);
  desk.startPreview(30);
  await previewEnded();
  const { user, system } = process.threadCpuUsage(before);
  // The work itself takes more than a second of a processor, goods and all.
  expect((user + system) / 1000).toBeLessThan(200);
  expect([proposal.changes.length, desk.preview().state]).toEqual([1, 'done']);
  expect(setupContract.rules.reply.parse(inForce).packs.length).toBeGreaterThan(20);
});

it('a pack that names goods that do not exist is found, and is not activated', async () => {
  writeFileSync(
    path.join(dataDir, 'rule-packs', 'ours.yaml'),
    `pack: ours
version: 1
rules:
  - id: ours.goods
    version: 1
    sector: wildlife
    procedure: weigh-and-open
    severity: check
    when: { fact: goods.concepts, is: includes, oneOf: [unicorn-horn], whenAbsent: 'false', why: ours }
    because: It may be {goods.concepts}.
    source: site policy
    steps: []
cases: []
`,
  );
  const { findings, refused, digest } = await desk.proposal();
  expect(findings.map(({ message }) => message)).toContain(
    'when: goods.concepts is never "unicorn-horn"',
  );
  expect(refused).toBe('why.rules-findings');
  expect(desk.activate(digest, MANAGER).refused).toBe('why.rules-findings');
});

it('a proposal that cannot be read is not tried, and it is said why', async () => {
  writeFileSync(path.join(dataDir, 'rule-packs', 'ours.yaml'), 'pack: [');
  desk.startPreview(30);
  await previewEnded();
  expect(rulesContract.rulesPreview.reply.parse(desk.preview())).toMatchObject({
    state: 'failed',
    code: 'rules-unreadable',
    message: expect.stringContaining('The rules in force are as before') as string,
  });
});

it('what was changed since it was looked at is not activated', async () => {
  const { digest } = await desk.proposal();
  write('another one');
  expect(desk.activate(digest, MANAGER).refused).toBe('why.rules-changed-meanwhile');
  expect(starts).toBe(0);
});

it('nothing is activated while an item is open', async () => {
  const opened = { kind: 'session-opened', session: 's-1', actor: 'B-1', body: {} };
  store.append([opened], null);
  const { digest } = await desk.proposal();
  expect(desk.activate(digest, MANAGER).refused).toBe('why.other-item-open');
});

it('a preview that was stopped has no result', async () => {
  desk.startPreview(30);
  expect(desk.stopPreview()).toEqual({ state: 'none' });
  // Longer than its thread would have taken.
  await desk.proposal();
  expect(desk.preview()).toEqual({ state: 'none' });
});
