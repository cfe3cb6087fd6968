import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import { toNewEvent } from '../../../../electron/core/bench/recorded-session.ts';
import { loadRules } from '../../../../electron/core/config.ts';
import { valueOf } from '../../../../electron/core/result-value.ts';
import { activateRules, recordInForce } from '../../../../electron/core/rule-packs/activation.ts';
import { previewRules } from '../../../../electron/core/rule-packs/preview.ts';
import { proposalOf } from '../../../../electron/core/rule-packs/proposal.ts';
import { openStore } from '../../../../electron/core/store/open.ts';
import type { Store } from '../../../../electron/core/store/store.ts';
import type { RulesPreview } from '../../../../shared/bridge/rules-contract.ts';
import { NEW_SESSION } from '../../../../shared/session/state.ts';
import { step, type SessionInput } from '../../../../shared/session/step.ts';
import {
  decided,
  declaring,
  found,
  measured,
  rules,
  scanned,
  weighed,
} from '../../../support/session-fixtures.ts';
import { newDataFolder, RESOURCES } from '../../../support/simulated-station.ts';

const NOW = Date.UTC(2026, 10, 21);
const DAY_MS = 24 * 3600 * 1000;
let dataDir: string;
let store: Store;
beforeEach(() => {
  dataDir = newDataFolder();
  const clock = createSimulatedClock(NOW);
  store = valueOf(openStore({ dataDir, mode: 'training', clock, bootId: 'test' }));
});
afterEach(() => {
  store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function write(name: string, text: string): void {
  const file = path.join(dataDir, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const overriding = (pack: string, change: string): string =>
  `pack: ${pack}\nversion: 1\noverrides:\n  - { rule: weight.over, ${change}, reason: of the test }\n`;
const version = rules.packs
  .flatMap((pack) => pack.rules)
  .find(({ id }) => id === 'weight.over')?.version;
const OVER = `version: ${version}`;

function inForce() {
  return loadRules(RESOURCES, dataDir);
}
function start(): void {
  recordInForce(store, inForce());
}
const weightRule = () =>
  inForce()
    .packs.flatMap((pack) => pack.rules)
    .find(({ id }) => id === 'weight.over');
const activations = () => store.latest('rules-activated', 10).map(({ body }) => body);

/** Screens a parcel and records it. */
function screen(session: string, ...inputs: SessionInput[]): void {
  let state = NEW_SESSION;
  const events = inputs.flatMap((input) => {
    const next = step(state, input, rules);
    state = next.state;
    return next.effects.events;
  });
  const opened = { kind: 'session-opened', session, actor: 'B-1', body: {} };
  store.append([opened, ...events.map((event) => toNewEvent(event, session, 'B-1'))], null);
}
const books = declaring([{ description: 'Books', net_g: null }], { gross_g: '400' });
const screenBooks = (session: string, grams: string): void =>
  screen(
    session,
    scanned('CP102030419NL'),
    found(books),
    weighed(grams),
    ...measured(0.12),
    decided('hold'),
  );

function preview(utcMs = NOW): RulesPreview {
  const { rules: proposed } = proposalOf(RESOURCES, dataDir);
  if (proposed === null) throw new Error('the proposal cannot be read');
  const run = previewRules(store, inForce(), proposed, { days: 30, utcMs });
  let next = run.next();
  while (next.done !== true) next = run.next();
  return next.value;
}

describe('layers of rules', () => {
  it('change single rules from above, the site last, and say who did', () => {
    write('national/rule-packs/n.yaml', overriding('nation', `${OVER}, severity: check`));
    expect(weightRule()).toMatchObject({
      severity: 'check',
      overridden: { pack: 'nation', layer: 'national', severity: 'hold' },
    });
    write('rule-packs/s.yaml', overriding('ours', `${OVER}, severity: inform`));
    expect(weightRule()).toMatchObject({ severity: 'inform', overridden: { layer: 'site' } });
  });

  it('take a rule out', () => {
    write('rule-packs/s.yaml', overriding('ours', `${OVER}, disabled: true`));
    expect(weightRule()).toBeUndefined();
  });

  it('name no rule that there is not for a second person: it would guard nothing', () => {
    write('policy.yaml', 'people: { secondPersonForPrompts: [referral.do-not-laod] }\n');
    expect(() => inForce()).toThrow(
      'people.secondPersonForPrompts: there is no rule referral.do-not-laod',
    );
  });

  it('let the policy of the nation hold until the site says otherwise', () => {
    write('national/policy.yaml', 'radiation: { dwellS: 7, backgroundS: 40 }\n');
    const { radiation } = inForce().policy;
    expect([radiation.dwellS, radiation.backgroundS]).toEqual([8, 30]);
    write('policy.yaml', '# nothing of its own\n');
    expect(inForce().policy.radiation.dwellS).toBe(7);
  });

  it.each([
    ['another version', 'weight.over, version: 99', /stale: written for version 99/],
    ['no rule', 'weight.none, version: 1', /no lower layer has this rule/],
  ])('do nothing by an override of %s, and it is found', (_what, rule, message) => {
    write(
      'rule-packs/s.yaml',
      `pack: ours\nversion: 1\noverrides:\n  - { rule: ${rule}, disabled: true, reason: test }\n`,
    );
    expect(weightRule()?.overridden).toBeUndefined();
    expect(inForce().problems[0]?.message).toMatch(message);
  });

  it('do not change a rule of their own layer', () => {
    write('national/rule-packs/n.yaml', overriding('nation', `${OVER}, severity: check`));
    write('national/rule-packs/o.yaml', overriding('other', `${OVER}, severity: inform`));
    expect(weightRule()?.severity).toBe('check');
    expect(inForce().problems).toMatchObject([{ pack: 'other', rule: 'weight.over' }]);
  });
});

describe('activation', () => {
  it('takes at the first start what lies there, once', () => {
    start();
    start();
    expect(activations()).toMatchObject([{ why: 'first-start', by: 'station', changes: [] }]);
  });

  it('leaves in force what was, until a changed file is activated and recorded', () => {
    start();
    write('rule-packs/s.yaml', overriding('ours', `${OVER}, severity: check`));
    start();
    expect(weightRule()?.severity).toBe('hold');
    activateRules(store, proposalOf(RESOURCES, dataDir), 'B-7', null);
    expect(weightRule()?.severity).toBe('check');
    expect(activations()[1]).toMatchObject({
      why: 'activated',
      by: 'B-7',
      changes: [{ layer: 'site', name: 's.yaml', before: null }],
    });
    rmSync(path.join(dataDir, 'rule-packs', 's.yaml'));
    expect(weightRule()?.severity).toBe('check');
    expect(proposalOf(RESOURCES, dataDir).changes).toMatchObject([{ after: null }]);
  });

  it('takes the policy along: a number is in force when it was activated', () => {
    start();
    write('policy.yaml', 'radiation: { dwellS: 9, backgroundS: 30 }\n');
    expect(inForce().policy.radiation.dwellS).toBe(8);
    activateRules(store, proposalOf(RESOURCES, dataDir), 'B-7', null);
    expect(inForce().policy.radiation.dwellS).toBe(9);
  });

  it.each([
    ['a stale override', overriding('ours', 'version: 99, severity: check'), /stale/],
    ['no YAML', 'pack: [', /./],
    [
      'an example that fails',
      `pack: ours
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
  - { name: light is heavy, facts: { measured.gross: 1 kg }, hits: [ours.heavy] }
`,
      /light is heavy/,
    ],
  ])('refuses a pack with %s and changes nothing', (_what, text, message) => {
    start();
    write('rule-packs/s.yaml', text);
    const proposal = proposalOf(RESOURCES, dataDir);
    expect(proposal.findings.map((finding) => finding.message).join('\n')).toMatch(message);
    expect(() => activateRules(store, proposal, 'B-7', null)).toThrow(/were not activated/);
    expect(activations()).toHaveLength(1);
    expect(weightRule()?.severity).toBe('hold');
  });

  it('does not judge by a copy that somebody changed', () => {
    start();
    const folder = path.join(dataDir, 'rules-in-force');
    const copy = readdirSync(folder).find((name) => name.endsWith('.yaml')) ?? '';
    writeFileSync(path.join(folder, copy), 'radiation: { dwellS: 1 }\n');
    expect(() => inForce()).toThrow(/it was changed.*in force of .*policy\.yaml/);
  });
});

describe('a preview', () => {
  it('counts the parcels that would have been held, and names them', () => {
    start();
    screenBooks('s-1', '900');
    screenBooks('s-2', '400');
    write('rule-packs/s.yaml', overriding('ours', `${OVER}, disabled: true`));
    expect(preview()).toMatchObject({
      parcels: 2,
      erased: 0,
      heldMore: 0,
      heldFewer: 1,
      rules: [{ rule: 'weight.over', more: 0, fewer: 1 }],
      items: [{ item: 'CP102030419NL', fewer: ['weight.over'], more: [] }],
    });
  });

  it('judges parcels that were put aside, too, and says how many', () => {
    start();
    screen('s-1', scanned('CP102030419NL'), found(books), weighed('900'), ...measured(0.12), {
      kind: 'put-aside',
      reason: 'wait for the addressee',
    });
    write('rule-packs/s.yaml', overriding('ours', `${OVER}, disabled: true`));
    expect(preview()).toMatchObject({
      parcels: 1,
      putAside: 1,
      heldFewer: 1,
      items: [{ item: 'CP102030419NL', fewer: ['weight.over'] }],
    });
  });

  it('looks at the days that were asked for alone', () => {
    start();
    screenBooks('s-1', '900');
    expect(preview(NOW + 29 * DAY_MS).parcels).toBe(1);
    expect(preview(NOW + 31 * DAY_MS).parcels).toBe(0);
  });

  it('says where personal data were erased, and does not take them for a blank', () => {
    start();
    screenBooks('s-1', '900');
    store.keys.destroy(['s-1']);
    write('rule-packs/s.yaml', overriding('ours', `${OVER}, disabled: true`));
    expect(preview()).toMatchObject({
      parcels: 1,
      erased: 1,
      incomplete: 1,
      rules: [{ rule: 'weight.over', fewer: 1 }],
    });
  });
});
