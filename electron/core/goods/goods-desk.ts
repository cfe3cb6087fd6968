import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  createGoodsSearch,
  type GoodsSearch,
  type SearchPage,
} from '../../../shared/goods/search.ts';
import type { GoodsIndex } from '../../../shared/goods/search-index.ts';
import type { GoodsReply } from '../../../shared/bridge/contract.ts';
import type { CodedError, Result } from '../../../shared/result.ts';
import { StationError } from '../station-error.ts';

/** What the thread is started with, and what it answers. */
export interface IndexWork {
  readonly resourcesDir: string;
}
export type IndexMade = Result<GoodsIndex, CodedError>;

/** Beside this file, in the sources as in the bundle; the build has an input for it. */
const WORKER = join(import.meta.dirname, `index-worker${extname(import.meta.filename)}`);

/** Searches what is known of goods; needs no records and leaves none. */
export interface GoodsDesk {
  /**
   * `preparing` until the index is there; the first call has it made.
   * @throws StationError `goods-unreadable`; the next call tries again
   */
  find(text: string, page: SearchPage): GoodsReply;
}

type State =
  | { readonly is: 'none' }
  | { readonly is: 'preparing' }
  | { readonly is: 'ready'; readonly search: GoodsSearch }
  | { readonly is: 'failed'; readonly why: string };

/** The index is made when it is first asked for: many benches never search. */
export function createGoodsDesk(resourcesDir: string): GoodsDesk {
  let state: State = { is: 'none' };

  function prepare(): void {
    state = { is: 'preparing' };
    const failed = (why: string): void => {
      if (state.is === 'preparing') state = { is: 'failed', why };
    };
    const work: IndexWork = { resourcesDir };
    const worker = new Worker(WORKER, { workerData: work });
    // A station that is closed meanwhile does not wait for it.
    worker.unref();
    worker.once('message', (made: IndexMade) => {
      if (made.ok) state = { is: 'ready', search: createGoodsSearch(made.value) };
      else failed(made.error.message);
    });
    worker.once('error', (error) => failed(error.message));
    worker.once('exit', (code) => failed(`its thread ended with code ${code}`));
  }

  return {
    find(text, page) {
      if (state.is === 'failed') {
        const { why } = state;
        state = { is: 'none' };
        throw new StationError(
          'goods-unreadable',
          `What is known of goods could not be read (${why}). Screening and all records are safe. ` +
            'Search again; if it stays so, install the station again.',
        );
      }
      if (state.is === 'none') prepare();
      if (state.is !== 'ready') return { state: 'preparing', rows: [], total: 0 };
      const { rows, total } = state.search.find(text, page);
      return { state: 'ready', rows: [...rows], total };
    },
  };
}
