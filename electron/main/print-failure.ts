import type { Envelope } from '../../shared/bridge/envelope.ts';
import type { Log } from './log.ts';

/**
 * Logs why nothing was printed, and answers with what that means.
 * @param next what to do, as a sentence
 */
export function printFailure(
  log: Log,
  code: string,
  reason: string,
  next: string,
): Envelope<never> {
  log('error', code, { reason });
  const message = `There is no new file. The records are unchanged. ${next}`;
  return { ok: false, error: { code, message } };
}
