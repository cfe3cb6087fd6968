import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runImporter } from '../../../../electron/cli/run-importer.ts';
import {
  TRAINING_MANAGER,
  TRAINING_SUPERVISOR,
} from '../../../../shared/training/training-people.ts';
import {
  newDataFolder,
  openShift,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';
import { temporaryFolder } from '../store/support.ts';

const ITEM = 'LX417700127DE';
const HEADER =
  'item_id,category,gross_g,description,quantity,net_g,value,currency,hs_code,referral';
const reason = 'risk analysis took it back by phone';

let bench: SimulatedStation;
beforeEach(async () => {
  bench = await startSimulated(newDataFolder());
  await openShift(bench);
});
afterEach(() => bench.close());

async function screened(referral: string): Promise<void> {
  const file = path.join(temporaryFolder(), 'manifest.csv');
  const row = `${ITEM},sale,450,Cotton T-shirts,2,400,38.00,EUR,610910,${referral}`;
  writeFileSync(file, [HEADER, row, ''].join('\n'));
  const result = await runImporter({ file, dataDir: bench.dataDir, sqliteAddon: null }, () => {});
  if (!result.ok) throw new Error(result.error.message);
  await bench.clock.advance(2_500);
  bench.world('scanner', `scan ${ITEM}`);
  bench.world('scale', 'place 450 g');
  await bench.clock.advance(3_000);
  bench.station.intend({ kind: 'start-survey', face: 'top', distance: 'contact' });
  await bench.clock.advance(120_000);
}

function release(second?: typeof TRAINING_SUPERVISOR): string {
  const reply = bench.station.intend({
    kind: 'override',
    outcome: 'release',
    reason,
    ...(second && { second }),
  });
  return reply.accepted ? 'done' : reply.refusal.code;
}

it('an item that must not be loaded is released by two people, and by nobody alone', async () => {
  await screened('DNL');
  expect(release()).toBe('why.second-person-needed');
  expect(bench.station.state().session).not.toBeNull();
  expect(release(TRAINING_SUPERVISOR)).toBe('done');
});

it('is not released by one through a correction either', async () => {
  await screened('DNL');
  bench.station.intend({ kind: 'decide', outcome: 'hold' });
  const seq = bench.station.state().lastOutcome?.seq ?? 0;
  bench.station.intend({ kind: 'sign-out' });
  bench.station.intend({ kind: 'sign-in', ...TRAINING_SUPERVISOR });
  const corrected = (second?: typeof TRAINING_MANAGER): string => {
    const reply = bench.station.intend({
      kind: 'correct-outcome',
      seq,
      outcome: 'release',
      reason,
      ...(second && { second }),
    });
    return reply.accepted ? 'done' : reply.refusal.code;
  };
  expect(corrected()).toBe('why.second-person-needed');
  expect(corrected(TRAINING_MANAGER)).toBe('done');
});

it('is held by one', async () => {
  await screened('DNL');
  expect(bench.station.intend({ kind: 'decide', outcome: 'hold' }).accepted).toBe(true);
});

it('any other referral is overridden by one, with a reason', async () => {
  await screened('RFS');
  expect(release()).toBe('done');
});
