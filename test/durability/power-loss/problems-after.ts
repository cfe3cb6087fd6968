import { existsSync } from 'node:fs';
import { openStore } from '../../../electron/core/store/open.ts';
import { verifyPath } from '../../../electron/core/store/verify.ts';
import { realClock } from '../../../electron/real-clock.ts';
import { acknowledgement } from './acknowledgement.ts';

/**
 * Opens a data folder as a station does after a power cut.
 *
 * @param acknowledged lines of `acknowledgement` that must be there
 * @returns what is not as promised, in words; nothing when all is well
 */
export function problemsAfter(dataDir: string, acknowledged: readonly string[]): string[] {
  const problems: string[] = [];
  if (acknowledged.length > 0 && !existsSync(dataDir)) return ['the data folder is gone'];
  // As it was found: a power cut alone is no damage.
  if (acknowledged.length > 0) problems.push(...problemsOfVerify(dataDir, 'before it is opened'));
  const opened = openStore({ dataDir, mode: 'live', clock: realClock, bootId: 'after' });
  if (!opened.ok) return [...problems, `not opened: ${opened.error.code}: ${opened.error.message}`];
  const store = opened.value;
  problems.push(...store.alarms.map(({ code, message }) => `alarm ${code}: ${message}`));
  const recorded = new Set(
    store.events({ limit: -1, offset: 0 }).map((event) => acknowledgement(event).trim()),
  );
  const lost = acknowledged.filter((line) => !recorded.has(line));
  if (lost.length > 0) problems.push(`${lost.length} acknowledged lost, first ${lost[0]}`);
  store.close();
  return [...problems, ...problemsOfVerify(dataDir, 'after it was opened')];
}

function problemsOfVerify(dataDir: string, when: string): string[] {
  const result = verifyPath(dataDir);
  if (!result.ok) return [`cannot be verified ${when}: ${result.error.message}`];
  const { firstBad } = result.value;
  return firstBad === null
    ? []
    : [`bad ${when}: ${firstBad.where} ${firstBad.seq}: ${firstBad.reason}`];
}
