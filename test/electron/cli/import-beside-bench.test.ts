import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { importManifest } from '../../../electron/core/manifest/import-manifest.ts';
import { valueOf } from '../../../electron/core/result-value.ts';
import { realClock } from '../../../electron/real-clock.ts';
import { temporaryFolder } from '../core/store/support.ts';
import { runStation } from '../../support/run-station.ts';
import {
  newDataFolder,
  startSimulated,
  type SimulatedStation,
} from '../../support/simulated-station.ts';

const SHIRTS = 'LX876543216DE';

function csv(gross: number): string {
  const file = path.join(temporaryFolder(), 'update.csv');
  writeFileSync(file, `item_id,gross_g\n${SHIRTS},${gross}\n`);
  return file;
}

let bench: SimulatedStation | null = null;
afterEach(() => bench?.close());

describe('station import', () => {
  it('works while the bench is open, which takes the manifest into use', async () => {
    bench = await startSimulated();
    const { dataDir } = bench;
    const imported = runStation('import', csv(500), '--data', dataDir);
    expect(imported).toMatchObject({ status: 0, answers: [{ activated: false, items: 1 }] });
    const [{ generation }] = imported.answers as [{ generation: string }];
    await bench.clock.advance(2_500);
    const { status, answers } = runStation('lookup', SHIRTS, '--data', dataDir);
    expect(status).toBe(0);
    expect(answers).toMatchObject([
      {
        found: true,
        generation,
        item: { gross_g: '500' },
        earlier: [{ item: { item_id: SHIRTS, gross_g: '450' } }],
      },
    ]);
  });

  it('puts the manifest in use itself while the bench is closed', async () => {
    const dataDir = newDataFolder();
    for (const gross of [500, 510]) {
      expect(runStation('import', csv(gross), '--data', dataDir)).toMatchObject({
        status: 0,
        answers: [{ activated: true, mode: 'training', decimal: null }],
      });
    }
    bench = await startSimulated(dataDir);
    expect(bench.station.state().manifestItems).toBe(2);
    expect(runStation('lookup', SHIRTS, '--data', dataDir).answers).toMatchObject([
      { item: { gross_g: '510' }, earlier: [{ item: { gross_g: '500' } }] },
    ]);
  });

  it('is newer than what an import that was killed at its end has left', async () => {
    const dataDir = newDataFolder();
    runStation('import', csv(500), '--data', dataDir);
    const { generation: left } = valueOf(
      await importManifest({ file: csv(510), dataDir, clock: realClock }),
    );
    const { answers } = runStation('import', csv(520), '--data', dataDir);
    bench = await startSimulated(dataDir);
    await bench.clock.advance(2_500);
    const [newest] = answers as [{ generation: string }];
    expect(runStation('lookup', SHIRTS, '--data', dataDir).answers).toMatchObject([
      {
        generation: newest.generation,
        item: { gross_g: '520' },
        earlier: [{ generation: left }, { item: { gross_g: '500' } }],
      },
    ]);
  });

  it('refuses a mode that is not that of the folder', async () => {
    bench = await startSimulated();
    const { status } = runStation('import', csv(1), '--data', bench.dataDir, '--mode', 'live');
    expect(status).toBe(1);
  });
});
