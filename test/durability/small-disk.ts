import { execFileSync } from 'node:child_process';
import { statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from '../../electron/core/store/store-error.ts';
import { onEnd, temporaryFolder } from '../electron/core/store/support.ts';

/** Mounting needs root on Linux; elsewhere these tests say that they are skipped. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0;

/** A disk of its own for a test, in memory. */
export function mountSmallDisk(kilobytes: number): string {
  const disk = temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', disk]);
  onEnd(() => execFileSync('umount', [disk]));
  return disk;
}

/**
 * Leaves so many bytes free.
 * @returns the file to delete for space
 */
export function fillDisk(disk: string, free: number): string {
  const filler = join(disk, 'filler');
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - free)));
  return filler;
}

/** The refusal that an action must end with. */
export function failure(action: () => unknown): StoreError {
  const refused = refusal(action);
  if (refused === null) throw new Error('the action did not fail');
  return refused;
}

/** The refusal of an action, or null when it was done. */
export function refusal(action: () => unknown): StoreError | null {
  try {
    action();
    return null;
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
}
