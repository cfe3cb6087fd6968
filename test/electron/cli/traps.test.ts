import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { ScenarioStep } from '../../../shared/training/scenario.ts';
import { runStation } from '../../support/run-station.ts';

const DEMO = path.join(import.meta.dirname, '..', '..', '..', 'resources', 'demo');
const SHIRTS = 'LX876543216DE';
const BOOKS = 'CP102030419NL';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'station-traps-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly answers: readonly Record<string, unknown>[];
  /** Kinds of the recorded events, in order. */
  readonly kinds: readonly string[];
}

/** Screens parcels of the demo's manifest, each with its steps. */
function screen(name: string, ...parcels: ScenarioStep[][]): Run {
  const file = path.join(folder, `${name}.yaml`);
  const data = path.join(folder, name);
  const scenario = {
    manifest: path.join(DEMO, 'manifest.csv'),
    policy: path.join(DEMO, 'policy.yaml'),
    instruments: [
      { id: 'scale', protocol: 'mt-sics' },
      { id: 'scanner', protocol: 'line-scanner' },
      { id: 'dosimeter', protocol: 'gq-gmc', cpmPerMicrosievert: 1800 },
    ],
    parcels: parcels.map((steps) => ({ steps })),
  };
  writeFileSync(file, stringify(scenario));
  const { answers } = runStation('screen', file, '--data', data);
  const lines = readFileSync(path.join(data, 'journal', '000001.jsonl'), 'utf8')
    .trim()
    .split('\n');
  return { answers, kinds: lines.map((line) => (JSON.parse(line) as { kind: string }).kind) };
}

const quiet = (at: number): ScenarioStep => ({
  at,
  source: '0.12 uSv/h',
  distance: 'contact',
  face: 'top',
});

describe('trap 14: scans and weights in odd orders', () => {
  it('two scans before one weight: the first item gets it, the second label is not followed', () => {
    const { answers, kinds } = screen(
      'two-scans',
      [
        { at: 0, scan: SHIRTS },
        { at: 1, scan: BOOKS },
        { at: 2, place: '452 g' },
        quiet(5),
        { at: 50, decide: 'release' },
      ],
      [{ at: 0, scan: BOOKS }, quiet(2), { at: 50, decide: 'release' }],
    );
    expect(answers).toMatchObject([
      { item: SHIRTS, prompts: [], outcome: 'release', refused: [] },
      // Nothing of the parcel before it is left for the second one.
      { item: BOOKS, outcome: null, refused: [{ at: 50, code: 'why.missing-facts' }] },
    ]);
    expect(kinds.filter((kind) => kind === 'identity-refused')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'mass-accepted')).toHaveLength(1);
  });

  it('weight, then scan: a parcel that was weighed and lifted just before has its mass', () => {
    const { answers } = screen('weight-first', [
      { at: 0, place: '452 g' },
      { at: 2, remove: true },
      { at: 4, scan: SHIRTS },
      quiet(5),
      { at: 50, decide: 'release' },
    ]);
    expect(answers).toMatchObject([{ item: SHIRTS, prompts: [], outcome: 'release' }]);
  });

  it('weight, then scan much later: nobody knows whose mass it was', () => {
    const { answers } = screen('weight-long-before', [
      { at: 0, place: '452 g' },
      { at: 2, remove: true },
      { at: 12, scan: SHIRTS },
      quiet(13),
      { at: 60, decide: 'release' },
    ]);
    expect(answers).toMatchObject([{ outcome: null, refused: [{ code: 'why.missing-facts' }] }]);
  });

  it('a scan during a dwell: the dwell goes on and stays the first item’s', () => {
    const { answers, kinds } = screen('scan-in-dwell', [
      { at: 0, scan: SHIRTS },
      { at: 1, place: '452 g' },
      quiet(3),
      { at: 4, scan: BOOKS },
      { at: 50, decide: 'release' },
    ]);
    expect(answers).toMatchObject([{ item: SHIRTS, prompts: [], outcome: 'release' }]);
    const dwell = kinds.filter((kind) =>
      /^(dwell-(started|finished|interrupted)|identity-refused)$/.test(kind),
    );
    expect(dwell).toEqual(['dwell-started', 'identity-refused', 'dwell-finished']);
  });
});
