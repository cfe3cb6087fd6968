import { parentPort, workerData } from 'node:worker_threads';
import { toCodedError } from '../coded-error.ts';
import { stepBack } from '../low-priority.ts';
import { runJob } from './jobs.ts';
import type { Job } from './jobs.ts';

stepBack();
try {
  const value = await runJob(workerData as Job);
  parentPort?.postMessage({ ok: true, value });
} catch (error) {
  parentPort?.postMessage({ ok: false, error: toCodedError(error) });
}
