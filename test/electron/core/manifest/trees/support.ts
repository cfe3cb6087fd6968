import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openManifestIndex } from '../../../../../electron/core/manifest/find.ts';
import type { ManifestIndex } from '../../../../../electron/core/manifest/find.ts';
import { importManifest } from '../../../../../electron/core/manifest/import-manifest.ts';
import type {
  ImportOptions,
  ImportReport,
} from '../../../../../electron/core/manifest/import-manifest.ts';
import { onEnd, temporaryFolder, tickingClock } from '../../store/support.ts';

const PROJECT = join(import.meta.dirname, '../../../../..');
export const RESOURCES = join(PROJECT, 'resources');
export const FIXTURES = join(PROJECT, 'test', 'fixtures', 'manifests');

/** Puts a file into a folder that is gone after the test. */
export function fileWith(content: string | Uint8Array, name = 'manifest.bin'): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

interface Imported {
  readonly report: ImportReport;
  readonly find: ManifestIndex['find'];
}

/** Imports a file that must be taken, with the shipped profiles. */
export async function importFile(
  file: string,
  options: Partial<ImportOptions> = {},
): Promise<Imported> {
  const dataDir = temporaryFolder();
  const clock = tickingClock();
  const result = await importManifest({
    file,
    dataDir,
    clock,
    resourcesDir: RESOURCES,
    ...options,
  });
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  const index = openManifestIndex(dataDir, result.value.generation);
  if (!index.ok) throw new Error(index.error.message);
  onEnd(() => index.value.close());
  return { report: result.value, find: index.value.find };
}

/** Why a file is not imported; nothing of it may be left. */
export async function refusal(
  file: string,
  options: Partial<ImportOptions> = {},
): Promise<{ code: string; message: string }> {
  const dataDir = temporaryFolder();
  const clock = tickingClock();
  const result = await importManifest({
    file,
    dataDir,
    clock,
    resourcesDir: RESOURCES,
    ...options,
  });
  if (result.ok) throw new Error(`imported ${result.value.items} items`);
  const left = readdirSync(join(dataDir, 'manifest'));
  if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`);
  return { code: result.error.code, message: result.error.message };
}
