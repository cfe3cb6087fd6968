import { link, lstat, mkdir, rename, unlink } from 'node:fs/promises';
import path from 'node:path';

/** Code of an error of the file system, such as `ENOENT`; empty for any other error. */
export function errorCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/**
 * Makes a folder in one that is there: where a share is not mounted nothing may be made in its place.
 * @throws Error of the file system
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

/**
 * Moves a file within its file system under the first name that is free, never over another file.
 *
 * @param names to try, in this order; without an end
 * @returns the name that it has now
 * @throws Error of the file system; then the file is where it was
 */
export async function moveFile(
  from: string,
  folder: string,
  names: Iterable<string>,
): Promise<string> {
  for (const name of names) {
    if (await moveUnder(from, path.join(folder, name))) return name;
  }
  throw new Error('no name is free');
}

async function moveUnder(from: string, to: string): Promise<boolean> {
  try {
    // Unlike a rename, a second name is refused where a file has it already.
    await link(from, to);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    // Not every file system has second names (FAT, many shares): there a look has to do.
    if (await isThere(to)) return false;
    await rename(from, to);
    return true;
  }
  await unlink(from);
  return true;
}

async function isThere(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch {
    return false;
  }
}

/** Bytes of a name with its time before it; most file systems take 255, some of them characters. */
const LONGEST_NAME = 180;

/** `20261129T215401123Z-name`, then the same with a number: when a file was finished. */
export function* stampedNames(name: string, utcMs: number): Generator<string> {
  const time = new Date(utcMs).toISOString().replace(/[-:.]/g, '');
  let kept = name;
  // From the front: the ending says what the file is.
  while (Buffer.byteLength(kept) > LONGEST_NAME) kept = [...kept].slice(1).join('');
  yield `${time}-${kept}`;
  for (let number = 2; ; number += 1) yield `${time}-${number}-${kept}`;
}

/** The name, then the same with a number before its ending. */
export function* numberedNames(name: string): Generator<string> {
  yield name;
  const { name: stem, ext } = path.parse(name);
  for (let number = 2; ; number += 1) yield `${stem}-${number}${ext}`;
}
