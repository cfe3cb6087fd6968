import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { activateManifest } from '../../electron/core/manifest/activate-manifest.ts';
import { importManifest } from '../../electron/core/manifest/import-manifest.ts';
import { openStore } from '../../electron/core/store/open.ts';
import { realClock as clock } from '../../electron/real-clock.ts';
import { HEAVY_G, writeManifest } from './manifest-file.ts';

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

/** The scanner is a real serial port; scale and dosimeter are there and speak, as on a bench. */
const instruments = (scanner: string): string => `instruments:
  - id: scanner
    kind: scanner
    protocol: line-scanner
    transport: { kind: serial, path: ${scanner} }
  - { id: scale, kind: scale, protocol: mt-sics, transport: { kind: virtual, seed: 1 } }
  - { id: dosimeter, kind: dosimeter, protocol: gq-gmc, transport: { kind: virtual, seed: 3 } }
`;

/** A training folder with an imported manifest, a rule for found items and a serial scanner. */
export async function prepareScanFolder(
  folder: string,
  items: number,
  scanner: string,
): Promise<string> {
  const dataDir = path.join(folder, 'data');
  mkdirSync(path.join(dataDir, 'rule-packs'), { recursive: true, mode: 0o700 });
  writeFileSync(path.join(dataDir, 'rule-packs', 'benchmark.yaml'), RULE);
  writeFileSync(path.join(dataDir, 'instruments.yaml'), instruments(scanner));
  // Nothing is measured against this background; a long one would only make the benchmark longer.
  writeFileSync(path.join(dataDir, 'policy.yaml'), 'radiation: { backgroundS: 30 }\n');
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
