import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchState, Intent } from '../../shared/bridge/contract.ts';
import { TRAINING_OFFICER } from '../../shared/training/training-people.ts';
import '../app/bench-page.ts';
import { whenUsable } from './apps.ts';
import type { ElectronApp } from './electron-app.ts';

/** The bench as the screen can read it. */
export async function readBench(app: ElectronApp): Promise<BenchState> {
  const reply = await app.evaluate(() => window.station.benchState(), null);
  if (reply.ok) return reply.value;
  throw new Error(`${reply.error.code}: ${reply.error.message}`);
}

/** Sends an intent as the screen does. @throws Error when it was not followed */
export async function intend(app: ElectronApp, intent: Intent): Promise<void> {
  const reply = await app.evaluate((sent) => window.station.intent(sent), intent);
  if (!reply.ok) throw new Error(`${intent.kind}: ${reply.error.message}`);
  if (!reply.value.accepted) throw new Error(`${intent.kind}: ${reply.value.refusal.code}`);
}

/** Waits until the bench is as told. @throws Error after `limitMs`, with what the bench was then */
export async function waitForBench(
  app: ElectronApp,
  isSo: (state: BenchState) => boolean,
  limitMs = 120_000,
): Promise<BenchState> {
  const endMs = performance.now() + limitMs;
  for (;;) {
    const state = await readBench(app);
    if (isSo(state)) return state;
    if (performance.now() > endMs) throw new Error(`the bench stays at ${JSON.stringify(state)}`);
    await sleep(100);
  }
}

/** Signs in, opens a shift and waits for all instruments and the background. */
export async function openBench(app: ElectronApp): Promise<void> {
  await whenUsable(app, '[data-testid="sign-in-who"]');
  await waitForBench(app, ({ instruments }) => instruments.every(({ state }) => state === 'ready'));
  await intend(app, { kind: 'sign-in', ...TRAINING_OFFICER });
  await intend(app, { kind: 'open-shift' });
  for (const check of ['test-mass', 'scanner'] as const) {
    const reason = 'a benchmark has no test mass and no test label';
    await intend(app, { kind: 'report-check', check, result: 'skipped', reason });
  }
  await waitForBench(app, ({ shift }) => shift?.ready === true);
}
