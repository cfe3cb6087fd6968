import type { Notice } from '../../shared/bridge/contract.ts';
import { FAILED_AFTER } from './supervision-limits.ts';
import type { StateChange } from './supervisor.ts';

/**
 * What the screen should say about a change of a supervised process, if anything: each restart until
 * the process counts as failed, that once, then nothing more until it is healthy again. The log has
 * them all.
 */
export function noticeOf(name: string, change: StateChange, atMs: number): Notice | undefined {
  const { ended, failures } = change;
  if (ended === undefined || failures > FAILED_AFTER) return undefined;
  const code = failures === FAILED_AFTER ? 'process-failed' : 'process-restarted';
  const wait = `${String(ended.retryInMs / 1000)} s`;
  const detail = `${ended.reason}; failure ${String(failures)} in a row, started again in ${wait}`;
  return { code, subject: name, detail, atMs };
}
