import { existsSync, rmSync } from 'node:fs';
import { stringify } from 'yaml';
import type { InstrumentConfig } from '../../../shared/measure/instrument.ts';
import { instrumentsFile } from '../config.ts';
import { copyDurably, renameDurably, writeDurably } from '../store/durable-files.ts';

/** A file that was written and can be taken back. */
export interface WrittenFile {
  /** The folder is as it was before: what was written could not be recorded. */
  undo(): void;
}

const HEAD =
  '# Written by the setup page of the station. The file before it is instruments.yaml.bak.\n';

/**
 * Writes `instruments.yaml` of a data folder, whole or not at all; the one before it is kept as
 * `instruments.yaml.bak`. Comments of a file written by hand are in that one only.
 * @throws Error of the system when it cannot be written; the earlier file is then in place
 */
export function writeInstruments(
  dataDir: string,
  instruments: readonly InstrumentConfig[],
): WrittenFile {
  const file = instrumentsFile(dataDir);
  const earlier = `${file}.bak`;
  const existed = existsSync(file);
  if (existed) copyDurably(file, earlier);
  writeDurably(file, HEAD + stringify({ instruments }));
  return {
    undo() {
      if (existed) renameDurably(earlier, file);
      else rmSync(file, { force: true });
    },
  };
}
