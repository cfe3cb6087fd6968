import type { ScanReading } from '../../../shared/measure/reading.ts';
import { toHex } from '../framing/wire-bytes.ts';

/** The same data within this time is one label read twice, or a trigger pulled twice. */
const REPEAT_MS = 700;

/** Makes readings of the codes of one port and marks repeats. */
export interface ScanRepeats {
  /**
   * @param bytes the code with its framing, as it came
   * @param nowMs null: a recording without times, in which nothing is a repeat
   */
  reading(text: string, aim: string | null, bytes: Uint8Array, nowMs: number | null): ScanReading;
}

/** Creates a mark that has seen no code. */
export function createScanRepeats(): ScanRepeats {
  let last: { readonly key: string; readonly atMs: number } | null = null;

  return {
    reading(text, aim, bytes, nowMs) {
      const key = `${aim ?? ''}\n${text}`;
      const repeat =
        nowMs !== null && last !== null && last.key === key && nowMs - last.atMs <= REPEAT_MS;
      if (nowMs !== null) last = { key, atMs: nowMs };
      return { type: 'reading', kind: 'scan', text, aim, repeat, raw: toHex(bytes) };
    },
  };
}
