import { readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runImporter } from '../../../../electron/cli/run-importer.ts';
import type { SessionView } from '../../../../shared/bridge/contract.ts';
import {
  openShift,
  signIn,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';
import { ALARM_2011, named, NEUTRON_2005, QUIET_2011 } from '../manifest/n42/support.ts';

/** In the demo manifest with 450 g. */
const SHIRTS = 'LX876543216DE';

let bench: SimulatedStation;
beforeEach(async () => {
  bench = await startSimulated();
  await openShift(bench);
});
afterEach(() => bench.close());

/** The real importer builds it beside the open bench, which finds it. */
async function arrives(file: string, item?: string): Promise<void> {
  const given = item === undefined ? {} : { item };
  const task = { file, dataDir: bench.dataDir, sqliteAddon: null, ...given };
  const result = await runImporter(task, () => {});
  if (!result.ok) throw new Error(result.error.message);
  await bench.clock.advance(2_500);
}

async function presented(id: string): Promise<SessionView> {
  bench.world('scanner', `scan ${id}`);
  bench.world('scale', 'place 452 g');
  await bench.clock.advance(3_000);
  return session();
}

function session(): SessionView {
  const open = bench.station.state().session;
  if (open === null) throw new Error('no session is open');
  return open;
}

const rules = (): string[] =>
  session().prompts.flatMap(({ rule, answered }) => (answered ? [] : [rule]));

/** The bodies of the measurements that are recorded, as they stand in the database. */
function recorded(): string[] {
  const db = new Database(path.join(bench.dataDir, 'station.db'), { readonly: true });
  try {
    return db
      .prepare<[], string>(
        "SELECT body FROM events WHERE kind = 'outside-measurement-found' ORDER BY seq",
      )
      .pluck()
      .all();
  } finally {
    db.close();
  }
}

describe('a measurement of another instrument at the bench', () => {
  it('judges the open item as soon as it arrives, and leaves its declaration', async () => {
    await presented(SHIRTS);
    expect(rules()).toEqual([]);
    await arrives(NEUTRON_2005);
    expect(rules()).toEqual(['radiation.outside-neutron-alarm', 'radiation.outside-alarm']);
    expect(session().declaration).toMatchObject({ state: 'value', grossG: '450' });
    expect(session().outside[0]).toMatchObject({
      instrument: 'Oldtimer Instruments Seeker',
      doseRate: '0.15',
      alarms: ['Neutron'],
      nuclides: ['Cf-252 (7)'],
      alarming: true,
    });
    expect(session().outside[1]).toMatchObject({ of: 'background', alarming: false });
  });

  it('is found by a label that is scanned later', async () => {
    await arrives(ALARM_2011);
    await presented('RR473124829US');
    expect(rules()).toContain('radiation.outside-alarm');
    expect(session().declaration.state).toBe('absent');
  });

  it('is recorded once, also when its file arrives again and when the station starts anew', async () => {
    await presented(SHIRTS);
    await arrives(NEUTRON_2005);
    await arrives(named(NEUTRON_2005, 'copy.n42'));
    expect(recorded()).toHaveLength(2);
    await bench.crash();
    bench = await startSimulated(bench.dataDir);
    signIn(bench);
    expect(recorded()).toHaveLength(2);
    expect(session().outside).toHaveLength(2);
  });

  it('without a finding prompts nothing and leaves the survey to be done', async () => {
    await presented(SHIRTS);
    const todo = session().todo;
    await arrives(named(QUIET_2011, 'export.n42'), SHIRTS);
    expect(rules()).toEqual([]);
    expect(session().todo).toEqual(todo);
    expect(session().decisions.find(({ outcome }) => outcome === 'release')?.state).toBe('closed');
    expect(session().outside).toHaveLength(2);
  });

  it('has its remark as ciphertext only: it may name people', async () => {
    await arrives(ALARM_2011);
    await presented('RR473124829US');
    expect(recorded()).toHaveLength(1);
    expect(recorded()[0]).toContain('Finder 3');
    expect(recorded()[0]).not.toContain('Lee');
    const journal = readFileSync(path.join(bench.dataDir, 'journal', '000001.jsonl'), 'utf8');
    expect(journal).not.toContain('officer Lee');
  });
});
