import { copyFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { OutsideMeasurement } from '../../../../../shared/measure/outside-measurement.ts';
import { openManifestIndex } from '../../../../../electron/core/manifest/find.ts';
import { importManifest } from '../../../../../electron/core/manifest/import-manifest.ts';
import type { ImportReport } from '../../../../../electron/core/manifest/import-manifest.ts';
import { onEnd, temporaryFolder, tickingClock } from '../../store/support.ts';

export const ALARM_2011 = fixture('2011-alarm.n42');
export const QUIET_2011 = fixture('RR473124829US.n42');
export const NEUTRON_2005 = fixture('2005-neutron.n42');

function fixture(name: string): string {
  return join(import.meta.dirname, '../../../../fixtures/n42', name);
}

/** A copy of a fixture under another name. */
export function named(file: string, name: string): string {
  const copy = join(temporaryFolder(), name);
  copyFileSync(file, copy);
  return copy;
}

/** A file with this content. */
export function written(content: string, name = 'measured.n42'): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

/** N42 of 2011 around these elements. */
export function document2011(elements: string): string {
  return `<RadInstrumentData xmlns="http://physics.nist.gov/N42/2011/N42">${elements}</RadInstrumentData>`;
}

/** One for all imports, so that no two are of the same moment. */
const clock = tickingClock();

export function importFile(file: string, item?: string, dataDir = temporaryFolder()) {
  const given = item === undefined ? {} : { item };
  return importManifest({ file, dataDir, clock, ...given });
}

/** Imports what has to be taken, and looks an item's measurements up. */
export async function measurementsOf(
  file: string,
  id: string,
  item?: string,
): Promise<{ readonly report: ImportReport; readonly measurements: OutsideMeasurement[] }> {
  const dataDir = temporaryFolder();
  const result = await importFile(file, item, dataDir);
  if (!result.ok) throw new Error(`${basename(file)}: ${result.error.message}`);
  const index = openManifestIndex(dataDir, result.value.generation);
  if (!index.ok) throw new Error(index.error.message);
  onEnd(() => index.value.close());
  return { report: result.value, measurements: index.value.measurements(id) };
}
