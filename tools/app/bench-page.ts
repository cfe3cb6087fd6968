import type { Page } from 'playwright-core';
import type { BenchState } from '../../shared/bridge/contract.ts';
import type { Intent, Proof, ShiftCheck } from '../../shared/bridge/intents.ts';
import type { StationApi } from '../../shared/bridge/station-api.ts';

declare global {
  interface Window {
    readonly station: StationApi;
  }
}

/** The bench as the screen got it last, read over the same bridge. */
export async function benchState(page: Page): Promise<BenchState> {
  const reply = await page.evaluate(() => window.station.benchState());
  if (reply.ok) return reply.value;
  throw new Error(`benchState: ${reply.error.code}: ${reply.error.message}`);
}

/** Waits until the bench is as told. @throws Error after `limitMs`, with what the bench was then */
export async function waitForBench(
  page: Page,
  what: string,
  isSo: (state: BenchState) => boolean,
  limitMs = 60_000,
): Promise<BenchState> {
  const end = performance.now() + limitMs;
  let last = 'no answer';
  while (performance.now() < end) {
    try {
      const state = await benchState(page);
      if (isSo(state)) return state;
      last = JSON.stringify(state.session ?? state.background);
    } catch (error) {
      last = String(error);
    }
    await page.waitForTimeout(50);
  }
  throw new Error(`the bench did not come to: ${what}; last: ${last}`);
}

/** Sends an intent over the screen's own bridge. @throws Error when it was not followed */
export async function intend(page: Page, intent: Intent): Promise<void> {
  const reply = await page.evaluate((sent) => window.station.intent(sent), intent);
  if (!reply.ok) throw new Error(`${intent.kind}: ${reply.error.message}`);
  if (!reply.value.accepted) throw new Error(`${intent.kind}: ${reply.value.refusal.message}`);
}

/** Signs somebody in on the sign-in screen. */
export async function signIn(page: Page, { who, pin }: Proof): Promise<void> {
  await page.getByTestId('sign-in-who').fill(who);
  await page.getByTestId('sign-in-pin').fill(pin);
  await page.getByTestId('sign-in').click();
  await waitForBench(page, 'somebody signed in', ({ person }) => person !== null);
}

/** Training only: changes the world of a simulated instrument. */
export async function changeWorld(page: Page, instrument: string, line: string): Promise<void> {
  const change = { instrument, line };
  const reply = await page.evaluate((sent) => window.station.trainingWorld(sent), change);
  if (!reply.ok) throw new Error(`${line}: ${reply.error.message}`);
}

/** Changes the world of the bench's scale or scanner. */
type World = (instrument: 'scale' | 'scanner', line: string) => void | Promise<void>;

/** Time for the pan to come to rest. */
const PAN_REST_MS = 3_000;

/**
 * Opens a shift as the one who is signed in, and sees to its checks.
 * @param world places test mass and test label; left out, both checks are skipped with a reason
 */
export async function openShift(page: Page, world?: World): Promise<void> {
  await page.getByTestId('open-shift').click();
  const { shift } = await waitForBench(page, 'an open shift', (state) => state.shift !== null);
  const expected = (check: ShiftCheck): string =>
    shift?.checks.find((one) => one.check === check)?.expected ?? '';
  if (world === undefined) {
    for (const check of ['test-mass', 'scanner'] as const) {
      await intend(page, { kind: 'report-check', check, result: 'skipped', reason: 'not here' });
    }
  } else {
    // A mass that lies on the pan before the scale was seen empty is nobody's.
    await waitForBench(page, 'instruments that are ready', ({ instruments }) =>
      instruments.every(({ state }) => state === 'ready'),
    );
    await world('scanner', `scan ${expected('scanner')}`);
    await world('scale', `place ${expected('test-mass').split(' ±')[0]}`);
    await waitForBench(
      page,
      'a weighed test mass',
      (state) =>
        state.shift?.checks.some(
          ({ check, state: is }) => check === 'test-mass' && is === 'pass',
        ) === true,
    );
    await world('scale', 'remove');
    await page.waitForTimeout(PAN_REST_MS);
  }
  await waitForBench(page, 'a shift that is ready', (state) => state.shift?.ready === true);
}
