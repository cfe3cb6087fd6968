import type { CodedError } from '../../shared/result.ts';

const KEPT = 'What was recorded stays recorded.';
const LOOK_FIRST = 'Look at the screen before repeating: the call may have taken effect.';

/** The call was never sent, so that it had no effect. */
export function stillStarting(name: string, afterMs: number): CodedError {
  const message = `The process "${name}" is still starting after ${seconds(afterMs)}. This call had no effect. Wait a moment, then repeat it.`;
  return { code: `${name}-starting`, message };
}

/** The call was sent and not answered in time. */
export function tooLate(name: string, afterMs: number): CodedError {
  const message = `The process "${name}" did not answer within ${seconds(afterMs)}. ${KEPT} ${LOOK_FIRST}`;
  return { code: 'deadline', message };
}

/** The process ended before it answered, or is down. */
export function restarted(name: string): CodedError {
  const message = `The process "${name}" ended and is being started again. ${KEPT} ${LOOK_FIRST}`;
  return { code: `${name}-restarted`, message };
}

/** The program is closing. */
export function stopped(name: string): CodedError {
  return { code: `${name}-stopped`, message: `The process "${name}" is closing. ${KEPT}` };
}

function seconds(milliseconds: number): string {
  return `${String(milliseconds / 1000)} s`;
}
