import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** A file name without extension; no path, no leading dot, short enough for every file system. */
const REPORT_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/;

/** True for a name under which a report may be written. */
export function isReportName(name: string): boolean {
  return REPORT_NAME.test(name);
}

/**
 * Writes `<folder>/<name>.<extension>` for each part, whole or not at all, and all of them or none;
 * earlier ones of that name are replaced.
 *
 * @param parts content by file extension
 * @returns the absolute paths in the order of the parts
 * @throws what the file system says; then the earlier files are as they were
 */
export async function writeReport(
  folder: string,
  name: string,
  parts: Readonly<Record<string, Uint8Array | string>>,
): Promise<string[]> {
  const draft = randomUUID();
  const files = Object.entries(parts).map(([extension, content]) => ({
    content,
    file: path.join(folder, `${name}.${extension}`),
    unfinished: path.join(folder, `.${name}.${extension}.${draft}.unfinished`),
    earlier: path.join(folder, `.${name}.${extension}.${draft}.earlier`),
  }));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const undo: (() => Promise<void>)[] = [];
  try {
    for (const { unfinished, content } of files) await writeWhole(unfinished, content);
    for (const { file, unfinished, earlier } of files) {
      // Moved aside, not overwritten: a file that a reader holds open cannot be replaced on Windows,
      // and then the part before it has to come back.
      if (await moved(file, earlier)) undo.push(() => rename(earlier, file));
      await rename(unfinished, file);
      undo.push(() => rm(file));
    }
  } catch (thrown) {
    for (const step of undo.reverse()) await step();
    for (const { unfinished } of files) await rm(unfinished, { force: true });
    throw thrown;
  }
  // One that is still open somewhere is no reason to say that nothing was written.
  for (const { earlier } of files) await rm(earlier, { force: true }).catch(() => {});
  return files.map(({ file }) => file);
}

async function writeWhole(file: string, content: Uint8Array | string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** False when there is no file to move. What is no file stays, and cannot be replaced. */
async function moved(from: string, to: string): Promise<boolean> {
  const known = await lstat(from).catch(() => null);
  if (known?.isFile() !== true) return false;
  await rename(from, to);
  return true;
}
