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
