/** Reloads of a failed screen before the safe page replaces it … */
const RELOADS = 3;
/** … when they fall within this many milliseconds. */
const WITHIN_MS = 5 * 60_000;

/**
 * Decides what follows the end of the screen's process.
 * @param nowMs monotonic milliseconds
 */
export function createReloadPolicy(): (nowMs: number) => 'reload' | 'safe-page' {
  let failures: number[] = [];
  return (nowMs) => {
    failures = [...failures.filter((atMs) => nowMs - atMs < WITHIN_MS), nowMs];
    return failures.length > RELOADS ? 'safe-page' : 'reload';
  };
}
