import { readdirSync, readFileSync } from 'node:fs';

/** What one process has used. */
export interface ProcessUsage {
  readonly pid: number;
  /** `main`, Chromium's process type, or the name that the caller knows. */
  readonly name: string;
  /** Since its start, in user and kernel mode. */
  readonly cpuS: number;
  readonly rssMb: number;
  /** Its share of memory: pages that several processes use are divided among them. */
  readonly pssMb: number;
}

/** Clock ticks of /proc/PID/stat; a constant of Linux's interface to programs (USER_HZ). */
const TICKS_PER_S = 100;

function read(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return null;
  }
}

/** Fields of /proc/PID/stat after the command, which may hold blanks (proc(5)). */
function statOf(pid: number): { parent: number; ticks: number } | null {
  const text = read(pid, 'stat');
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

function megabytes(text: string | null, name: string): number {
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text ?? '')?.[1];
  return Number(kilobytes ?? 0) / 1024;
}

function typeOf(pid: number): string {
  const command = read(pid, 'cmdline') ?? '';
  return (
    /--utility-sub-type=([a-z]+)/.exec(command)?.[1] ??
    /--type=([a-z-]+)/.exec(command)?.[1] ??
    'main'
  );
}

function descendants(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null;
    if (stat !== null) parents.set(Number(name), stat.parent);
  }
  const found = [root];
  for (const pid of found) {
    for (const [child, parent] of parents) if (parent === pid) found.push(child);
  }
  return found;
}

/** A process and all that it started. Linux only. @param names for processes that are known better */
export function usageOf(root: number, names: ReadonlyMap<number, string>): ProcessUsage[] {
  return descendants(root).flatMap((pid) => {
    const stat = statOf(pid);
    if (stat === null) return [];
    const rollup = read(pid, 'smaps_rollup');
    return [
      {
        pid,
        name: names.get(pid) ?? typeOf(pid),
        cpuS: stat.ticks / TICKS_PER_S,
        rssMb: megabytes(rollup, 'Rss'),
        pssMb: megabytes(rollup, 'Pss'),
      },
    ];
  });
}

/** Process id of an app's only page. @throws Error when there is not exactly one */
export function rendererOf(root: number): number {
  const [renderer, ...others] = usageOf(root, new Map()).filter(({ name }) => name === 'renderer');
  if (renderer === undefined || others.length > 0) throw new Error('the app has not one page');
  return renderer.pid;
}
