import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A program at work on this computer. */
export interface RunningProgram {
  readonly pid: number;
  /** As the kernel has it: the first 15 characters of its file's name. */
  readonly name: string;
}

/** All programs whose name can be read. `root` is `/` but in tests. */
export async function runningPrograms(root = '/'): Promise<readonly RunningProgram[]> {
  const names = await readdir(join(root, 'proc')).catch(() => []);
  const programs: RunningProgram[] = [];
  for (const pid of names.filter((name) => /^\d+$/.test(name))) {
    const name = await readFile(join(root, 'proc', pid, 'comm'), 'utf8').catch(() => null);
    if (name !== null) programs.push({ pid: Number(pid), name: name.trim() });
  }
  return programs;
}

/**
 * The programs that have the port to themselves or, where none has, that have it open. What another
 * account has open is seen by root alone, who has locked it by everybody.
 */
export async function programsUsing(path: string): Promise<readonly RunningProgram[]> {
  const device = await realpath(path).catch(() => path);
  const running = await runningPrograms();
  const lockers = await processesLocking(device);
  const locking = running.filter(({ pid }) => lockers.includes(pid));
  if (locking.length > 0) return locking;
  const users: RunningProgram[] = [];
  for (const program of running) {
    const folder = join('/proc', String(program.pid), 'fd');
    for (const handle of await readdir(folder).catch(() => [])) {
      const target = await readlink(join(folder, handle)).catch(() => '');
      if (target !== device) continue;
      users.push(program);
      break;
    }
  }
  return users;
}

/** `/proc/locks`: `1: FLOCK  ADVISORY  WRITE 4321 00:18:8 0 EOF`, the file as its last number (proc(5)). */
async function processesLocking(device: string): Promise<readonly number[]> {
  const { dev, ino } = await stat(device).catch(() => ({ dev: 0, ino: 0 }));
  const text = await readFile('/proc/locks', 'utf8').catch(() => '');
  const wanted = new RegExp(` (\\d+) 00:${(dev & 0xff).toString(16).padStart(2, '0')}:${ino} `);
  return text.split('\n').flatMap((line) => {
    const pid = wanted.exec(line)?.[1];
    return pid === undefined ? [] : [Number(pid)];
  });
}
