import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CodedError, Result } from '../../../shared/result.ts';
import type { RulesJob, RulesJobResults, RulesMessage } from './rules-jobs.ts';

/** Beside this file, in the sources as in the bundle; the build has an input for it. */
const WORKER = join(import.meta.dirname, `rules-worker${extname(import.meta.filename)}`);

/** A job on rules in a thread of its own: the bench goes on meanwhile. */
export interface RunningJob<K extends RulesJob['kind']> {
  /** Never rejects; `stopped` when it was. */
  readonly ended: Promise<Result<RulesJobResults[K], CodedError>>;
  stop(): void;
}

function failure(code: string, why: string): Result<never, CodedError> {
  const message = `The rules were not looked at (${why}). Those in force and all records are safe. Try again.`;
  return { ok: false, error: { code, message } };
}

/** @param onProgress parcels that a preview has judged so far */
export function startRulesJob<K extends RulesJob['kind']>(
  job: Extract<RulesJob, { kind: K }>,
  onProgress: (done: number) => void = () => {},
): RunningJob<K> {
  let worker: Worker;
  try {
    worker = new Worker(WORKER, { workerData: job });
  } catch (error) {
    // No memory or no thread left.
    const why = error instanceof Error ? error.message : String(error);
    return { ended: Promise.resolve(failure('internal', why)), stop: () => {} };
  }
  // A station that is closed meanwhile does not wait for it.
  worker.unref();
  let stopped = false;
  const ended = new Promise<Result<RulesJobResults[K], CodedError>>((resolve) => {
    worker.on('message', (message: RulesMessage<K>) => {
      if ('ended' in message) resolve(message.ended);
      else if (!stopped) onProgress(message.done);
    });
    worker.once('error', (error) => resolve(failure('internal', error.message)));
    worker.once('exit', (code) =>
      resolve(
        stopped
          ? failure('stopped', 'it was stopped')
          : failure('internal', `its thread ended with code ${code}`),
      ),
    );
  });
  return {
    ended,
    stop() {
      stopped = true;
      void worker.terminate();
    },
  };
}
