import { setTimeout as sleep } from 'node:timers/promises';
import { clockMs, type ElectronApp } from './electron-app.ts';
import { promptGone, promptShown, type ScreenTimes } from './scan-page.ts';
import type { SerialCable } from './serial-cable.ts';
import { intend } from './station-page.ts';

/** One scan: what was read, when its last byte was given away, when the screen showed it. */
export interface TimedScan extends ScreenTimes {
  readonly code: string;
  /** This process's clock; the others are the page's. */
  readonly written: number;
}

const LOST_MS = 10_000;

/** A pause that has nothing to do with the screen's frames. */
export function moment(): Promise<void> {
  return sleep(60 + Math.random() * 60);
}

/**
 * Scans a code over the cable and puts the parcel aside when its prompt has been shown.
 * @param meanwhile what to do as the last byte is on its way
 */
export async function stationScan(
  app: ElectronApp,
  cable: SerialCable,
  code: string,
  {
    bridge = false,
    meanwhile,
  }: { bridge?: boolean; meanwhile?: (() => Promise<void>) | undefined } = {},
): Promise<TimedScan> {
  const shown = app.evaluate(promptShown, { identity: code, bridge });
  await moment();
  const written = clockMs();
  cable.write(`${code}\r`);
  await meanwhile?.();
  const lost = new AbortController();
  const times = await Promise.race([
    shown,
    sleep(LOST_MS, null, { signal: lost.signal }).catch(() => null),
  ]);
  lost.abort();
  if (times === null) throw new Error(`no prompt for ${code} within ${LOST_MS} ms`);
  await intend(app, { kind: 'put-aside', reason: 'benchmark' });
  await app.evaluate(promptGone, null);
  return { code, written, ...times };
}
