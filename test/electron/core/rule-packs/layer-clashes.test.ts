import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import { loadRules } from '../../../../electron/core/config.ts';
import { valueOf } from '../../../../electron/core/result-value.ts';
import { activateRules, recordInForce } from '../../../../electron/core/rule-packs/activation.ts';
import { proposalOf } from '../../../../electron/core/rule-packs/proposal.ts';
import { viewProposal } from '../../../../electron/core/rule-packs/view-proposal.ts';
import { findingsInForce, viewRules } from '../../../../electron/core/rule-packs/view-rules.ts';
import { openStore } from '../../../../electron/core/store/open.ts';
import type { Store } from '../../../../electron/core/store/store.ts';
import { rulesContract } from '../../../../shared/bridge/rules-contract.ts';
import { setupContract } from '../../../../shared/bridge/setup-contract.ts';
import { newDataFolder, RESOURCES, startSimulated } from '../../../support/simulated-station.ts';

/** The only pack of the program before there was one for each concern. */
const STARTER = path.join(import.meta.dirname, '../../../fixtures/rule-packs/starter-6.yaml');

let dataDir: string;
beforeEach(() => {
  dataDir = newDataFolder();
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function write(name: string, text: string): void {
  const file = path.join(dataDir, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
const inForce = () => loadRules(RESOURCES, dataDir);
const view = () => {
  const rules = inForce();
  return viewRules(rules, findingsInForce(rules, rules));
};
const rule = (wanted: string) =>
  inForce().packs.flatMap(({ pack, rules }) =>
    rules.filter(({ id }) => id === wanted).map((found) => ({ pack, ...found })),
  );
const shipped = loadRules(RESOURCES, null);

describe("a site's pack with rules that the program ships under another pack's name", () => {
  beforeEach(() => {
    mkdirSync(path.join(dataDir, 'rule-packs'));
    cpSync(STARTER, path.join(dataDir, 'rule-packs', 'starter.yaml'));
  });

  it('lets the station start, and start again', async () => {
    for (const _start of ['first', 'second']) {
      const bench = await startSimulated(dataDir);
      expect(bench.station.state()).toMatchObject({ mode: 'training' });
      await bench.crash();
    }
  });

  it('wins for the ids that it has, and takes nothing else away', () => {
    expect(rule('weight.over').map(({ pack }) => pack)).toEqual(['starter']);
    expect(rule('watch.match').map(({ pack }) => pack)).toEqual(['watch-lists']);
    const ids = inForce().packs.flatMap(({ rules }) => rules.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id } of shipped.packs.flatMap(({ rules }) => rules)) expect(ids).toContain(id);
  });

  it('is said on the Rules page, once for each rule', () => {
    const { findings } = setupContract.rules.reply.parse(view());
    const said = findings.filter(({ rule: id }) => id === 'weight.over');
    expect(said.filter(({ message }) => message.includes('it is in pack weight already'))).toEqual([
      { file: 'starter.yaml', rule: 'weight.over', message: expect.any(String) as string },
    ]);
  });

  it('of the nation wins over the program and loses to the site', () => {
    const own = path.join(dataDir, 'rule-packs', 'starter.yaml');
    const folder = path.join(dataDir, 'national', 'rule-packs');
    mkdirSync(folder, { recursive: true });
    cpSync(STARTER, path.join(folder, 'n.yaml'));
    writeFileSync(own, readFileSync(STARTER, 'utf8').replace('pack: starter', 'pack: ours'));
    expect(rule('weight.over').map(({ pack }) => pack)).toEqual(['ours']);
    rmSync(own);
    expect(rule('weight.over').map(({ pack }) => pack)).toEqual(['starter']);
  });
});

describe('a rule of severity danger', () => {
  const version = shipped.packs
    .flatMap(({ rules }) => rules)
    .find(({ id }) => id === 'radiation.step-back')?.version;
  const overriding = (change: string): string =>
    `pack: ours\nversion: 1\noverrides:\n  - { rule: radiation.step-back, version: ${version}, ${change}, reason: a vault of our own }\n`;
  const replacing = `pack: radiation
version: 99
rules:
  - id: radiation.ours
    version: 1
    sector: radioactive
    procedure: radiation
    severity: check
    when: { fact: measured.gross, is: above, than: 5 kg, whenAbsent: 'false', why: heavy }
    because: It weighs {measured.gross}.
    source: site policy
    steps: []
`;
  let store: Store;
  beforeEach(() => {
    const clock = createSimulatedClock(Date.UTC(2026, 10, 21));
    store = valueOf(openStore({ dataDir, mode: 'training', clock, bootId: 'test' }));
  });
  afterEach(() => store.close());
  const severity = () => rule('radiation.step-back')[0]?.severity ?? null;

  it.each([
    ['taken out', overriding('disabled: true')],
    ['lowered', overriding('severity: hold')],
    ['left out by a pack of the same name', replacing],
  ])('that is %s before the first start waits for a person', (_what, text) => {
    write('rule-packs/ours.yaml', text);
    recordInForce(store, inForce());
    expect(severity()).toBe('danger');
    expect(proposalOf(RESOURCES, dataDir).changes).toMatchObject([{ name: 'ours.yaml' }]);
  });

  it.each([
    ['disabled: true', null],
    ['severity: hold', 'hold'],
  ])('is lowered (%s) by a person with a reason, which are recorded and shown', (change, then) => {
    recordInForce(store, inForce());
    write('rule-packs/ours.yaml', overriding(change));
    const proposal = proposalOf(RESOURCES, dataDir);
    const weakened = [
      {
        rule: 'radiation.step-back',
        pack: 'ours',
        layer: 'site',
        severity: then,
        reason: 'a vault of our own',
      },
    ];
    const shown = rulesContract.ruleProposal.reply.parse(viewProposal(proposal));
    expect(shown).toMatchObject({ weakened, refused: null });
    activateRules(store, proposal, 'B-7', null);
    expect(severity()).toBe(then);
    expect(store.latest('rules-activated', 1)[0]?.body).toMatchObject({ by: 'B-7', weakened });
    expect(setupContract.rules.reply.parse(view()).weakened).toEqual(weakened);
  });

  it('is not lowered by nobody', () => {
    recordInForce(store, inForce());
    write('rule-packs/ours.yaml', overriding('disabled: true'));
    const proposal = proposalOf(RESOURCES, dataDir);
    expect(() => activateRules(store, proposal, 'station', null)).toThrow(/answer by name/);
    expect(severity()).toBe('danger');
  });

  it('is not left out without a reason, by whomever', () => {
    recordInForce(store, inForce());
    write('rule-packs/ours.yaml', replacing);
    const proposal = proposalOf(RESOURCES, dataDir);
    expect(proposal.findings.map(({ message }) => message).join()).toContain('without a reason');
    expect(() => activateRules(store, proposal, 'B-7', null)).toThrow(/were not activated/);
    expect(severity()).toBe('danger');
  });

  it('is not lowered for a reason of blanks', () => {
    recordInForce(store, inForce());
    write(
      'rule-packs/ours.yaml',
      overriding('disabled: true').replace('a vault of our own', "'     '"),
    );
    const proposal = proposalOf(RESOURCES, dataDir);
    expect(proposal.findings.map(({ message }) => message).join()).toContain('reason');
    expect(() => activateRules(store, proposal, 'B-7', null)).toThrow(/were not activated/);
    expect(severity()).toBe('danger');
  });

  it('may have another sentence, or be made one, by anybody', () => {
    recordInForce(store, inForce());
    write('rule-packs/ours.yaml', overriding('because: Step back to the yellow line.'));
    activateRules(store, proposalOf(RESOURCES, dataDir), 'station', null);
    expect(rule('radiation.step-back')[0]?.because).toMatch(/yellow line/);
  });
});

describe('a pack whose own examples do not come out as they say', () => {
  const pack = (hits: string): string => `pack: ours
version: 1
rules:
  - id: ours.heavy
    version: 1
    sector: weight
    procedure: weigh-and-open
    severity: check
    when: { fact: measured.gross, is: above, than: 5 kg, whenAbsent: 'false', why: heavy }
    because: It weighs {measured.gross}.
    source: site policy
    steps: []
cases:
  - { name: 6 kg, facts: { measured.gross: 6 kg }, hits: [${hits}] }
`;

  it('waits at a first start, and one that passes is in force', () => {
    write('rule-packs/ours.yaml', pack(''));
    expect(rule('ours.heavy')).toEqual([]);
    expect(proposalOf(RESOURCES, dataDir).changes).toMatchObject([{ name: 'ours.yaml' }]);
    write('rule-packs/ours.yaml', pack('ours.heavy'));
    expect(rule('ours.heavy')).toMatchObject([{ pack: 'ours' }]);
  });
});
