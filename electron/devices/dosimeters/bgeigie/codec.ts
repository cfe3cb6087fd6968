import type { CountUnit, Observation } from '../../../../shared/measure/reading.ts';
import { faultOf, toHex, toPrintable } from '../../framing/wire-bytes.ts';

const DOLLAR = 0x24;

/** `$` what is checked `*` two hex digits: the XOR of it (NMEA 0183). */
const SENTENCE = /^\$([\x20-\x7e]*)\*([0-9A-F]{2})$/;

/**
 * Header, device, time, counts in the last minute and in the last 5 s, counts since power-on, whether
 * these are valid; then position, altitude and satellites, which are not read (bGeigie Nano firmware,
 * `gps_gen_timestamp`).
 */
const FIELDS =
  /^BNRDD,\w{1,8},\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z,(\d{1,7}),(\d{1,6}),(\d{1,10}),([AV])(?:,[^,]*){4,8}$/;

function xorOf(text: string): number {
  return Buffer.from(text, 'latin1').reduce((xor, byte) => xor ^ byte, 0);
}

/**
 * Reads one line with its end, CR LF or LF; bytes before the last `$` are the rest of something else. Lines that
 * begin with `#` are comments of the log. The instrument marks its counts as not valid (`V`) until its
 * minute is full, and when that minute had no pulse at all.
 */
export function decodeLine(line: Uint8Array): readonly Observation[] {
  const bytes = line.subarray(Math.max(0, line.lastIndexOf(DOLLAR)));
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/\r?\n$/, '');
  if (/^(?:# ?[\x20-\x7e]*)?$/.test(text)) return [];
  const [, body, checksum = ''] = SENTENCE.exec(text) ?? [];
  if (body === undefined) {
    return [faultOf('malformed', bytes, `"${toPrintable(bytes)}" is no sentence of a bGeigie`)];
  }
  if (xorOf(body) !== Number.parseInt(checksum, 16)) {
    return [faultOf('checksum', bytes, `checksum ${checksum} is wrong`)];
  }
  const [, minute, bin, total, validity] = FIELDS.exec(body) ?? [];
  if (minute === undefined || bin === undefined) {
    return [faultOf('malformed', bytes, `"${toPrintable(bytes)}" is not a $BNRDD sentence`)];
  }
  if (validity === 'V') {
    const isDead = Number(minute) === 0 && Number(total) > 0;
    return isDead
      ? [faultOf('dead-tube', bytes, 'no pulse in a minute')]
      : [faultOf('warming-up', bytes, 'the first minute is not full yet')];
  }
  const raw = toHex(bytes);
  const counts = (digits: string, unit: CountUnit, windowS: number): Observation => {
    const value = String(Number(digits));
    return { type: 'reading', kind: 'counts', value, unit, windowS, raw };
  };
  return [counts(minute, 'cpm', 60), counts(bin, 'count', 5)];
}
