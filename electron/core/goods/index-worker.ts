import { parentPort, workerData } from 'node:worker_threads';
import { indexGoods } from '../../../shared/goods/search-index.ts';
import { toCodedError } from '../coded-error.ts';
import type { IndexMade, IndexWork } from './goods-desk.ts';
import { loadConcepts } from './load-lexicon.ts';

/** The index of what is known of goods takes a while to make: a thread of its own, so that the bench goes on. */
function make({ resourcesDir }: IndexWork): IndexMade {
  try {
    return { ok: true, value: indexGoods(loadConcepts(resourcesDir)) };
  } catch (error) {
    return { ok: false, error: toCodedError(error) };
  }
}

parentPort?.postMessage(make(workerData as IndexWork));
