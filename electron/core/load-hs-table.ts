import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hsTable, type HsTable } from '../../shared/goods/hs-table.ts';
import { StationError } from './station-error.ts';

/**
 * The shipped table of tariff codes, `goods/` of the resources.
 * @throws StationError `configuration-invalid`
 */
export function loadHsTable(resourcesDir: string): HsTable {
  const folder = join(resourcesDir, 'goods');
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  try {
    return hsTable(read('hs-2022.txt'), read('hs-2017-deleted.txt'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StationError(
      'configuration-invalid',
      `The tariff codes in ${folder} cannot be used: ${why}. Nothing was changed or recorded. Install ` +
        'the station again over the present installation; the data folder stays as it is.',
    );
  }
}
