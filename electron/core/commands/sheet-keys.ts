import { hash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurably } from '../store/durable-files.ts';
import { toStoreError } from '../store/store-error.ts';

/**
 * Beside `station.key`, and like it in no backup: what is restored from one knows that there was a
 * sheet and has no key to it, so that no sheet from before comes into force again.
 */
const FILE = 'commands.key';
/** The block that HMAC-SHA-256 mixes in is 64 bytes; RFC 2104 asks for 32 at least. */
const KEY_BYTES = 32;
/** Older ones are told apart from a stranger's no more. */
const KEYS_KEPT = 20;

const fileSchema = z.strictObject({
  sheets: z.array(
    z.strictObject({
      generation: z.int().positive(),
      key: z.base64url().refine((text) => Buffer.from(text, 'base64url').length === KEY_BYTES),
    }),
  ),
});

/** The secret of one sheet. */
export interface SheetKey {
  readonly generation: number;
  readonly key: Buffer;
}

/** Keys of the sheets that this folder knows, newest last; none when the file is away or damaged. */
export function readSheetKeys(dataDir: string, log: (line: string) => void): readonly SheetKey[] {
  const file = join(dataDir, FILE);
  if (!existsSync(file)) return [];
  try {
    const { sheets } = fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return sheets.map(({ generation, key }) => ({
      generation,
      key: Buffer.from(key, 'base64url'),
    }));
  } catch (error) {
    const why = error instanceof Error ? error.name : 'unreadable';
    log(
      `commands: ${FILE} cannot be read (${why}); no command sheet is in force until it is renewed`,
    );
    return [];
  }
}

/**
 * Adds a key of its own for a new sheet; it is on the disk when this returns.
 * @throws StoreError when it could not be written; the earlier ones are as they were
 */
export function addSheetKey(
  dataDir: string,
  known: readonly SheetKey[],
  generation: number,
): readonly SheetKey[] {
  const keys = [...known, { generation, key: randomBytes(KEY_BYTES) }].slice(-KEYS_KEPT);
  const sheets = keys.map((sheet) => ({ ...sheet, key: sheet.key.toString('base64url') }));
  try {
    writeDurably(join(dataDir, FILE), JSON.stringify({ sheets }));
  } catch (error) {
    throw toStoreError(error, dataDir, 'The command sheet is as it was.') ?? error;
  }
  return keys;
}

/** Names a key in the records without giving it away: first 32 hex digits of its SHA-256. */
export function fingerprintOf({ key }: SheetKey): string {
  return hash('sha256', key).slice(0, 32);
}
