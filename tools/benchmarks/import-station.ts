import { openManifestIndex } from '../../electron/core/manifest/find.ts';
import { importManifest } from '../../electron/core/manifest/import-manifest.ts';
import { realClock } from '../../electron/real-clock.ts';
import { runAlone } from './import-run.ts';

/** The station's way: every row checked, an indexed generation on the disk. */
await runAlone(async ({ file, dataDir, wanted }) => {
  const report = await importManifest({ file, dataDir, clock: realClock });
  if (!report.ok) throw new Error(report.error.message);
  const { items, generation, rejected, rejectedTotal } = report.value;
  if (rejectedTotal > 0) throw new Error(JSON.stringify(rejected[0]));
  const index = openManifestIndex(dataDir, generation);
  if (!index.ok) throw new Error(index.error.message);
  if (index.value.find(wanted) === null) throw new Error(`${wanted} is not there`);
  index.value.close();
  return items;
});
