import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { benchState, signIn, waitForBench } from '../../tools/app/bench-page.ts';
import type { RunningApp } from '../../tools/app/launch.ts';
import { violations } from '../../tools/screens/axe.ts';
import { startApp } from '../support/e2e-app.ts';
import { temporaryFolder } from '../support/e2e-end.ts';
import { readRecords, runVerify } from '../support/e2e-records.ts';

const ADMINISTRATOR = { who: 'A-1', pin: '640275' };
const OPERATOR = { who: 'O-2', pin: '918203' };
const SUPERVISOR = { who: 'S-3', pin: '573916' };
/** A live bench needs to know its instruments; that none of them is there matters to no one here. */
const INSTRUMENTS = `instruments:
  - { id: scale, kind: scale, protocol: mt-sics, transport: { kind: tcp, host: 127.0.0.1, port: 9 } }
`;

let run: RunningApp;
let page: Page;
let dataDir: string;

beforeAll(async () => {
  dataDir = temporaryFolder();
  writeFileSync(path.join(dataDir, 'instruments.yaml'), INSTRUMENTS);
  run = await startApp('live', dataDir);
  ({ page } = run);
});

const test = (id: string) => page.getByTestId(id);
const type = (id: string, text: string): Promise<void> => test(id).fill(text);

async function addPerson(person: { who: string; pin: string }, role: string): Promise<void> {
  await type('people-badge', person.who);
  await type('people-name', `Person ${person.who}`);
  await test('people-role').selectOption(role);
  await type('people-pin', person.pin);
  await type('people-pin-again', person.pin);
  await test('people-add').click();
  await page.locator(`[data-testid=people-row][data-badge=${person.who}]`).waitFor();
}

async function signOut(): Promise<void> {
  await test('sign-out').click();
  await test('sign-in-who').waitFor();
}

describe('a live station that nobody works at yet', () => {
  it('asks for its first administrator and for nothing else', async () => {
    await test('first-administrator-page').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await test('sign-in-who').count()).toBe(0);
    await type('first-badge', ADMINISTRATOR.who);
    await type('first-name', 'Ada Administrator');
    await type('first-pin', ADMINISTRATOR.pin);
    await type('first-pin-again', ADMINISTRATOR.pin);
    await test('first-administrator').click();
    await test('sign-in-who').waitFor();
    const second = await page.evaluate(() =>
      window.station.intent({
        kind: 'first-administrator',
        badge: 'X-1',
        name: 'Intruder',
        pin: '903817',
      }),
    );
    expect(second).toMatchObject({ ok: true, value: { accepted: false } });
  });

  it('has its administrator add the others', async () => {
    await signIn(page, ADMINISTRATOR);
    await test('people-page').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await test('open-shift').count()).toBe(0);
    await addPerson(OPERATOR, 'operator');
    await addPerson(SUPERVISOR, 'supervisor');
    await signOut();
  });
});

describe('a shift of two people', () => {
  it('is opened, worked and closed with a note by the operator', async () => {
    await signIn(page, OPERATOR);
    await test('open-shift').waitFor();
    await test('open-shift').click();
    await test('checks').waitFor();
    for (const check of ['background', 'test-mass', 'scanner']) {
      await test(`report-check-${check}`).click();
      await type('report-check-reason', 'instruments are at calibration');
      await test('report-check-skipped').click();
      await waitForBench(page, `a skipped ${check}`, ({ shift }) =>
        Boolean(shift?.checks.some((one) => one.check === check && one.state === 'skipped')),
      );
    }
    await waitForBench(page, 'a shift that is ready', ({ shift }) => shift?.ready === true);
    await test('close-shift').click();
    expect(await violations(page)).toEqual([]);
    await type('handover', 'All three instruments come back tomorrow');
    await test('confirm-close-shift').click();
    await test('shift-numbers').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('is countersigned on the spot by the supervisor, not by the operator', async () => {
    await test('start-countersign').first().click();
    await type('countersign-who', OPERATOR.who);
    await type('countersign-pin', OPERATOR.pin);
    await test('countersign').click();
    await page.getByRole('alert').first().waitFor();
    await type('countersign-who', SUPERVISOR.who);
    await type('countersign-pin', SUPERVISOR.pin);
    await test('countersign').click();
    const { awaitingCountersign } = await waitForBench(
      page,
      'a countersigned shift',
      (state) => state.awaitingCountersign.length === 0,
    );
    expect(awaitingCountersign).toEqual([]);
    await signOut();
  });

  it('left a verified backup when it was closed', async () => {
    const { lastBackup } = await waitForBench(
      page,
      'a backup',
      (state) => state.lastBackup !== null,
    );
    expect(lastBackup).toMatchObject({ ok: true, why: null });
    expect(readdirSync(path.join(dataDir, 'backups'))).toHaveLength(1);
  });

  it('is in the supervisor’s list, and its report is written as PDF and CSV', async () => {
    await signIn(page, SUPERVISOR);
    await test('view-shifts').click();
    await test('tab-shifts').click();
    await test('shifts-row').first().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await test('shifts-row').first().innerText()).toContain(SUPERVISOR.who);
    await test('shifts-report').first().click();
    await test('report-saved').waitFor();
    await signOut();
  });
});

describe('a wrong PIN', () => {
  it('locks the badge after three, with the time until when, and is recorded without the PIN', async () => {
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await type('sign-in-who', OPERATOR.who);
      await type('sign-in-pin', '204060');
      await test('sign-in').click();
      await page.getByRole('alert').first().waitFor();
    }
    expect(await page.getByRole('alert').first().innerText()).toMatch(/until \d\d:\d\d:\d\d/);
    expect(await violations(page)).toEqual([]);
    const records = JSON.stringify(readRecords(dataDir));
    expect(records).toContain('sign-in-refused');
    for (const { pin } of [OPERATOR, SUPERVISOR, ADMINISTRATOR, { pin: '204060' }]) {
      expect(records).not.toContain(pin);
    }
    expect((await benchState(page)).person).toBeNull();
  });
});

describe('afterwards', () => {
  it('records verify, hold no name in the clear, and the screen never complained', async () => {
    expect(run.complaints).toEqual([]);
    await run.close();
    expect(await runVerify(dataDir)).toMatchObject({ status: 0, answer: { ok: true } });
    const records = JSON.stringify(readRecords(dataDir));
    expect(records).not.toContain('Ada');
    expect(records).not.toContain('Person ');
    expect(records).not.toContain('come back tomorrow');
  });
});
