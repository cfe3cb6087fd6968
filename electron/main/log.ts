import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

export type LogLevel = 'info' | 'warning' | 'error';
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Writes one event; never throws. `event` is a stable word, the rest goes into `fields`. */
export type Log = (level: LogLevel, event: string, fields?: LogFields) => void;

export interface LogOptions {
  readonly folder: string;
  readonly utcMs: () => number;
  /** Also gets every line; what an administrator sees on a terminal. */
  readonly echo: (line: string) => void;
  /** Bytes after which a new file is begun. */
  readonly maxBytes?: number;
  /** Files kept, the current one included. */
  readonly files?: number;
}

const FIVE_MEGABYTES = 5_000_000;

/**
 * Opens `main.jsonl` in the folder: one JSON object a line, older files are `main.1.jsonl` and so
 * on. While the folder cannot be written, lines go to `echo` alone and the file is tried again with
 * the next one: a full disk that is cleared needs no restart.
 */
export function openLog(options: LogOptions): Log {
  const { folder, utcMs, echo, maxBytes = FIVE_MEGABYTES, files = 3 } = options;
  const file = (age: number): string =>
    path.join(folder, age === 0 ? 'main.jsonl' : `main.${String(age)}.jsonl`);
  let bytes: number | undefined;

  const rotate = (): void => {
    for (let age = files - 1; age > 0; age -= 1) {
      if (sizeOf(file(age - 1)) > 0) renameSync(file(age - 1), file(age));
    }
    bytes = 0;
  };

  const append = (line: string): void => {
    const size = Buffer.byteLength(line);
    bytes ??= sizeOf(file(0));
    if (bytes > 0 && bytes + size > maxBytes) rotate();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    appendFileSync(file(0), line);
    bytes += size;
  };

  return (level, event, fields = {}) => {
    const at = new Date(utcMs()).toISOString();
    const line = `${JSON.stringify({ at, level, event, ...fields })}\n`;
    echo(line);
    try {
      append(line);
    } catch {
      // The line is on `echo`, and the next one tries again.
    }
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
