import { stringify } from 'yaml';
import type { InstrumentConfig } from '../../../shared/measure/instrument.ts';
import { instrumentsFile } from '../config.ts';
import { writeKeeping } from './kept-file.ts';
import type { WrittenFile } from './kept-file.ts';

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
  return writeKeeping(instrumentsFile(dataDir), HEAD + stringify({ instruments }));
}
