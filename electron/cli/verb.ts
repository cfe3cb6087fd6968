import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { parseArgs, type ParseArgsConfig } from 'node:util';

import {
  PROTOCOL_IDS,
  type LineSettings,
  type ProtocolId,
} from '../../shared/measure/instrument.ts';
import { parseLineSettings } from '../../shared/measure/line-settings.ts';
import type { CodedError } from '../../shared/result.ts';

/** Exit codes of every verb: done, found something wrong, used wrongly. */
export const EXIT = { done: 0, wrong: 1, usage: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** One verb of the `station` command. */
export interface Verb {
  readonly name: string;
  readonly usage: string;
  readonly about: string;
  run(args: readonly string[], output: Output): Promise<ExitCode> | ExitCode;
}

/** Where a verb's answer goes: one object a line with `--json`, readable text without. */
export interface Output {
  readonly json: boolean;
  answer(value: object, text: string): void;
  problem(text: string): void;
  /** An expected failure: words on stderr and, with `--json`, `{"error":{code,message}}` as well. */
  failure(error: CodedError, help?: string): void;
}

/** Arguments that a verb cannot work with; ends with exit code 2 and the verb's usage. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Reads a verb's arguments.
 * @param words how many words besides options, or how many at least
 * @throws UsageError for an unknown option or the wrong number of words
 */
export function readArguments<const T extends Options>(
  args: readonly string[],
  options: T,
  words: number | { readonly atLeast: number },
) {
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    const given = parsed.positionals.length;
    if (typeof words === 'number' && given !== words) {
      throw new UsageError(`expected ${words} word(s), got ${given}`);
    }
    if (typeof words === 'object' && given < words.atLeast) {
      throw new UsageError(`expected at least ${words.atLeast} word(s), got ${given}`);
    }
    return { values: parsed.values, words: parsed.positionals };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @throws UsageError when the option was not given */
export function required(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw new UsageError(`${name} is missing`);
  return value;
}

/**
 * A file that the user named.
 * @throws UsageError when it is not there, is a folder or may not be read
 */
export function readableFile(file: string): string {
  try {
    accessSync(file, constants.R_OK);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file} cannot be read (${why}). Nothing was changed.`);
  }
  if (statSync(file).isDirectory()) {
    throw new UsageError(`${file} is a folder, not a file. Nothing was changed.`);
  }
  return file;
}

/**
 * A folder or file that the user named.
 * @throws UsageError when it is not there
 */
export function existingPath(path: string): string {
  if (!existsSync(path)) throw new UsageError(`${path} does not exist. Nothing was changed.`);
  return path;
}

/** @throws UsageError when the text is not a TCP port */
export function tcpPort(text: string, name: string): number {
  const port = wholeNumber(text, name);
  if (port < 1 || port > 65_535)
    throw new UsageError(`${name} is not between 1 and 65535: ${text}`);
  return port;
}

/** @throws UsageError when there is no such protocol */
export function protocolId(text: string): ProtocolId {
  const id = PROTOCOL_IDS.find((known) => known === text);
  if (id === undefined) throw new UsageError(`no protocol ${text}; ${PROTOCOL_IDS.join(', ')}`);
  return id;
}

/** @throws UsageError when the text is no line settings such as `9600-8N1` */
export function lineSettings(text: string): LineSettings {
  const settings = parseLineSettings(text);
  if (!settings.ok) throw new UsageError(settings.error.message);
  return settings.value;
}

/** @throws UsageError when the text is not a whole number */
export function wholeNumber(text: string, name: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`${name} is not a whole number: ${text}`);
  return Number(text);
}
