import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadHsTable } from '../../../electron/core/load-hs-table.ts';
import { standingOf } from '../../../shared/goods/hs-table.ts';
import { testsOf } from '../../../shared/rules/condition.ts';
import { policy, shippedPacks } from '../../support/session-fixtures.ts';

const RESOURCES = path.join(import.meta.dirname, '../../../resources');
const table = loadHsTable(RESOURCES);

function ofLength(codes: ReadonlySet<string>, length: number): string[] {
  return [...codes].filter((code) => code.length === length);
}

describe('the shipped tariff codes', () => {
  it('are the headings and subheadings of HS 2022, by number', () => {
    const subheadings = ofLength(table.current, 6);
    const chapters = new Set(subheadings.map((code) => code.slice(0, 2)));
    expect([chapters.size, chapters.has('77')]).toEqual([96, false]);
    expect(ofLength(table.current, 4)).toHaveLength(1228);
    expect(subheadings).toHaveLength(5612);
  });

  it('have 145 of HS 2017 that are not in HS 2022', () => {
    const deleted = ofLength(table.deleted, 6);
    expect(deleted).toHaveLength(145);
    expect(deleted.filter((code) => table.current.has(code))).toEqual([]);
  });

  it.each([
    ['290345', 'current'],
    ['290351', 'current'],
    ['382763', 'current'],
    ['030292', 'current'],
    ['240419', 'current'],
    ['854340', 'current'],
    ['970522', 'current'],
    ['851713', 'current'],
    ['710820', 'current'],
    ['711890', 'current'],
    ['382478', 'old'],
    ['851712', 'old'],
    ['810720', 'old'],
    ['970500', 'old'],
  ])('say of %s that it is %s', (code, standing) => {
    expect(standingOf(code, table)).toBe(standing);
  });

  it('have every code that the shipped rules and the policy name', () => {
    const tests = shippedPacks.flatMap(({ rules }) => rules.flatMap(({ when }) => testsOf(when)));
    const prefixes = tests.flatMap((test) => (test.is === 'starts-with' ? test.prefixes : []));
    const natural = policy.naturalRadioactivity.flatMap(({ hs }) => hs);
    const strange = [...prefixes, ...natural].filter(
      (code) => code.length >= 4 && standingOf(code, table) === 'unlisted',
    );
    expect(prefixes.length).toBeGreaterThan(20);
    expect(strange).toEqual([]);
  });
});

describe('an installation that has lost its tariff codes', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  it.each([null, 'not a table'])('says so and what to do: %s', (content) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'goods-'));
    folders.push(folder);
    mkdirSync(path.join(folder, 'goods'));
    if (content !== null) writeFileSync(path.join(folder, 'goods', 'hs-2022.txt'), content);
    expect(() => loadHsTable(folder)).toThrow(/cannot be used: .* Nothing was changed.* Install/);
  });
});
