import { parentPort, workerData } from 'node:worker_threads';
import { indexGoods } from '../../../shared/goods/search-index.ts';
import { toCodedError } from '../coded-error.ts';
import type { IndexMade, IndexWork } from './goods-desk.ts';
import { loadKnowledge } from './load-knowledge.ts';

/** What is known of goods takes seconds to read: a thread of its own, so that the bench goes on. */
function make({ resourcesDir }: IndexWork): IndexMade {
  try {
    return { ok: true, value: indexGoods(loadKnowledge(resourcesDir)) };
  } catch (error) {
    return { ok: false, error: toCodedError(error) };
  }
}

parentPort?.postMessage(make(workerData as IndexWork));
