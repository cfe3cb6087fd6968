import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CODE_BYTES, messageOf, writeCommand } from '../../shared/commands/command-code.ts';
import type { Command } from '../../shared/commands/command.ts';

/** The keys of a data folder's sheets, as the file keeps them. */
interface SheetFile {
  readonly sheets: readonly { readonly generation: number; readonly key: string }[];
}

/**
 * What the newest sheet of a data folder says, by command. The window never learns it, so that a test
 * takes it from the key, as whoever reads the data folder could.
 */
export function printedCommands(dataDir: string, station: string): (command: Command) => string {
  const { sheets } = JSON.parse(
    readFileSync(path.join(dataDir, 'commands.key'), 'utf8'),
  ) as SheetFile;
  const { generation, key } = sheets.at(-1) ?? { generation: 0, key: '' };
  return (command) => {
    const code = createHmac('sha256', Buffer.from(key, 'base64url'))
      .update(messageOf(station, generation, command))
      .digest()
      .subarray(0, CODE_BYTES);
    return writeCommand({ command, generation, code });
  };
}
