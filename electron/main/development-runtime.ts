import type { CodedError } from '../../shared/result.ts';

/**
 * The Electron that the product ships, as pinned in package.json. Written out here because an
 * installed program carries no development dependencies to read it from; a test compares the two.
 */
export const PINNED_ELECTRON = '45.4.1';

/** What the running Electron is good for. */
export type RuntimeVerdict =
  | { readonly kind: 'product' }
  /** Older than the pinned one: shown on the screen, never used on a station. */
  | { readonly kind: 'development'; readonly version: string }
  | { readonly kind: 'refused'; readonly error: CodedError };

/**
 * Compares major versions.
 * @param running `process.versions.electron`
 */
export function judgeRuntime(running: string, packaged: boolean): RuntimeVerdict {
  if (majorOf(running) >= majorOf(PINNED_ELECTRON)) return { kind: 'product' };
  if (!packaged) return { kind: 'development', version: running };
  const message =
    `This installation runs on Electron ${running}, the station needs ${PINNED_ELECTRON}. ` +
    'Nothing was started and no record was touched. Install the station again from its package.';
  return { kind: 'refused', error: { code: 'runtime-too-old', message } };
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}
