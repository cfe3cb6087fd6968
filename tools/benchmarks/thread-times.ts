import { readFileSync } from 'node:fs';
import { clockMs } from './electron-app.ts';
import { round } from './figures.ts';
import type { Stretch } from './screen-figures.ts';

/** Looked at this often; a stretch is known to that. */
const EVERY_MS = 20;

/** What a thread has had by a moment. */
interface Moment {
  readonly atMs: number;
  /** It ran on a processor. */
  readonly ranMs: number;
  /** It could have run and had none, because others did. */
  readonly waitedMs: number;
}

/** The first thread of a process: ran and waited, in ns (Linux, Documentation/scheduler/sched-stats). */
function look(pid: number): Moment {
  const atMs = clockMs();
  const [ran, waited] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ');
  return { atMs, ranMs: Number(ran) / 1e6, waitedMs: Number(waited) / 1e6 };
}

/** Of a stretch: what the thread ran in it, and what it waited for a processor. */
export type ThreadShare = Omit<Moment, 'atMs'>;

/** Shares of a stretch by moments in order of time; the nearest moments around it count. */
export function shareOf(moments: readonly Moment[], { fromMs, toMs }: Stretch): ThreadShare | null {
  const before = moments.findLast(({ atMs }) => atMs <= fromMs);
  const after = moments.find(({ atMs }) => atMs >= toMs);
  if (before === undefined || after === undefined) return null;
  return {
    ranMs: round(after.ranMs - before.ranMs),
    waitedMs: round(after.waitedMs - before.waitedMs),
  };
}

/** Watches the first thread of a process, in a page's renderer the one that tasks run on. Linux only. */
export function watchThread(pid: number): { end(): readonly Moment[] } {
  const moments = [look(pid)];
  const timer = setInterval(() => moments.push(look(pid)), EVERY_MS);
  return {
    end() {
      clearInterval(timer);
      return [...moments, look(pid)];
    },
  };
}
