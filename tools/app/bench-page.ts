import type { Page } from 'playwright-core';
import type { BenchState } from '../../shared/bridge/contract.ts';
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

/** Signs on and waits for the background. */
export async function openShift(page: Page, badge: string): Promise<void> {
  await page.getByTestId('open-shift-badge').fill(badge);
  await page.getByTestId('open-shift').click();
  await waitForBench(page, 'a background', ({ background }) => background.state === 'value');
}
