import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { verifyPath } from '../../electron/core/store/verify.ts';
import {
  TRAINING_MANAGER,
  TRAINING_OFFICER,
  TRAINING_SUPERVISOR,
} from '../../shared/training/training-people.ts';
import { scenarioSchema, type ScenarioParcel } from '../../shared/training/scenario.ts';
import {
  benchState,
  changeWorld,
  intend,
  openShift,
  signIn,
  waitForBench,
} from '../app/bench-page.ts';
import { launchApp, PROJECT } from '../app/launch.ts';
import { managerScenes, setupScenes } from '../screens/office-scenes.ts';
import { bringDemoPolicy } from './demo-policy.ts';
import { playParcel, type PlayedParcel } from './play-parcel.ts';

const OUT = path.join(PROJECT, 'out', 'demo');
const DEMO = path.join(PROJECT, 'resources', 'demo');

/** Starts a fresh training folder with the demo's shorter measuring times. */
function prepareFolder(): string {
  const data = path.join(OUT, 'data');
  rmSync(OUT, { recursive: true, force: true });
  bringDemoPolicy(data);
  return data;
}

/** Whether a parcel came out as its scenario expects: prompts as a set, the rest in order. */
function cameOut({ expect }: ScenarioParcel, played: PlayedParcel): boolean {
  const refused = (expect?.refused ?? []).map(({ outcome }) => outcome);
  return (
    played.outcome === expect?.outcome &&
    isDeepStrictEqual(played.prompts, [...(expect.prompts ?? [])].sort()) &&
    isDeepStrictEqual(played.faults, expect.faults ?? []) &&
    isDeepStrictEqual(played.refused, refused)
  );
}

/**
 * Screens the demo parcels in the real app and leaves pictures, the shift report and the training
 * folder in `out/demo/`.
 * @returns how many parcels did not come out as the scenario expects
 */
export async function runDemo(log: (line: string) => void): Promise<number> {
  const data = prepareFolder();
  const { parcels } = scenarioSchema.parse(
    parse(readFileSync(path.join(DEMO, 'demo.yaml'), 'utf8')),
  );
  const run = await launchApp({ mode: 'training', dataDir: data, log: () => {} });
  const { page } = run;
  const picture = async (name: string): Promise<void> => {
    await page.screenshot({ path: path.join(OUT, `${name}.png`) });
  };
  let failed = 0;
  try {
    await page.getByTestId('sign-in-who').waitFor();
    await picture('sign-in');
    await signIn(page, TRAINING_OFFICER);
    await page.getByTestId('open-shift').waitFor();
    await picture('open-shift');
    log('Checking scale and scanner, taking the background …');
    await openShift(page, (instrument, line) => changeWorld(page, instrument, line));
    await picture('bench-ready');
    for (const parcel of parcels) {
      const [, number = '0', title = ''] = /^(\d+) (.*)$/.exec(parcel.title ?? '') ?? [];
      const played = await playParcel(page, Number(number), parcel, picture);
      const good = cameOut(parcel, played);
      if (!good) failed += 1;
      log(
        `${good ? 'ok   ' : 'WRONG'} parcel ${number} ${title}: ${played.outcome} ` +
          `[${played.prompts.join(' ')}] in ${played.seconds.toFixed(1)} s, ` +
          `record ${played.seq} ${played.hash.slice(0, 12)}`,
      );
    }
    await picture('after-decisions');
    await page.getByTestId('close-shift').click();
    await page.getByTestId('handover').fill('Demo: nothing to hand over.');
    await picture('close-shift');
    await page.getByTestId('confirm-close-shift').click();
    await page.getByTestId('shift-summary').waitFor();
    await picture('shift-summary');
    await waitForBench(page, 'the backup of a closed shift', (state) => state.lastBackup !== null);
    const [closed] = (await benchState(page)).awaitingCountersign;
    const shift = closed?.shift ?? '';
    await intend(page, { kind: 'countersign-shift', shift, second: TRAINING_SUPERVISOR });
    await intend(page, { kind: 'sign-out' });
    await managerScenes(page, (_page, scene) => picture(scene));
    await setupScenes(run, (_page, scene) => picture(scene));
    await signIn(page, TRAINING_MANAGER);
    const report = await page.evaluate((of) => window.station.printShiftReport(of), { shift });
    if (!report.ok) throw new Error(report.error.message);
    copyFileSync(report.value.path, path.join(OUT, 'shift-report.pdf'));
    copyFileSync(report.value.csvPath, path.join(OUT, 'shift-report.csv'));
    if (run.complaints.length > 0) {
      failed += 1;
      log(`WRONG the window complained: ${run.complaints.join('; ')}`);
    }
  } finally {
    await run.close();
  }
  const verified = verifyPath(data);
  const ok = verified.ok && verified.value.ok;
  log(
    `${ok ? 'ok   ' : 'WRONG'} records: ${verified.ok ? verified.value.events : 0} events verified`,
  );
  log(`Pictures, shift report and records are in ${OUT}`);
  return ok ? failed : failed + 1;
}
