import { setPriority } from 'node:os';

/** nice(2) 10: behind everything of the bench. */
const LOW_PRIORITY = 10;

/** For a thread. Linux takes it for this thread alone; elsewhere it would slow down the whole process. */
export function stepBack(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(LOW_PRIORITY);
  } catch {
    // Not allowed here: the work is done as fast as any other.
  }
}
