import { existsSync, rmSync } from 'node:fs';
import { copyDurably, renameDurably, writeDurably } from '../store/durable-files.ts';

/** A file that was written and can be taken back. */
export interface WrittenFile {
  /** The folder is as it was before: what was written could not be recorded. */
  undo(): void;
}

/**
 * Writes a file of the site, whole or not at all; the one before it is kept with `.bak` behind its name.
 * @throws Error of the system when it cannot be written; the earlier file is then in place
 */
export function writeKeeping(file: string, content: string): WrittenFile {
  const earlier = `${file}.bak`;
  const existed = existsSync(file);
  if (existed) copyDurably(file, earlier);
  writeDurably(file, content);
  return {
    undo() {
      if (existed) renameDurably(earlier, file);
      else rmSync(file, { force: true });
    },
  };
}
