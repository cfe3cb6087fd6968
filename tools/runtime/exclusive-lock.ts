import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Log } from './step-error.ts';

/**
 * Runs work while holding an exclusive lock on a file.
 *
 * flock(1) holds a kernel lock for as long as its standard input is open. When this process ends in
 * any way, SIGKILL included, the pipe closes and the lock is free: no stale lock to judge.
 */
export async function withExclusiveLock<Result>(
  file: string,
  log: Log,
  work: () => Promise<Result>,
): Promise<Result> {
  const holder = spawn('flock', ['--exclusive', file, 'sh', '-c', 'echo held; cat >/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Ctrl-C must end the work first and the lock after it, not both at once.
    detached: true,
  });
  const waiting = setTimeout(() => {
    log(`Another process prepares the same runtime; waiting for it (${file})`);
  }, 500);
  const ended = once(holder, 'close');
  // once() rejects on 'error', which says that flock itself could not be started.
  const first = await Promise.race([once(holder.stdout, 'data'), ended]).finally(() => {
    clearTimeout(waiting);
  });
  if (!String(first[0]).startsWith('held')) {
    throw new Error(`flock could not lock ${file} (ended with ${String(first[0])})`);
  }
  try {
    return await work();
  } finally {
    holder.stdin.end();
    await ended;
  }
}
