import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  newDataFolder,
  openShift,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

let bench: SimulatedStation | null = null;
afterEach(async () => {
  await bench?.close();
  bench = null;
});

/** A bench on 21 November 2026 whose scale may be used until `due`. */
async function promptsWithScaleDue(due: string): Promise<string[]> {
  const dataDir = newDataFolder();
  writeFileSync(
    path.join(dataDir, 'instruments.yaml'),
    `instruments:
  - id: scale
    kind: scale
    protocol: mt-sics
    transport: { kind: virtual, seed: 1 }
    calibrationDue: ${due}
  - { id: scanner, kind: scanner, protocol: line-scanner, transport: { kind: virtual, seed: 2 } }
  - { id: dosimeter, kind: dosimeter, protocol: gq-gmc, transport: { kind: virtual, seed: 3 } }
`,
  );
  bench = await startSimulated(dataDir, 'training', Date.UTC(2026, 10, 21, 23, 59));
  await openShift(bench);
  bench.world('scanner', 'scan LX876543216DE');
  await bench.clock.advance(2_000);
  return bench.station.state().session?.prompts.map(({ because }) => because) ?? [];
}

/** A bench on 21 November 2026 with this type plate on its scale. */
async function benchWithPlate(plate: string): Promise<SimulatedStation> {
  const dataDir = newDataFolder();
  writeFileSync(
    path.join(dataDir, 'instruments.yaml'),
    `instruments:
  - id: scale
    kind: scale
    protocol: mt-sics
    transport: { kind: virtual, seed: 1 }
    verification: ${plate}
  - { id: scanner, kind: scanner, protocol: line-scanner, transport: { kind: virtual, seed: 2 } }
  - { id: dosimeter, kind: dosimeter, protocol: gq-gmc, transport: { kind: virtual, seed: 3 } }
`,
  );
  bench = await startSimulated(dataDir, 'training', Date.UTC(2026, 10, 21, 23, 59));
  await openShift(bench);
  bench.world('scanner', 'scan LX876543216DE');
  await bench.clock.advance(2_000);
  return bench;
}

const because = ({ station }: SimulatedStation): string[] =>
  station.state().session?.prompts.map((prompt) => prompt.because) ?? [];

describe('a scale with the range of its type plate', () => {
  const PLATE = "{ class: III, e: '2 g', min: '40 g', max: '6 kg' }";

  it('weighs within it without a word', async () => {
    const one = await benchWithPlate(PLATE);
    one.world('scale', 'place 452 g');
    await one.clock.advance(3_000);
    expect(one.station.state().session?.mass).toMatchObject({ state: 'value', value: '452.0' });
    expect(because(one)).toEqual([]);
  });

  it('says below Min that its mass judges nothing, and that the parcel is too light all the same', async () => {
    const one = await benchWithPlate(PLATE);
    one.world('scale', 'place 12 g');
    await one.clock.advance(3_000);
    const prompts = one.station.state().session?.prompts.map(({ rule }) => rule);
    // 450 g are declared: whatever lies below 40 g is less.
    expect(prompts?.sort()).toEqual(['weight.below-min', 'weight.under']);
    expect(because(one).join(' ')).toContain('12.0 g, Min 40 g');
  });

  it('is in overload above Max, and the item gets no mass', async () => {
    const one = await benchWithPlate(PLATE);
    one.world('scale', 'place 6.5 kg');
    await one.clock.advance(3_000);
    expect(one.station.live().scale).toMatchObject({ value: null, fault: 'overload' });
    expect(one.station.state().session?.mass.state).not.toBe('value');
  });

  it.each([
    ['2026-11-20', ['scale (verification) since 2026-11-20']],
    ['2026-11-21', []],
  ])('verified until %s is prompted once the day has passed', async (due, overdue) => {
    const one = await benchWithPlate(PLATE.replace('}', `, due: ${due} }`));
    const sentence = 'An instrument is past its calibration or verification:';
    expect(because(one)).toEqual(overdue.map((what) => `${sentence} ${what}.`));
  });
});

describe('an instrument with a day until which it may be used', () => {
  it.each(['2026-11-22', '2027-01-31'])('due %s bothers nobody on 21 November', async (due) => {
    expect(await promptsWithScaleDue(due)).toEqual([]);
  });

  it('is prompted once the day has passed', async () => {
    expect(await promptsWithScaleDue('2026-11-20')).toEqual([
      'An instrument is past its calibration or verification: scale since 2026-11-20.',
    ]);
  });
});
