import type { LogEntry } from './change-log.ts';

/** What changes names or lengths, or makes them durable: where a missing flush shows. */
const RARE: ReadonlySet<string> = new Set([
  'create',
  'mkdir',
  'unlink',
  'rename',
  'truncate',
  'sync-folder',
]);
/** Entries around a rare one that are as interesting. */
const AROUND = 4;

/**
 * Positions in the log at which the power is cut: half of them anywhere, half of them near something
 * rare, most of which happens while a folder is opened or a file is begun.
 *
 * @param random uniform in [0, 1)
 */
export function choosePoints(
  log: readonly LogEntry[],
  count: number,
  random: () => number,
): Set<number> {
  const near = [...log.entries()]
    .filter(([, { operation }]) => RARE.has(operation))
    .map(([at]) => at + Math.round((2 * random() - 1) * AROUND))
    .filter((at) => at >= 0 && at < log.length);
  const any = [...log.keys()];
  const points = new Set<number>();
  for (let turn = 0; points.size < Math.min(count, log.length); turn += 1) {
    const from = turn % 2 === 0 && near.length > 0 ? near : any;
    // Taken out: no point twice.
    for (const at of from.splice(Math.floor(random() * from.length), 1)) points.add(at);
  }
  return points;
}
