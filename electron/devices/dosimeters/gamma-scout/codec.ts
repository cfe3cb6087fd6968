import type { Fault, Observation } from '../../../../shared/measure/reading.ts';
import { faultOf, toHex, toPrintable } from '../../framing/wire-bytes.ts';

/** What one line says. */
export type ScoutMessage =
  /** Counts or a dose rate, or a fault. */
  | { readonly kind: 'observation'; readonly observation: Observation }
  /** `Standard`, `Online 02`. */
  | { readonly kind: 'mode'; readonly isOnline: boolean }
  /** PC mode tells who it is. */
  | { readonly kind: 'version'; readonly identity: string }
  /** `PC-Mode gestartet`, `Online-Mode beendet`: a mode began or ended. */
  | { readonly kind: 'switched' }
  /** The state of a running interval: no reading, since the interval is not over. */
  | { readonly kind: 'status' }
  /** Accumulated dose, history and calibration pages: not read. */
  | { readonly kind: 'other' };

/** `I`, interval in seconds, counts in it (both hex). */
const COUNTS = /^I([0-9a-f]{4})([0-9a-f]{6})$/;
/** `S`, interval, seconds of it that have passed, counts so far. */
const STATUS = /^S[0-9a-f]{14}$/;
const RATE = /^(\d{1,6}),(\d{3}) uSv\/h$/;
const DOSE = /^\d{1,9},\d{3} uSv$/;
const VERSION = /^Version (\d\.\d{2}\w{0,6}) ([\x21-\x7e]+) [\x20-\x7e]{6,40}$/;
const SWITCHED = /^(?:PC|Online)-Mode [a-z]{4,12}$/;
const HISTORY = /^[0-9a-f]{66}$/;
const PAGE = /^(?:GAMMA-SCOUT Protokoll|[0-9a-f]{20}|[0-9a-f]{2} [0-9a-f]{2} [0-9a-f]{4})$/;

/** Intervals that the digits 0 to 5 set; 6 to 9 set the last one (recordings in GeigerLog). */
const INTERVALS_S = [2, 10, 30, 60, 120, 300];
/** More than its LND 712 can count (1 / 90 µs = 11,111). */
const MAX_CPS = 20_000;
/**
 * Dose-rate mode sends a value every few seconds; over what time it is formed is not documented. Only
 * recordings have such lines: the driver asks for counts.
 */
const RATE_WINDOW_S = 2;

function malformed(bytes: Uint8Array, detail: string): ScoutMessage {
  return { kind: 'observation', observation: faultOf('malformed', bytes, detail) };
}

function hasEvenParity(byte: number): boolean {
  let ones = 0;
  for (let rest = byte; rest > 0; rest >>= 1) ones += rest & 1;
  return ones % 2 === 0;
}

/**
 * The seven data bits. The protocol is 7E1; over a line of eight data bits each byte still carries its
 * parity bit, which then has to be right. Null where it is not.
 */
function withoutParity(bytes: Uint8Array): Uint8Array | null {
  if (bytes.every((byte) => byte < 0x80)) return bytes;
  return bytes.every(hasEvenParity) ? bytes.map((byte) => byte & 0x7f) : null;
}

function countsOf(bytes: Uint8Array, interval: string, counts: string): ScoutMessage {
  const windowS = Number.parseInt(interval, 16);
  const value = Number.parseInt(counts, 16);
  if (!INTERVALS_S.includes(windowS) || value / windowS > MAX_CPS) {
    return malformed(bytes, `${value} counts in ${windowS} s: no such interval or no such tube`);
  }
  return {
    kind: 'observation',
    observation: {
      type: 'reading',
      kind: 'counts',
      value: String(value),
      unit: 'count',
      windowS,
      raw: toHex(bytes),
    },
  };
}

/** A row of the history ends with the sum of its 32 bytes. */
function checkHistory(bytes: Uint8Array, text: string): ScoutMessage {
  const row = Buffer.from(text, 'hex');
  const sum = row.subarray(0, -1).reduce((total, byte) => total + byte, 0);
  if (sum % 256 === row.at(-1)) return { kind: 'other' };
  const fault: Fault = faultOf('checksum', bytes, 'the sum of a history row is wrong');
  return { kind: 'observation', observation: fault };
}

/** Reads one line without its end. */
export function decodeLine(bytes: Uint8Array): ScoutMessage {
  const data = withoutParity(bytes);
  if (data === null) return malformed(bytes, `parity is wrong in "${toPrintable(bytes)}"`);
  const text = Buffer.from(data).toString('latin1');
  const [, interval, counts] = COUNTS.exec(text) ?? [];
  if (interval !== undefined && counts !== undefined) return countsOf(bytes, interval, counts);
  const [, whole, decimals] = RATE.exec(text) ?? [];
  if (whole !== undefined) {
    return {
      kind: 'observation',
      observation: {
        type: 'reading',
        kind: 'dose-rate',
        value: `${whole.replace(/^0+(?=\d)/, '')}.${decimals}`,
        unit: 'uSv/h',
        windowS: RATE_WINDOW_S,
        alarms: [],
        raw: toHex(bytes),
      },
    };
  }
  const [, firmware, serial] = VERSION.exec(text) ?? [];
  if (firmware !== undefined) {
    return { kind: 'version', identity: `Gamma-Scout firmware ${firmware}, serial ${serial}` };
  }
  if (text === 'Standard') return { kind: 'mode', isOnline: false };
  if (/^Online(?: \w{1,4})?$/.test(text)) return { kind: 'mode', isOnline: true };
  if (SWITCHED.test(text)) return { kind: 'switched' };
  if (STATUS.test(text)) return { kind: 'status' };
  if (HISTORY.test(text)) return checkHistory(bytes, text);
  if (DOSE.test(text) || PAGE.test(text)) return { kind: 'other' };
  return malformed(bytes, `"${toPrintable(bytes)}" is no line of a Gamma-Scout`);
}

/** What an answer to `v` says of the instrument; null when it is none. */
export function readAnswer(answer: Uint8Array): string | null {
  const text = Buffer.from(answer.map((byte) => byte & 0x7f)).toString('latin1');
  for (const line of text.split(/[\r\n]+/)) {
    const message = decodeLine(Buffer.from(line, 'latin1'));
    if (message.kind === 'version') return message.identity;
    if (message.kind === 'mode') return `Gamma-Scout, mode ${line}`;
  }
  return null;
}
