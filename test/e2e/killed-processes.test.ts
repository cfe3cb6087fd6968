import { beforeAll, describe, expect, it } from 'vitest';
import type { BenchState } from '../../shared/bridge/contract.ts';
import { benchState, signIn, waitForBench } from '../../tools/app/bench-page.ts';
import { processId } from '../support/e2e-app.ts';
import {
  allReady,
  beginShift,
  clearBench,
  demoParcel,
  OFFICER,
  ROOM,
  startLiveBench,
  tellParcel,
  type LiveBench,
} from '../support/e2e-bench.ts';
import { readRecords, runVerify, type EventRow } from '../support/e2e-records.ts';
import { askWindow, benchInWindow, waitInWindow } from '../support/e2e-window.ts';

let bench: LiveBench;

beforeAll(async () => {
  bench = await startLiveBench();
  await beginShift(bench);
});

/** Labels of the demo parcels that are used here, each once: the same again would be a duplicate. */
const LABELS = { 1: 'LX876543216DE', 2: 'CP102030419NL', 3: 'CP305105227PT' } as const;

/** A parcel with identity and mass, and a dwell that has begun. */
async function openParcel(number: keyof typeof LABELS): Promise<BenchState> {
  const { page } = bench;
  await clearBench(bench);
  await tellParcel(bench, demoParcel(number));
  await page.getByTestId('start-survey').click();
  return waitForBench(
    page,
    'a running dwell',
    ({ session }) => session?.radiation.state === 'measuring' && session.radiation.elapsedS >= 1,
  );
}

/** Everything recorded before is recorded still, unchanged. */
function expectNothingLost(before: readonly EventRow[]): void {
  expect(readRecords(bench.dataDir).slice(0, before.length)).toEqual(before);
}

function seconds(sinceMs: number): string {
  return ((performance.now() - sinceMs) / 1000).toFixed(2);
}

/** Measures again and releases. @returns rules of all prompts that the parcel got */
async function finishParcel(session: string | undefined): Promise<readonly string[]> {
  const { page } = bench;
  await waitForBench(page, 'a working dosimeter', allReady);
  await page.getByTestId('start-survey').click();
  await waitForBench(page, 'the dwell', (state) => state.session?.radiation.state === 'value');
  await page.getByTestId('decide-release').click();
  await waitForBench(page, 'a decision', (state) => state.session === null);
  const own = readRecords(bench.dataDir).filter((event) => event.session === session);
  expect(own.map(({ kind }) => kind)).toContain('decided');
  return own
    .filter(({ kind }) => kind === 'prompted')
    .map(({ body }) => (JSON.parse(body) as { rule: string }).rule);
}

describe('during an open parcel with identity, mass and a running dwell', () => {
  it('core is killed: the parcel comes back as acknowledged, the dwell is to be repeated', async () => {
    const { run, page } = bench;
    const { session } = await openParcel(1);
    const records = readRecords(bench.dataDir);
    const pid = await processId(run, 'core');
    const startMs = performance.now();
    process.kill(pid, 'SIGKILL');

    await page.locator('[data-testid=notice][data-code=process-restarted]').waitFor();
    const shownAfter = seconds(startMs);
    // Nobody is signed in over a restart: what lay open is shown to whoever proves to be there.
    await page.getByTestId('sign-in-who').waitFor();
    expect((await benchState(page)).session).toBeNull();
    await signIn(page, OFFICER);
    const back = await waitForBench(page, 'the parcel', (state) => state.session !== null);
    const backAfter = seconds(startMs);
    await page.locator('[data-testid=bench][data-link=connected]').waitFor();
    expect(back.session).toMatchObject({
      id: session?.id,
      identity: { canonical: LABELS[1] },
      mass: { state: 'value', value: session?.mass.value, unit: session?.mass.unit },
      radiation: { state: 'not-yet' },
    });
    expect(back.shift?.officer).toBe('B-1042');
    expectNothingLost(records);
    const since = readRecords(bench.dataDir).slice(records.length);
    expect(since.map(({ kind }) => kind)).toContain('dwell-interrupted');
    await waitForBench(page, 'three instruments', allReady);
    console.log(
      `core killed: notice after ${shownAfter} s, signed in and parcel back after ${backAfter} s, ` +
        `all instruments after ${seconds(startMs)} s`,
    );
    expect(await processId(run, 'core')).not.toBe(pid);
    expect(await finishParcel(session?.id)).toEqual([]);
  });

  it('devices are killed: instruments come back, the mass stays, the dwell is to be repeated', async () => {
    const { run, page } = bench;
    const { session } = await openParcel(3);
    const records = readRecords(bench.dataDir);
    const pid = await processId(run, 'devices');
    const startMs = performance.now();
    process.kill(pid, 'SIGKILL');

    await page
      .locator('[data-testid=notice]')
      .getByText(/The devices process was restarted/)
      .waitFor();
    const shownAfter = seconds(startMs);
    await waitForBench(page, 'lines that open again', (state) => !allReady(state));
    const back = await waitForBench(page, 'three instruments', allReady);
    console.log(
      `devices killed: notice after ${shownAfter} s, ` +
        `all instruments back after ${seconds(startMs)} s`,
    );
    expect(back.session).toMatchObject({
      id: session?.id,
      identity: { canonical: LABELS[3] },
      mass: { state: 'value', value: session?.mass.value },
      radiation: { state: 'not-yet' },
    });
    expectNothingLost(records);
    // For a few seconds the dosimeter could not be asked; the record says so.
    expect(await finishParcel(session?.id)).toEqual(['instrument.fault']);
  });

  it('the screen is killed: it comes back by itself with the same parcel', async () => {
    const { run } = bench;
    const { session } = await openParcel(2);
    const before = await benchState(bench.page);
    const records = readRecords(bench.dataDir);
    const startMs = performance.now();
    await run.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
    });

    // Playwright's page does not outlive its process; the window does.
    await waitInWindow(run, "document.querySelector('[data-code=screen-restarted]') !== null");
    await waitInWindow(
      run,
      "document.querySelector('[data-testid=mass][data-state=value]') !== null",
    );
    console.log(`screen killed: parcel shown again after ${seconds(startMs)} s`);
    const back = await benchInWindow(run);
    expect(back.session).toMatchObject({
      id: session?.id,
      identity: before.session?.identity,
      mass: before.session?.mass,
    });
    expect(
      await askWindow(run, "document.querySelector('[data-testid=identity]').innerText"),
    ).toContain(LABELS[2]);
    expectNothingLost(records);
    await waitInWindow(
      run,
      "document.querySelector('[data-testid=decide-hold][data-state=open]') !== null",
    );
    await askWindow(run, "document.querySelector('[data-testid=decide-hold]').click()");
    await waitInWindow(run, "document.querySelector('[data-outcome=hold]') !== null");
  });

  it('records that went through all this verify', async () => {
    bench.tell('dosimeter', ROOM);
    await bench.run.close();
    expect(await runVerify(bench.dataDir)).toMatchObject({ status: 0, answer: { ok: true } });
  });
});
