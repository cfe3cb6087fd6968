import { constants } from 'node:fs';
import { access, lstat, readdir } from 'node:fs/promises';
import path from 'node:path';

/** A file that lies in the folder. */
export interface WaitingFile {
  readonly name: string;
  /** Changes when the file is written; the same after it was moved. */
  readonly version: string;
  readonly isEmpty: boolean;
  /** Whether this program may read it. */
  readonly isReadable: boolean;
  readonly modifiedMs: number;
}

/**
 * Names of files that are on their way: of browsers, of copying programs, of editors; and what systems
 * put into every folder.
 */
const NOT_YET = /^[.~]|~$|\.(?:part|tmp|crdownload|filepart)$|^(?:thumbs\.db|desktop\.ini)$/i;

/**
 * Plain files of a folder, oldest first. Links, folders and pipes are none: what a link leads to is
 * not the folder's, and a pipe would stop whoever opens it.
 *
 * @throws Error of the file system when the folder cannot be listed
 */
export async function listWaiting(folder: string): Promise<WaitingFile[]> {
  const found: WaitingFile[] = [];
  for (const { name } of await readdir(folder, { withFileTypes: true })) {
    const file = NOT_YET.test(name) ? null : await inspect(folder, name);
    if (file !== null) found.push(file);
  }
  return found.sort(
    (one, other) => one.modifiedMs - other.modifiedMs || (one.name < other.name ? -1 : 1),
  );
}

async function inspect(folder: string, name: string): Promise<WaitingFile | null> {
  const file = path.join(folder, name);
  try {
    const stats = await lstat(file);
    if (!stats.isFile()) return null;
    const { size, mtimeMs: modifiedMs } = stats;
    const isReadable = await mayRead(file);
    return { name, version: versionOf(stats), isEmpty: size === 0, isReadable, modifiedMs };
  } catch {
    // Gone in this moment: another station has taken it.
    return null;
  }
}

async function mayRead(file: string): Promise<boolean> {
  try {
    await access(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** Without the inode: some network drives give a moved file another one. */
function versionOf({ size, mtimeMs }: { readonly size: number; readonly mtimeMs: number }): string {
  return `${size} ${mtimeMs}`;
}

/** The version of a plain file, null for anything else. @throws Error of the file system */
export async function fileVersion(file: string): Promise<string | null> {
  const stats = await lstat(file);
  return stats.isFile() ? versionOf(stats) : null;
}
