import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CodedError, Result } from '../../../shared/result.ts';
import type { Job, JobResults } from './jobs.ts';

/** Beside this file, in the sources as in the bundle; the build has an input for it. */
const WORKER = join(import.meta.dirname, `upkeep-worker${extname(import.meta.filename)}`);

type JobResult<K extends Job['kind']> = Result<JobResults[K], CodedError>;

/** Runs jobs one after the other, each in a thread of its own. */
export interface JobQueue {
  /** Never rejects; `stopped` when the queue was closed before the job was done. */
  run<K extends Job['kind']>(job: Extract<Job, { kind: K }>): Promise<JobResult<K>>;
  /** Ends what runs. A job that is inside SQLite ends with its process at the latest. */
  close(): void;
}

const STOPPED: Result<never, CodedError> = {
  ok: false,
  error: { code: 'stopped', message: 'The station was closed before this was done.' },
};

export function createJobQueue(): JobQueue {
  let last: Promise<unknown> = Promise.resolve();
  let running: Worker | null = null;
  let closed = false;

  const start = <K extends Job['kind']>(job: Job): Promise<JobResult<K>> =>
    new Promise((resolve) => {
      if (closed) return resolve(STOPPED);
      let worker: Worker;
      try {
        worker = new Worker(WORKER, { workerData: job });
      } catch (error) {
        // No memory or no thread left. A promise that rejects would end all jobs after it, too.
        return resolve(failed(error instanceof Error ? error.message : String(error)));
      }
      running = worker;
      worker.once('message', (result: JobResult<K>) => resolve(result));
      worker.once('error', (error) => resolve(failed(error.message)));
      worker.once('exit', (code) => {
        running = null;
        // After a message this changes nothing.
        resolve(closed ? STOPPED : failed(`its thread ended with code ${code}`));
      });
    });

  return {
    run(job) {
      const done = last.then(() => start<typeof job.kind>(job));
      last = done;
      return done;
    },
    close() {
      closed = true;
      void running?.terminate();
    },
  };
}

function failed(why: string): Result<never, CodedError> {
  const message = `Work on the data folder was not done (${why}). The records are safe.`;
  return { ok: false, error: { code: 'internal', message } };
}
