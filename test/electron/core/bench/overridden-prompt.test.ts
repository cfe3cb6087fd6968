import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadRules } from '../../../../electron/core/config.ts';
import {
  newDataFolder,
  openShift,
  RESOURCES,
  signIn,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

/** In no manifest. */
const UNKNOWN = 'LX417700127DE';
const RULE = 'manifest.not-found';
const shipped = loadRules(RESOURCES, null)
  .packs.flatMap(({ rules }) => rules)
  .find(({ id }) => id === RULE);

let bench: SimulatedStation;
beforeEach(async () => {
  const dataDir = newDataFolder();
  mkdirSync(path.join(dataDir, 'rule-packs'));
  const change = `rule: ${RULE}, version: ${shipped?.version ?? 0}, severity: hold, reason: order 7`;
  writeFileSync(
    path.join(dataDir, 'rule-packs', 'ours.yaml'),
    `pack: ours\nversion: 1\noverrides:\n  - { ${change} }\n`,
  );
  bench = await startSimulated(dataDir);
  await openShift(bench);
});
afterEach(() => bench.close());

const prompt = () =>
  bench.station.state().session?.prompts.find(({ rule }) => rule === RULE) ?? null;

it('a prompt says which layer changed its rule, also after a restart', async () => {
  bench.world('scanner', `scan ${UNKNOWN}`);
  await bench.clock.advance(1_000);
  const before = prompt();
  expect(before).toMatchObject({
    severity: 'hold',
    overridden: { pack: 'ours', layer: 'site', severity: shipped?.severity },
  });
  const { dataDir } = bench;
  await bench.crash();
  bench = await startSimulated(dataDir);
  signIn(bench);
  expect(prompt()).toEqual(before);
});
