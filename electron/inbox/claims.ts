import { readdir, rename, rmdir, stat, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock, Timer } from '../../shared/clock.ts';
import { errorCode, makeFolder, moveFile, numberedNames } from './move-file.ts';
import { fileVersion } from './waiting-files.ts';

/** Whose a file is while it is imported. Names one process on one computer. */
export interface Claimant {
  readonly host: string;
  readonly pid: number;
  /** Whether a process of this computer runs. */
  readonly isRunning: (pid: number) => boolean;
}

/** Files of a folder that this process has taken for itself. */
export interface Claims {
  /**
   * Takes a file away from everybody else by one rename.
   *
   * @returns its path; null when it is gone, or is not the file any more that was looked at
   * @throws Error of the file system when it cannot be moved
   */
  take(name: string, version: string): Promise<string | null>;
  /** Puts a taken file back where it was. @throws Error of the file system */
  putBack(file: string): Promise<void>;
  /** No file is taken any more. */
  release(): Promise<void>;
  /**
   * Puts back what a process that ended in the middle has left.
   * @returns names as they are now
   * @throws Error of the file system
   */
  returnAbandoned(): Promise<string[]>;
}

/**
 * Within the folder and not beside it: a rename there stays in one file system, so it is done or not
 * done (between two it would be a copy), and whoever may write the folder may take from it.
 */
export const TAKING = 'taking';
const ALIVE = '.alive';
const BEAT_MS = 20_000;
/** A claimant of another computer that was not heard of for so long has ended. */
const LEASE_MS = 120_000;

/** Claims in `folder`; each claimant has a folder of its own in `taking`. */
export function createClaims(folder: string, claimant: Claimant, clock: Clock): Claims {
  const taking = path.join(folder, TAKING);
  const me = `${claimant.host}@${claimant.pid}`;
  const mine = path.join(taking, me);
  let beating: Timer | null = null;

  const makeMine = async (): Promise<void> => {
    await makeFolder(taking);
    await makeFolder(mine);
  };
  // Written, so that the time is that of the file server: clocks of several computers differ.
  const beat = (): Promise<void> => writeFile(path.join(mine, ALIVE), me);
  const keepBeating = (): void => {
    const timer = clock.after(BEAT_MS, () => {
      const goOn = (): void => {
        if (beating === timer) keepBeating();
      };
      beat().then(goOn, goOn);
    });
    beating = timer;
  };
  const release = async (): Promise<void> => {
    beating?.cancel();
    beating = null;
    try {
      await unlink(path.join(mine, ALIVE));
      await rmdir(mine);
    } catch {
      // Something lies there still, or the share is gone: it is looked at again later.
    }
  };
  const putBack = async (file: string): Promise<void> => {
    await moveFile(file, folder, numberedNames(path.basename(file)));
  };

  const hasEnded = async (owner: string): Promise<boolean> => {
    // At the first look nothing is taken yet: what lies there a process of the same number has left.
    if (owner === me) return true;
    const [, host, pid] = /^(.*)@(\d+)$/.exec(owner) ?? [];
    if (host === claimant.host && !claimant.isRunning(Number(pid))) return true;
    await makeMine();
    await beat();
    const [heard, now] = await Promise.all([aliveMs(owner), aliveMs(me)]);
    return now - heard > LEASE_MS;
  };
  const aliveMs = async (owner: string): Promise<number> => {
    try {
      return (await stat(path.join(taking, owner, ALIVE))).mtimeMs;
    } catch {
      return (await stat(path.join(taking, owner))).mtimeMs;
    }
  };

  return {
    async take(name, version) {
      await makeMine();
      await beat();
      const taken = path.join(mine, name);
      try {
        await rename(path.join(folder, name), taken);
      } catch (error) {
        await release();
        // Another station was faster.
        if (errorCode(error) === 'ENOENT') return null;
        throw error;
      }
      keepBeating();
      if ((await fileVersion(taken)) === version) return taken;
      await putBack(taken);
      await release();
      return null;
    },
    putBack,
    release,
    async returnAbandoned() {
      const returned: string[] = [];
      for (const owner of await foldersIn(taking)) {
        if (!(await hasEnded(owner))) continue;
        for (const name of await readdir(path.join(taking, owner))) {
          const left = path.join(taking, owner, name);
          if (name === ALIVE) await unlink(left);
          else returned.push(await moveFile(left, folder, numberedNames(name)));
        }
        await rmdir(path.join(taking, owner));
      }
      await release();
      return returned;
    },
  };
}

async function foldersIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
