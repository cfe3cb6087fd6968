import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { runImporter } from '../../electron/cli/run-importer.ts';
import { openManifestIndex } from '../../electron/core/manifest/find.ts';
import { PROJECT } from '../app/launch.ts';
import type { ImportRun, ImportTask } from './import-run.ts';

/** The station's way: the real importer, every row checked, an indexed generation on the disk. */
export async function runStationImport({ file, dataDir, wanted }: ImportTask): Promise<ImportRun> {
  addProfile(dataDir);
  const before = performance.now();
  const report = await runImporter({ file, dataDir, sqliteAddon: null }, () => {});
  const seconds = (performance.now() - before) / 1000;
  if (!report.ok) throw new Error(report.error.message);
  const { items, generation, rejected, rejectedTotal, peakRssMb } = report.value;
  if (rejectedTotal > 0) throw new Error(JSON.stringify(rejected[0]));
  const index = openManifestIndex(path.resolve(dataDir), generation);
  if (!index.ok) throw new Error(index.error.message);
  if (index.value.find(wanted) === null) throw new Error(`${wanted} is not there`);
  index.value.close();
  return { seconds, peakRssMb, items };
}

const PROFILE = path.join(PROJECT, 'resources', 'manifest-profiles', 'itmatt.yaml');

/** The profile of the XML file, as one of the site: other files have the neutral names. */
function addProfile(dataDir: string): void {
  const folder = path.join(dataDir, 'manifest-profiles');
  mkdirSync(folder, { recursive: true });
  copyFileSync(PROFILE, path.join(folder, 'itmatt.yaml'));
}
