import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import { createCalls, whenAnswered } from '../../../../electron/core/calls.ts';
import { loadRules } from '../../../../electron/core/config.ts';
import {
  findingsInForce,
  viewPackRules,
  viewRules,
} from '../../../../electron/core/rule-packs/view-rules.ts';
import { createInstrumentTester } from '../../../../electron/core/setup/instrument-test.ts';
import { openStation, type Station } from '../../../../electron/core/station.ts';
import {
  coreContract,
  type InstrumentTest,
  type SetupEvent,
} from '../../../../shared/bridge/contract.ts';
import type { ToDevices } from '../../../../shared/bridge/devices-messages.ts';
import type { Observation } from '../../../../shared/measure/reading.ts';
import { newDataFolder, RESOURCES } from '../../../support/simulated-station.ts';

const MASS: Observation = {
  type: 'reading',
  kind: 'mass',
  value: '0.0',
  unit: 'g',
  stable: true,
  basis: 'gross',
  tare: null,
  zero: true,
  raw: '5320',
};
const FAULT: Observation = { type: 'fault', code: 'checksum', raw: 'ff', detail: 'sum is wrong' };

describe('a test of an instrument', () => {
  function rig(line: { code: 'silent'; detail: string } | null = null) {
    const clock = createSimulatedClock();
    const told: InstrumentTest[] = [];
    const tester = createInstrumentTester({
      clock,
      lineFault: () => line,
      tell: (test) => told.push(test),
    });
    return { clock, told, tester };
  }

  it('ends with the first good reading, whatever was wrong before', async () => {
    const { clock, told, tester } = rig();
    tester.start('scale');
    tester.heard('dosimeter', MASS);
    tester.heard('scale', FAULT);
    tester.heard('scale', MASS);
    await clock.advance(60_000);
    expect(told).toEqual([
      { instrument: 'scale', state: 'waiting', seconds: 15 },
      { instrument: 'scale', state: 'answers', reading: MASS },
    ]);
  });

  it('ends with the fault of the line, or of the last frame, with that frame', async () => {
    const frame = rig();
    frame.tester.start('scale');
    frame.tester.heard('scale', FAULT);
    await frame.clock.advance(15_000);
    expect(frame.told.at(-1)).toMatchObject({ state: 'fault', code: 'checksum', raw: 'ff' });
    const silent = rig({ code: 'silent', detail: 'nothing received for 5 s' });
    silent.tester.start('scale');
    await silent.clock.advance(15_000);
    expect(silent.told.at(-1)).toMatchObject({
      code: 'silent',
      detail: 'nothing received for 5 s',
    });
  });

  it('waits longer for a label, and only for the one that was started last', async () => {
    const { clock, told, tester } = rig();
    tester.start('scale');
    tester.start('scanner');
    tester.heard('scale', MASS);
    await clock.advance(30_000);
    expect(told.map(({ instrument, state }) => [instrument, state])).toEqual([
      ['scale', 'waiting'],
      ['scanner', 'waiting'],
      ['scanner', 'fault'],
    ]);
  });
});

describe('what is only for administrators', () => {
  let station: Station;
  let events: SetupEvent[];
  let asked: ToDevices[];
  beforeEach(async () => {
    events = [];
    asked = [];
    station = await openStation(
      {
        mode: 'training',
        dataDir: newDataFolder(),
        resourcesDir: RESOURCES,
        appVersion: 'test',
        sqliteAddon: null,
      },
      {
        clock: createSimulatedClock(Date.UTC(2026, 5, 1)),
        newId: () => 'id',
        toDevices: (message) => asked.push(message),
        onChange: () => {},
        onLive: () => {},
        onSetup: (event) => events.push(event),
        log: () => {},
      },
    );
  });
  afterEach(() => station.close());
  const raw = { instrument: 'scanner', chunks: [], leftOut: 0 };

  it('is asked of the devices process and comes back as events', () => {
    station.intend({ kind: 'sign-in', who: 'B-9001', pin: '246810' });
    const call = createCalls(station);
    expect(call('watchRaw', { instrument: 'scanner' })).toEqual({ ok: true, value: {} });
    call('listPorts', {});
    expect(asked.slice(-2)).toEqual([
      { kind: 'tap', instrument: 'scanner' },
      { kind: 'list-ports' },
    ]);
    station.observe({ kind: 'raw', raw });
    station.observe({ kind: 'ports', ports: [], protocols: [], why: null });
    expect(events.map(({ kind }) => kind)).toEqual(['raw', 'ports']);
  });

  it('is told to nobody else: a label on the line may be a name', () => {
    station.observe({ kind: 'raw', raw });
    station.intend({ kind: 'sign-in', who: 'B-3001', pin: '246810' });
    station.observe({ kind: 'raw', raw });
    expect(events).toEqual([]);
  });

  it('answers in the shape of the contract', { timeout: 60_000 }, async () => {
    station.intend({ kind: 'sign-in', who: 'B-9001', pin: '246810' });
    const call = createCalls(station);
    const page = { limit: 5, offset: 0 };
    const params = {
      manifests: page,
      packRules: { pack: 'radioactive-goods', ...page },
      rules: {},
      ruleProposal: {},
      rulesPreview: {},
      setupInstruments: {},
    };
    for (const [method, given] of Object.entries(params)) {
      const made = call(method, given);
      const reply = (await whenAnswered(made)) ?? made;
      const { reply: shape } = coreContract[method as keyof typeof params];
      expect([method, shape.safeParse(reply.ok ? reply.value : reply.error).success]).toEqual([
        method,
        true,
      ]);
    }
  });
});

