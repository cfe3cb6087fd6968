import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { waitForBench } from '../../tools/app/bench-page.ts';
import { PROJECT } from '../../tools/app/launch.ts';
import { bringDemoPolicy } from '../../tools/demo/demo-policy.ts';
import { displayEnvironment, startApp } from '../support/e2e-app.ts';
import { allReady } from '../support/e2e-bench.ts';
import { onEnd, temporaryFolder } from '../support/e2e-end.ts';

/** The README's first five minutes, counted. */
const CLICKS_AT_MOST = 14;

const secondsSince = (startMs: number): number => (performance.now() - startMs) / 1000;

function run(folder: string, command: string, ...values: string[]): void {
  const { status, stderr, error } = spawnSync(command, values, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${values.join(' ')}: ${error?.message ?? stderr}`);
}

/** Ends `npm start` with the window that it opened. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  await gone;
}

/** Starts the bench as a newcomer does, and waits until its window shows what core says. */
async function startInWindow(clone: string): Promise<void> {
  const child = spawn('npm', ['start'], {
    cwd: clone,
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, ...(await displayEnvironment()) },
  });
  onEnd(() => end(child));
  const log = path.join(clone, 'out', 'training', 'logs', 'main.jsonl');
  const shown = (): boolean =>
    existsSync(log) && readFileSync(log, 'utf8').includes('"screen-ready"');
  while (!shown()) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await end(child);
}

/** From the sign-in to the decision, by mouse alone, as the README tells it. */
async function decideFirstParcel(page: Page): Promise<number> {
  let clicks = 0;
  const click = async (id: string): Promise<void> => {
    await page.getByTestId(id).click();
    clicks += 1;
  };
  await click('training-person-B-1042');
  await click('sign-in');
  await click('open-shift');
  // Whoever reads the screen sees that the instruments are ready.
  await waitForBench(page, 'three instruments', allReady);
  await click('training-test-label');
  await click('training-test-mass');
  await waitForBench(page, 'a weighed test mass', ({ shift }) =>
    Boolean(shift?.checks.some(({ check, state }) => check === 'test-mass' && state === 'pass')),
  );
  await click('training-remove');
  await waitForBench(page, 'a shift that is ready', ({ shift }) => shift?.ready === true, 120_000);
  await click('training-parcel-1');
  await click('training-scan');
  await click('training-place');
  await waitForBench(page, 'a mass', ({ session }) => session?.mass.state === 'value');
  await click('training-source');
  await click('start-survey');
  await waitForBench(page, 'a dose rate', ({ session }) => session?.radiation.state === 'value');
  await click('decide-release');
  await waitForBench(page, 'a decision', ({ lastOutcome }) => lastOutcome?.outcome === 'release');
  return clicks;
}

describe('the first time', () => {
  it('takes two commands and few clicks from a fresh clone to the first parcel decided', async () => {
    const clone = path.join(temporaryFolder(), 'clone');
    let startMs = performance.now();
    run(PROJECT, 'git', 'clone', '--quiet', PROJECT, clone);
    run(clone, 'npm', 'ci', '--no-audit', '--no-fund');
    const installS = secondsSince(startMs);

    startMs = performance.now();
    await startInWindow(clone);
    const startS = secondsSince(startMs);

    const dataDir = path.join(temporaryFolder(), 'training');
    bringDemoPolicy(dataDir);
    const { page } = await startApp('training', dataDir);
    await page.getByTestId('sign-in-who').waitFor();
    startMs = performance.now();
    const clicks = await decideFirstParcel(page);
    const parcelS = secondsSince(startMs);

    const seconds = installS + startS + parcelS;
    process.stdout.write(
      `first-time path: ${clicks} clicks, no key, ${seconds.toFixed(0)} s ` +
        `(clone and npm ci ${installS.toFixed(0)} s, npm start to the window ${startS.toFixed(0)} s, ` +
        `sign-in to the first decision ${parcelS.toFixed(0)} s)\n`,
    );
    expect(clicks).toBeLessThanOrEqual(CLICKS_AT_MOST);
  });
});
