import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportRequest, ExportState } from '../../../shared/bridge/review-contract.ts';
import type { Clock } from '../../../shared/clock.ts';
import { StationError } from '../station-error.ts';
import type { ExportWhat } from '../store/export.ts';
import type { Store } from '../store/store.ts';
import type { JobQueue } from './job-queue.ts';

/** Writes records into signed files beside the work of the bench, one after the other. */
export interface ExportDesk {
  /**
   * Begins to write; how it goes is asked by `state`.
   * @throws StationError `export-running`, `no-records`
   */
  start(request: ExportRequest): ExportState;
  /** Of the export that was begun last. */
  state(): ExportState;
}

export interface ExportDeskOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly sqliteAddon: string | null;
  readonly queue: JobQueue;
}

export function createExportDesk(options: ExportDeskOptions): ExportDesk {
  const { store, clock, sqliteAddon, queue } = options;
  const { dataDir } = store;
  let state: ExportState = { state: 'none' };

  async function write(what: ExportWhat, out: string): Promise<void> {
    const result = await queue.run({ kind: 'export', dataDir, what, out, sqliteAddon });
    if (result.ok) {
      state = { state: 'done', path: out, ...result.value };
    } else {
      const { code, message } = result.error;
      state = { state: 'failed', code, message };
    }
  }

  return {
    start(request) {
      if (state.state === 'running') {
        throw new StationError(
          'export-running',
          'An export is being written. Wait until it is done, then begin the next one.',
        );
      }
      const what = rangeOf(store, request);
      const folder = join(dataDir, 'exports');
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      state = { state: 'running' };
      void write(what, join(folder, `records-${stamp(clock.utcMs())}.jsonl`));
      return state;
    },
    state: () => state,
  };
}

/** @throws StationError `no-records` */
function rangeOf(store: Store, request: ExportRequest): ExportWhat {
  const none = (what: string): StationError =>
    new StationError('no-records', `${what} The records are unchanged, and nothing was written.`);
  if ('shift' in request) {
    if (store.shiftSummary(request.shift) === null) throw none('There is no such shift.');
    return request;
  }
  const from = store.firstRecordSince(request.fromMs);
  const after = store.firstRecordSince(request.toMs + 1);
  const to = after === null ? store.eventCount() : after - 1;
  if (from === null || from > to) throw none('Nothing was recorded in this period.');
  return { from, to };
}

/** UTC to the millisecond in ISO 8601's basic form, which every file system takes. */
function stamp(utcMs: number): string {
  return new Date(utcMs).toISOString().replaceAll(/[-:.]/g, '');
}
