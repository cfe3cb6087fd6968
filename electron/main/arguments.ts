import path from 'node:path';
import type { CodedError, Result } from '../../shared/result.ts';
import { MODES, type Mode } from '../../shared/words.ts';

/** How the program was started. */
export interface StartArguments {
  readonly mode: Mode;
  /** Absolute path. */
  readonly dataDir: string;
}

/** What the answer depends on besides the command line. */
export interface Surroundings {
  /** Only an installed station is live by default; a developer's copy never is by accident. */
  readonly packaged: boolean;
  /** The program's folder at the platform's place for application data; absolute path. */
  readonly applicationData: string;
  readonly currentDir: string;
}

/**
 * Reads `--mode=training|live` and `--data=DIR`; the last one wins. Other arguments belong to
 * Chromium or to the loader.
 * @returns error `bad-argument` for a value that cannot be meant
 */
export function parseStartArguments(
  argv: readonly string[],
  { packaged, applicationData, currentDir }: Surroundings,
): Result<StartArguments, CodedError> {
  const wanted = lastValue(argv, 'mode') ?? (packaged ? 'live' : 'training');
  const mode = MODES.find((known) => known === wanted);
  if (mode === undefined) return bad(`--mode=${wanted} is not one of ${MODES.join(', ')}`);
  const folder = lastValue(argv, 'data') ?? path.join(applicationData, mode);
  if (folder === '') return bad('--data= names no folder');
  return { ok: true, value: { mode, dataDir: path.resolve(currentDir, folder) } };
}

function lastValue(argv: readonly string[], name: string): string | undefined {
  const prefix = `--${name}=`;
  return argv.findLast((argument) => argument.startsWith(prefix))?.slice(prefix.length);
}

function bad(what: string): Result<never, CodedError> {
  const message = `${what}. Nothing was started. Use --mode=training|live and --data=DIR.`;
  return { ok: false, error: { code: 'bad-argument', message } };
}
