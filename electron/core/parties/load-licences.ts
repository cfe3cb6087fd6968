import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { licencesFileSchema, type Licence } from '../../../shared/parties/licence.ts';
import { parseAs, readYaml } from '../site-file.ts';

/**
 * The site's table of licences, `licences.yaml` of the data folder; null when there is none.
 * @throws StationError `configuration-invalid`
 */
export function loadLicences(dataDir: string): readonly Licence[] | null {
  const file = join(dataDir, 'licences.yaml');
  if (!existsSync(file)) return null;
  return parseAs(licencesFileSchema, readYaml(file), file).licences;
}
