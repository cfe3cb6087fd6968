import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { toCodedError } from '../coded-error.ts';
import { runJob } from './jobs.ts';
import type { Job } from './jobs.ts';

/** nice(2) 10: behind everything of the bench. */
const LOW_PRIORITY = 10;

/** Linux takes it for this thread alone; elsewhere it would slow down the whole process. */
function stepBack(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(LOW_PRIORITY);
  } catch {
    // Not allowed here: the work is done as fast as any other.
  }
}

stepBack();
try {
  const value = await runJob(workerData as Job);
  parentPort?.postMessage({ ok: true, value });
} catch (error) {
  parentPort?.postMessage({ ok: false, error: toCodedError(error) });
}
