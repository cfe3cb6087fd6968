import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** A file name without extension; no path, no leading dot, short enough for every file system. */
const REPORT_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/;

/** True for a name under which a report may be written. */
export function isReportName(name: string): boolean {
  return REPORT_NAME.test(name);
}

/**
 * Writes `<folder>/<name>.pdf`, whole or not at all; an earlier one of that name is replaced.
 * @returns the absolute path
 * @throws what the file system says
 */
export async function writeReport(folder: string, name: string, pdf: Uint8Array): Promise<string> {
  const file = path.join(folder, `${name}.pdf`);
  const unfinished = path.join(folder, `.${name}.${randomUUID()}.unfinished`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      await handle.writeFile(pdf);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
  } catch (thrown) {
    await rm(unfinished, { force: true });
    throw thrown;
  }
  return file;
}
