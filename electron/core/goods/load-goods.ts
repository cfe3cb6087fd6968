import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Goods } from '../../../shared/goods/classifier.ts';
import { readModel } from '../../../shared/goods/model.ts';
import { tariffFileSchema, tariffOf } from '../../../shared/goods/tariff.ts';
import { parseAs, readYaml } from '../site-file.ts';
import { StationError } from '../station-error.ts';
import { sha256 } from './knowledge-files.ts';
import { loadLexicon } from './load-lexicon.ts';

/**
 * What is known of goods, and the model that weighs it: `goods/` of the resources.
 * @throws StationError `configuration-invalid`
 */
export function loadGoods(resourcesDir: string): Goods {
  const file = join(resourcesDir, 'goods', 'model.bin');
  const codes = join(resourcesDir, 'goods', 'tariff.yaml');
  const lexicon = loadLexicon(resourcesDir);
  const tariff = tariffOf(lexicon.concepts, parseAs(tariffFileSchema, readYaml(codes), codes));
  try {
    return { lexicon, model: readModel(readFileSync(file), sha256), tariff };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StationError(
      'configuration-invalid',
      `The model of goods in ${file} cannot be used: ${why}. Nothing was changed or recorded. Install ` +
        'the station again over the present installation; the data folder stays as it is.',
    );
  }
}
