import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { activateManifest } from '../../electron/core/manifest/activate-manifest.ts';
import { importManifest } from '../../electron/core/manifest/import-manifest.ts';
import { openStore } from '../../electron/core/store/open.ts';
import { realClock as clock } from '../../electron/real-clock.ts';
import type { InstrumentConfig } from '../../shared/measure/instrument.ts';
import { HEAVY_G, writeManifest } from './manifest-file.ts';
import { writeInstruments } from './streaming-bench.ts';

/** A rule of the site: an item of the manifest that prompts as soon as it is looked up. */
const RULE = `pack: benchmark
version: 1
rules:
  - id: benchmark.heavy
    version: 1
    severity: check
    when: { fact: declared.gross, is: at-least, than: ${HEAVY_G} g, whenAbsent: 'false' }
    because: The declared mass is {declared.gross}.
    source: benchmark
    steps: [steps.open-declaration]
`;

/**
 * Ten seconds of background: nothing is judged by it, and a long one would only make the benchmark
 * longer. The dwell outlasts any benchmark, and nobody is there to keep the screen from locking.
 */
const POLICY = `radiation: { backgroundS: 10, dwellS: 3600, clearTo: 0.001 }
people: { autoLockMinutes: 480 }
`;

/**
 * A training folder with a rule for found items and an imported manifest.
 * @param items number of items in the manifest
 */
export async function prepareScanFolder(
  folder: string,
  items: number,
  instruments: readonly InstrumentConfig[],
): Promise<string> {
  const dataDir = path.join(folder, 'data');
  mkdirSync(path.join(dataDir, 'rule-packs'), { recursive: true, mode: 0o700 });
  writeFileSync(path.join(dataDir, 'rule-packs', 'benchmark.yaml'), RULE);
  writeInstruments(dataDir, instruments);
  writeFileSync(path.join(dataDir, 'policy.yaml'), POLICY);
  const file = path.join(folder, 'manifest.csv');
  await writeManifest(file, items);
  const store = openStore({ dataDir, mode: 'training', clock, bootId: 'benchmark' });
  if (!store.ok) throw new Error(store.error.message);
  const report = await importManifest({ file, dataDir, clock });
  if (!report.ok) throw new Error(report.error.message);
  const active = activateManifest(store.value, report.value.generation, 'station', null);
  if (!active.ok) throw new Error(active.error.message);
  active.value.close();
  store.value.close();
  return dataDir;
}
