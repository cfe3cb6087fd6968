import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BenchState } from '../../shared/bridge/contract.ts';
import type { Command } from '../../shared/commands/command.ts';
import { TRAINING_MANAGER, TRAINING_OFFICER } from '../../shared/training/training-people.ts';
import { changeWorld, signIn, waitForBench } from '../../tools/app/bench-page.ts';
import type { RunningApp } from '../../tools/app/launch.ts';
import { violations } from '../../tools/screens/axe.ts';
import { startApp } from '../support/e2e-app.ts';
import { allReady, ROOM, trainingFolder } from '../support/e2e-bench.ts';
import { readRecords, runVerify } from '../support/e2e-records.ts';
import { printedCommands } from '../support/printed-commands.ts';

const SHIRTS = 'LX876543216DE';
const BOOKS = 'CP102030419NL';
const MACHINE_PART = 'CV704188230US';
const TOYS = 'CP116209531SE';
/** Of another station: nothing that can be scanned is more like a command of this one. */
const FOREIGN = 'SSCDXDRBBCBBBBBBBBBBBBBBBBBBBB';
/** The pan comes to rest, and the driver has asked for the tare; the same in every language. */
const PAN_REST_MS = 3_000;

describe.each(['en', 'ar'])('a shift by scanner alone, in %s', (language) => {
  let run: RunningApp;
  let page: Page;
  let dataDir: string;
  let barcode: (command: Command) => string;

  beforeAll(async () => {
    dataDir = trainingFolder();
    run = await startApp('training', dataDir);
    ({ page } = run);
    await page.evaluate((chosen) => localStorage.setItem('display.language', chosen), language);
    await page.reload();
    await page.getByTestId('sign-in-who').waitFor();
  });

  const test = (id: string) => page.getByTestId(id);
  const scan = (text: string): Promise<void> => changeWorld(page, 'scanner', `scan ${text}`);
  const bench = (what: string, isSo: (state: BenchState) => boolean): Promise<BenchState> =>
    waitForBench(page, what, isSo);

  /** Scans a command and waits until the bench says what it made of it. */
  async function command(name: Command, refused: string | null = null): Promise<void> {
    const { lastCommand: before } = await bench('any state', () => true);
    await scan(barcode(name));
    await bench(
      `${name}, ${refused ?? 'followed'}`,
      ({ lastCommand: last }) =>
        last?.command === name && last.refused === refused && last.atMs !== before?.atMs,
    );
  }

  /** Everything but the decision, by barcodes of the sheet and of the label. */
  async function measure(label: string, mass: string, source = ROOM): Promise<void> {
    await scan(label);
    await changeWorld(page, 'scale', `place ${mass}`);
    await bench('identity and mass', ({ session }) => session?.mass.state === 'value');
    await changeWorld(page, 'dosimeter', source);
    await command('survey-top');
    // What a running dwell adds to an alarm is prompted anew.
    await bench('the end of the dwell', ({ session }) => {
      const { state, alarm } = session?.radiation ?? { state: 'not-yet', alarm: false };
      return state === 'value' || (alarm && state !== 'measuring');
    });
  }

  async function decided(item: string, outcome: string): Promise<void> {
    const { lastOutcome } = await bench('a decision', ({ session }) => session === null);
    expect(lastOutcome).toMatchObject({ item, outcome });
  }

  async function takeAway(): Promise<void> {
    await changeWorld(page, 'scale', 'remove');
    await changeWorld(page, 'dosimeter', ROOM);
    await page.waitForTimeout(PAN_REST_MS);
  }

  it('begins with a sheet that the manager prints; the window never learns what it says', async () => {
    await signIn(page, TRAINING_MANAGER);
    await test('tab-upkeep').click();
    await test('command-sheet-first').waitFor();
    expect(await violations(page)).toEqual([]);
    await test('command-sheet-first').click();
    await test('command-sheet-saved').getByText('command-sheet-1.pdf').waitFor();
    const { path } = await page.evaluate(async () => {
      const reply = await window.station.printCommandSheet();
      if (!reply.ok) throw new Error(reply.error.message);
      return reply.value;
    });
    expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-');
    await test('command-sheet-renew').click();
    expect(await violations(page)).toEqual([]);
    await test('command-sheet-renew-not').click();
    const { station } = await bench('any state', () => true);
    barcode = printedCommands(dataDir, station);
    await test('sign-out').click();
    await test('sign-in-who').waitFor();
    const refused = await page.evaluate(() => window.station.printCommandSheet());
    expect(refused).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
  });

  it('a command signs nobody in: badge by scan, PIN by hand', async () => {
    await bench('three instruments', allReady);
    await command('open-shift', 'why.signed-out');
    expect(await test('command-note').getAttribute('data-refused')).toBe('why.signed-out');
    expect(await test('sign-in-who').inputValue()).toBe('');
    expect(await violations(page)).toEqual([]);
    await scan(TRAINING_OFFICER.who);
    await page.waitForFunction(
      (badge) =>
        document.querySelector<HTMLInputElement>('[data-testid=sign-in-who]')?.value === badge,
      TRAINING_OFFICER.who,
    );
    for (const digit of TRAINING_OFFICER.pin) await test(`pin-key-${digit}`).click();
    await test('sign-in').click();
    await bench('the officer', ({ person }) => person?.badge === TRAINING_OFFICER.who);
  });

  it('opens the shift, takes the background and makes the checks', async () => {
    await command('open-shift');
    await command('take-background');
    await scan('STATION-TEST');
    await changeWorld(page, 'scale', 'place 500 g');
    await bench('a shift that is ready', ({ shift }) => shift?.ready === true);
    await takeAway();
  });

  it('releases a clean parcel, and the screen says what was understood', async () => {
    await measure(SHIRTS, '452 g');
    await command('release');
    expect(await test('command-note').getAttribute('data-refused')).toBeNull();
    expect(await test('command-note').innerText()).not.toBe('');
    expect(await violations(page)).toEqual([]);
    await decided(SHIRTS, 'release');
    await takeAway();
  });

  it('does not release one that is too heavy, and holds it', async () => {
    await measure(BOOKS, '3450 g');
    await page.locator('[data-testid=prompt][data-rule="weight.over"]').waitFor();
    await command('release', 'why.command-needs-reason');
    expect(await violations(page)).toEqual([]);
    await command('hold');
    await decided(BOOKS, 'hold');
    await takeAway();
  });

  it('a foreign command on a parcel is a prompt, and the parcel is held', async () => {
    await measure(MACHINE_PART, '3220 g');
    await scan(FOREIGN);
    await page.locator('[data-testid=prompt][data-rule="identity.command-foreign"]').waitFor();
    expect(await violations(page)).toEqual([]);
    await command('release', 'why.command-needs-reason');
    await command('hold');
    await decided(MACHINE_PART, 'hold');
    await takeAway();
  });

  it('danger is acknowledged by hand only', async () => {
    await measure(TOYS, '1300 g', 'source 150 uSv/h');
    // Away from the surface, once the dwell has ended, the same rate is a second danger.
    const dangers = (session: BenchState['session']) =>
      session?.prompts.filter(({ severity }) => severity === 'danger') ?? [];
    await bench('both dangers', ({ session }) => dangers(session).length === 2);
    await command('hold', 'why.command-in-danger');
    await command('release', 'why.command-in-danger');
    for (const left of [1, 0]) {
      await test('danger').waitFor();
      await command('hold', 'why.command-in-danger');
      await test('danger-acknowledge').click();
      await bench(
        'an acknowledged danger',
        ({ session }) =>
          dangers(session).filter(({ acknowledged }) => !acknowledged).length === left,
      );
    }
    await test('danger').waitFor({ state: 'detached' });
    await command('release', 'why.radiation-alarm');
    await command('hold');
    await decided(TOYS, 'hold');
  });

  it('closes the shift and signs out', async () => {
    await command('close-shift');
    await bench('no shift', ({ shift }) => shift === null);
    await command('sign-out');
    await test('sign-in-who').waitFor();
  });

  it('left records that verify, with each barcode before what it caused', async () => {
    expect(run.complaints).toEqual([]);
    await run.close();
    expect(await runVerify(dataDir)).toMatchObject({ status: 0, answer: { ok: true } });
    const records = readRecords(dataDir);
    const followed = records.filter(({ kind }) => kind === 'command-read');
    expect(followed.length).toBeGreaterThan(10);
    expect(records.filter(({ kind }) => kind === 'command-refused')).toHaveLength(1);
    expect(JSON.stringify(records)).not.toContain('SSCDX');
  });
});
