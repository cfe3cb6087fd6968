import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runStation } from '../../support/run-station.ts';
import { readCsv, readList } from '../core/reports/read-report.ts';
import {
  event,
  openOk,
  recordedFolder,
  screening,
  temporaryFolder,
} from '../core/store/support.ts';

const files = (folder: string): string[] => readdirSync(folder, { recursive: true }).map(String);

it('lists the shifts of a folder', () => {
  const { status, answers } = runStation('shift', '--data', recordedFolder());
  expect(status).toBe(0);
  expect(answers).toMatchObject([
    { shifts: [{ shift: 'shift-1', officer: 'B-17', closedAtMs: null, overrides: 4 }] },
  ]);
});

it.each(['csv', 'html'])('writes the report of the newest shift as %s', (form) => {
  const dataDir = recordedFolder();
  const file = path.join(temporaryFolder(), `report.${form}`);
  const { status, answers } = runStation('report', '--data', dataDir, '--out', file);
  expect([status, answers]).toEqual([0, [{ shift: 'shift-1', file }]]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('ITEM4');
  // Personal values are opened with the keys of the folder.
  expect(text).toContain('seen by Ms. Example');
  if (form === 'csv') expect(readCsv(text)['decisions']).toHaveLength(4);
});

it('reads a folder that a station works with, and changes nothing in it', () => {
  const dataDir = recordedFolder();
  const store = openOk(dataDir);
  const before = files(dataDir);
  const file = path.join(temporaryFolder(), 'report.csv');
  const { status } = runStation(
    ...['report', '--data', dataDir, '--shift', 'shift-1', '--out', file],
  );
  expect(status).toBe(0);
  const { 'Anchor (SEQ:HASH)': anchor } = readList(readFileSync(file, 'utf8'), 'proof');
  expect(anchor).toBe(`${store.eventCount()}:${store.lastHash()}`);
  expect(files(dataDir)).toEqual(before);
});

it('prints the anchor of a closed shift, by which `station verify` finds what was changed', () => {
  const dataDir = temporaryFolder();
  const store = openOk(dataDir);
  store.append([event('shift-opened', null, { shift: 'day', officer: 'B-17' })], 'day');
  store.append(screening('session-1', 'ITEM1'), 'day');
  store.append([event('shift-closed', null, { shift: 'day', handover: null })], 'day');
  store.close();
  const file = path.join(temporaryFolder(), 'report.csv');
  runStation('report', '--data', dataDir, '--out', file);
  const { 'Anchor (SEQ:HASH)': anchor = '' } = readList(readFileSync(file, 'utf8'), 'proof');
  expect(runStation('verify', dataDir, '--anchor', anchor).status).toBe(0);
  const other = anchor.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
  expect(runStation('verify', dataDir, '--anchor', other).status).toBe(1);
});

it.each([
  ['a shift that is not there', ['--shift', 'shift-9', '--out', 'x.csv'], 1, 'no-shift'],
  ['a PDF', ['--out', 'x.pdf'], 2, 'usage'],
  ['no file', [], 2, 'usage'],
  ['a place that is not there', ['--out', '/nowhere/at/all/x.csv'], 1, 'report-not-written'],
])('refuses %s', (_what, args, status, code) => {
  const run = runStation('report', '--data', recordedFolder(), ...args);
  expect([run.status, run.answers]).toMatchObject([status, [{ error: { code } }]]);
});

it('refuses a folder without records', () => {
  const { status, answers } = runStation('shift', '--data', temporaryFolder());
  expect([status, answers]).toMatchObject([1, [{ error: { code: 'data-folder-unsuitable' } }]]);
});
