import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runStation } from '../../support/run-station.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'station-play-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A scenario whose parcel comes out as expected, with a manifest of one good row and these. */
function scenarioWith(name: string, rows: readonly string[]): string {
  const file = path.join(folder, `${name}.yaml`);
  const manifest = path.join(folder, `${name}.csv`);
  writeFileSync(manifest, `${['item_id,gross_g', 'LX876543216DE,450', ...rows].join('\n')}\n`);
  writeFileSync(
    file,
    `manifest: ${manifest}
instruments:
  - { id: scale, protocol: mt-sics }
  - { id: scanner, protocol: line-scanner }
  - { id: dosimeter, protocol: gq-gmc, background: 0.12 uSv/h }
parcels:
  - steps:
      - { at: 0, scan: CP102030419NL }
      - { at: 5, decide: hold }
    expect: { prompts: [manifest.not-found], outcome: hold }
`,
  );
  return file;
}

const heavy = Array.from({ length: 12 }, (_, at) => `BAD${at},heavy`);

it('rejected rows of a manifest are counted, the first ten are said, and screen exits with 1', () => {
  const { status, answers, stderr } = runStation('screen', scenarioWith('bad', heavy));
  expect(answers).toMatchObject([{ outcome: 'hold' }]);
  expect(answers[0]?.['failures']).toBeUndefined();
  expect(stderr).toContain('bad.csv: rejected rows: 12, their items are left out\n  line 3: ');
  expect(stderr.match(/line \d+: gross_g: "heavy" is not a plain number$/gm)).toHaveLength(10);
  expect(stderr).not.toContain('line 13');
  expect(status).toBe(1);
});

it('a manifest without any has nothing said, and screen exits with 0', () => {
  const { status, stderr } = runStation('screen', scenarioWith('good', []));
  expect([status, stderr.includes('rejected')]).toEqual([0, false]);
});

it('rules explain says them, too', () => {
  const { stderr } = runStation('rules', 'explain', scenarioWith('explained', heavy));
  expect(stderr).toContain('explained.csv: rejected rows: 12');
  expect(stderr).toContain('line 3: gross_g: "heavy" is not a plain number');
});
