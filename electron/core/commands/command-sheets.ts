import { createHmac, timingSafeEqual } from 'node:crypto';
import { COMMANDS, type Command } from '../../../shared/commands/command.ts';
import {
  CODE_BYTES,
  LAST_GENERATION,
  messageOf,
  readCommand,
  writeCommand,
} from '../../../shared/commands/command-code.ts';
import type { Person } from '../../../shared/people/roles.ts';
import type { RefusedCommand } from '../../../shared/session/events.ts';
import type { Store } from '../store/store.ts';
import { refuse, type Told } from '../told.ts';
import { addSheetKey, fingerprintOf, readSheetKeys, type SheetKey } from './sheet-keys.ts';

/** What a text says that begins as a command. */
export type JudgedCommand =
  | { readonly kind: 'valid'; readonly command: Command; readonly generation: number }
  | { readonly kind: 'refused'; readonly why: RefusedCommand };

/** The sheet whose barcodes are followed. */
export interface SheetInForce {
  readonly generation: number;
  readonly issuedAtMs: number;
}

/** The command barcodes of a station: what they say, and which sheet of them is in force. */
export interface CommandSheets {
  /** Null for a text that is no command. */
  judge(text: string): JudgedCommand | null;
  /** Null before the first one, and after a restore, which brings back no keys. */
  inForce(): SheetInForce | null;
  /** What is printed on the sheet in force, by command; null when none is. */
  texts(): ReadonlyMap<Command, string> | null;
  /**
   * Makes a new sheet; every earlier one is expired from now on.
   * @throws StoreError when it could not be recorded; then no sheet is in force
   */
  renew(person: Person): Told;
}

export interface CommandSheetsOptions {
  readonly records: Pick<Store, 'station' | 'dataDir' | 'append' | 'latest'>;
  readonly log: (line: string) => void;
}

const RENEWED = 'command-sheet-renewed';

function codeOf({ key, generation }: SheetKey, station: string, command: Command): Buffer {
  const message = messageOf(station, generation, command);
  return createHmac('sha256', key).update(message).digest().subarray(0, CODE_BYTES);
}

/** Opens the sheets of a data folder. */
export function createCommandSheets({ records, log }: CommandSheetsOptions): CommandSheets {
  const { station, dataDir } = records;
  let keys = readSheetKeys(dataDir, log);
  let force: (SheetInForce & { readonly sheet: SheetKey }) | null = null;

  const recorded = (): number => Number(records.latest(RENEWED, 1)[0]?.body['generation'] ?? 0);

  /**
   * The newest key counts where the newest record names the same one: neither an old file of keys nor
   * older records bring a sheet back that was renewed since.
   */
  function look(): void {
    const [renewed] = records.latest(RENEWED, 1);
    const sheet = keys.at(-1);
    const same =
      sheet !== undefined &&
      renewed?.body['generation'] === sheet.generation &&
      renewed.body['key'] === fingerprintOf(sheet);
    force = same ? { sheet, generation: sheet.generation, issuedAtMs: renewed.at_ms } : null;
  }

  look();
  return {
    judge(text) {
      const read = readCommand(text);
      if (read === null) return null;
      if (read === 'malformed') return { kind: 'refused', why: 'malformed' };
      const { command, generation, code } = read;
      const sheet = keys.find((one) => one.generation === generation);
      if (sheet === undefined || !timingSafeEqual(codeOf(sheet, station, command), code)) {
        return { kind: 'refused', why: 'foreign' };
      }
      return generation === force?.generation
        ? { kind: 'valid', command, generation }
        : { kind: 'refused', why: 'expired' };
    },
    inForce: () =>
      force === null ? null : { generation: force.generation, issuedAtMs: force.issuedAtMs },
    texts() {
      if (force === null) return null;
      const { sheet, generation } = force;
      const textOf = (command: Command): string =>
        writeCommand({ command, generation, code: codeOf(sheet, station, command) });
      return new Map(COMMANDS.map((command) => [command, textOf(command)]));
    },
    renew(person) {
      const generation = Math.max(recorded(), keys.at(-1)?.generation ?? 0) + 1;
      if (generation > LAST_GENERATION) return refuse('why.no-more-sheets');
      // The key first: a record of a sheet that nobody can print would help nobody.
      keys = addSheetKey(dataDir, keys, generation);
      const key = fingerprintOf(keys.at(-1) as SheetKey);
      const body = { generation, key };
      try {
        const event = { kind: RENEWED, session: null, actor: person.badge, body };
        return { seq: records.append([event], null).at(-1)?.seq ?? 0, refused: null };
      } finally {
        look();
      }
    },
  };
}
