import Database from 'better-sqlite3';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { waitForBench } from '../../tools/app/bench-page.ts';
import {
  beginShift,
  clearBench,
  demoParcel,
  measureParcel,
  startLiveBench,
  type LiveBench,
} from '../support/e2e-bench.ts';
import { temporaryFolder } from '../support/e2e-end.ts';
import { readRecords, runVerify } from '../support/e2e-records.ts';

/**
 * With five seconds, one dwell in 250 at 7 uSv/h would show less than 5 uSv/h by chance; with
 * eight, one in 3000.
 */
const DWELL_S = 8;

let bench: LiveBench;

beforeAll(async () => {
  bench = await startLiveBench(DWELL_S);
  await beginShift(bench);
});

describe('a live bench with three instruments on serial ports', () => {
  it.each([
    [1, [], 'release'],
    [2, ['weight.over'], 'hold'],
    [6, ['radiation.above-surface-limit'], 'hold'],
  ] as const)('screens demo parcel %i: prompts %j, then %s', async (number, prompts, outcome) => {
    const { page, dataDir } = bench;
    const { session } = await measureParcel(bench, demoParcel(number));
    expect(session?.prompts.map(({ rule }) => rule)).toEqual(prompts);
    await expect.poll(() => page.getByTestId('prompt').count()).toBe(prompts.length);

    await page.getByTestId(`decide-${outcome}`).click();
    const { lastOutcome } = await waitForBench(
      page,
      'a decision',
      (state) => state.session === null,
    );
    expect(lastOutcome).toMatchObject({ item: session?.identity?.canonical, outcome });
    const own = readRecords(dataDir).filter((event) => event.session === session?.id);
    const prompted = own.filter(({ kind }) => kind === 'prompted').map(({ body }) => body);
    expect(prompted.map((body) => (JSON.parse(body) as { rule: string }).rule)).toEqual(prompts);
    expect(own.find(({ seq }) => seq === lastOutcome?.seq)).toMatchObject({
      kind: 'decided',
      hash: lastOutcome?.hash,
    });
    await clearBench(bench);
  });

  it('shows no training buttons and refuses to change the world', async () => {
    expect(await bench.page.getByTestId('training').count()).toBe(0);
    const reply = await bench.page.evaluate(() =>
      window.station.trainingWorld({ instrument: 'scale', line: 'place 1 kg' }),
    );
    expect(reply).toMatchObject({ ok: false, error: { code: 'not-training' } });
  });

  it('leaves records that verify, while it runs and after', async () => {
    const events = readRecords(bench.dataDir).length;
    const running = await runVerify(bench.dataDir);
    expect(running).toMatchObject({ status: 0, answer: { ok: true, events, firstBad: null } });
    expect(bench.run.complaints).toEqual([]);
    await bench.run.close();
    const closed = await runVerify(bench.dataDir);
    expect(closed).toMatchObject({ status: 0, answer: { ok: true, events, firstBad: null } });
  });

  it('a single changed character of a stored body is found, at its own record', async () => {
    await bench.run.close();
    const records = readRecords(bench.dataDir);
    const middle = records.find(({ kind }) => kind === 'mass-accepted');
    const last = records.findLast(({ body }) => body.length > 2);
    for (const victim of [middle, last]) {
      const copy = path.join(temporaryFolder(), 'copy');
      cpSync(bench.dataDir, copy, { recursive: true });
      changeOneCharacter(copy, victim?.seq ?? 0);
      const { status, answer } = await runVerify(copy);
      expect({ status, firstBad: answer.firstBad }).toMatchObject({
        status: 1,
        firstBad: { seq: victim?.seq, where: 'db' },
      });
    }
  });
});

/** As somebody with the file and an SQLite tool could. */
function changeOneCharacter(dataDir: string, seq: number): void {
  const db = new Database(path.join(dataDir, 'station.db'));
  try {
    db.exec('DROP TRIGGER events_no_update');
    const changed = db
      .prepare(
        "UPDATE events SET body = substr(body, 1, 3) || 'Q' || substr(body, 5) WHERE seq = ?",
      )
      .run(seq);
    expect(changed.changes).toBe(1);
  } finally {
    db.close();
  }
}
