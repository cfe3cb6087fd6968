import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { scenarioSchema } from '../../shared/training/scenario.ts';
import { PROJECT } from '../../tools/app/launch.ts';
import { runDemo } from '../../tools/demo/run-demo.ts';
import { readRecords, runVerify } from '../support/e2e-records.ts';

const OUT = path.join(PROJECT, 'out', 'demo');
const SCENARIO = path.join(PROJECT, 'resources', 'demo', 'demo.yaml');
const PNG_SIGNATURE = '89504e470d0a1a0a';

const { parcels } = scenarioSchema.parse(parse(readFileSync(SCENARIO, 'utf8')));

let failed: number;
const said: string[] = [];

beforeAll(async () => {
  failed = await runDemo((line) => said.push(line));
}, 420_000);

const files = (ending: string): string[] =>
  readdirSync(OUT).filter((name) => name.endsWith(ending));

/** What the records say of each parcel, in the order of the scenario. */
function recordedParcels(): object[] {
  const events = readRecords(path.join(OUT, 'data')).map((event) => ({
    ...event,
    body: JSON.parse(event.body) as Record<string, string>,
  }));
  const decided = events.filter(({ kind }) => kind === 'decided');
  return decided.map(({ session, body: { outcome } }, index) => {
    const of = (kind: string, field: string): (string | undefined)[] =>
      events
        .filter((event) => event.session === session && event.kind === kind)
        .map(({ body }) => body[field]);
    return {
      title: parcels[index]?.title,
      prompts: [...new Set(of('prompted', 'rule'))].sort(),
      faults: of('fault-raised', 'code'),
      outcome,
    };
  });
}

describe('the demo of npm start', () => {
  it('screens every parcel of the scenario to its outcome in the real app', () => {
    expect(said.filter((line) => line.startsWith('WRONG'))).toEqual([]);
    expect(failed).toBe(0);
    expect(said.filter((line) => line.startsWith('ok    parcel'))).toHaveLength(parcels.length);
    expect(recordedParcels()).toEqual(
      parcels.map(({ title, expect: expected }) => ({
        title,
        prompts: [...(expected?.prompts ?? [])].sort(),
        faults: expected?.faults ?? [],
        outcome: expected?.outcome,
      })),
    );
  });

  it('leaves pictures of every screen and of each parcel', () => {
    const pictures = files('.png');
    expect(pictures).toEqual(
      expect.arrayContaining(
        [
          ...['sign-in', 'open-shift', 'bench-ready', 'close-shift', 'shift-summary'],
          ...['manager-overview', 'manager-shifts', 'manager-shift', 'manager-decisions'],
          ...['manager-holds', 'manager-record', 'manager-upkeep'],
          ...['people', 'setup-instruments', 'setup-manifest', 'setup-rules'],
        ].map((name) => `${name}.png`),
      ),
    );
    const numbers = parcels.map((_, index) => String(index + 1).padStart(2, '0'));
    expect(pictures.filter((name) => /^parcel-\d\d\.png$/.test(name)).sort()).toEqual(
      numbers.map((number) => `parcel-${number}.png`),
    );
    expect(pictures).toEqual(
      expect.arrayContaining(['parcel-11-fault.png', 'parcel-12-refused.png']),
    );
    for (const name of pictures) {
      const bytes = readFileSync(path.join(OUT, name));
      expect(bytes.subarray(0, 8).toString('hex')).toBe(PNG_SIGNATURE);
      // Width of the IHDR chunk (PNG specification, 11.2.2).
      expect(bytes.readUInt32BE(16)).toBeGreaterThan(1_000);
      // A picture of an empty window is a few hundred bytes.
      expect(bytes.length).toBeGreaterThan(10_000);
    }
  });

  it('leaves the shift report as a PDF', () => {
    expect(files('.pdf')).toEqual(['shift-report.pdf']);
    const report = path.join(OUT, 'shift-report.pdf');
    expect(readFileSync(report).subarray(0, 5).toString()).toBe('%PDF-');
    expect(statSync(report).size).toBeGreaterThan(5_000);
  });

  it('leaves records that verify', async () => {
    expect(await runVerify(path.join(OUT, 'data'))).toMatchObject({
      status: 0,
      answer: { ok: true, firstBad: null },
    });
  });
});
