import { parentPort, workerData } from 'node:worker_threads';
import { toCodedError } from '../coded-error.ts';
import { stepBack } from '../low-priority.ts';
import { runRulesJob, type RulesJob, type RulesMessage } from './rules-jobs.ts';

const say = (message: RulesMessage): void => parentPort?.postMessage(message);

stepBack();
try {
  say({ ended: { ok: true, value: runRulesJob(workerData as RulesJob, (done) => say({ done })) } });
} catch (error) {
  say({ ended: { ok: false, error: toCodedError(error) } });
}