describe('rules in force', () => {
  const OWN = `pack: weight
version: 9
rules:
  - id: weight.over
    version: 2
    severity: check
    when: { fact: weight.excess, is: above, than: 10 g, whenAbsent: 'false' }
    because: 'Heavier than declared by {weight.exces}.'
    source: site policy (verify)
    steps: []
`;
  function site(): string {
    const dataDir = newDataFolder();
    mkdirSync(path.join(dataDir, 'rule-packs'));
    writeFileSync(path.join(dataDir, 'rule-packs', 'own.yaml'), OWN);
    return dataDir;
  }

  it('say which pack is the site’s, which shipped one it replaces, and what a check finds', () => {
    const rules = loadRules(RESOURCES, site());
    const view = viewRules(rules, findingsInForce(rules, rules));
    const shipped = loadRules(RESOURCES, null).packs;
    const replaces = shipped.find(({ pack }) => pack === 'weight')?.version;
    expect(view.packs.filter(({ origin }) => origin === 'site')).toMatchObject([
      { pack: 'weight', version: 9, replaces, rules: 1 },
    ]);
    expect(view.packs).toHaveLength(shipped.length);
    expect(view.findings[0]).toEqual({
      file: 'own.yaml',
      rule: 'weight.over',
      message: 'because: {weight.exces} is no fact',
    });
    expect(new Set(view.findings.map(({ file }) => file))).toEqual(new Set(['own.yaml']));
  });

  it('give the numbers that the site set, beside the shipped ones', () => {
    const { policy } = viewRules(loadRules(RESOURCES, site()), []);
    expect(policy.map(({ name, own }) => [name, own])).toEqual([
      ['radiation.backgroundS', '30'],
      ['radiation.dwellS', '8'],
    ]);
  });

  it('say of a file that was changed that it is not in force yet', () => {
    const dataDir = site();
    const rules = loadRules(RESOURCES, dataDir);
    const corrected = OWN.replace('{weight.exces}', '{weight.excess}');
    writeFileSync(path.join(dataDir, 'rule-packs', 'own.yaml'), corrected);
    const { findings } = viewRules(rules, findingsInForce(rules, rules));
    expect(findings[0]).toMatchObject({ file: 'own.yaml', rule: null });
    expect(findings[0]?.message).toContain('since it was activated');
  });

  it('are read page by page, with a mark where the source is from memory', () => {
    const rules = loadRules(RESOURCES, null);
    const all = viewPackRules(rules, { pack: 'radiation', limit: 100, offset: 0 });
    const second = viewPackRules(rules, { pack: 'radiation', limit: 4, offset: 4 });
    expect(second.rules).toEqual(all.rules.slice(4, 8));
    expect(second.total).toBe(all.rules.length);
    const marked = all.rules.filter(({ verify }) => verify).map(({ id }) => id);
    expect(marked).toContain('radiation.above-surface-limit');
    expect(marked).not.toContain('radiation.saturated');
    expect(viewPackRules(rules, { pack: 'none', limit: 5, offset: 0 }).total).toBe(0);
  });
});
