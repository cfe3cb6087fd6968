import type { Observation } from '../../../../shared/measure/reading.ts';
import type { LengthPiece } from '../../framing/length-framer.ts';
import { faultOf, toHex, toPrintable } from '../../framing/wire-bytes.ts';
import { decodeReply } from './codec.ts';
import type { Reply } from './codec.ts';

/**
 * Seconds that both values average over. The dose rate is the instrument's own mean over its
 * observations, whose length Quarta does not publish for this interface; a minute, as for the counts,
 * is assumed.
 */
const WINDOW_S = 60;

/**
 * Hundredths of a µSv/h at the end of the range: the instrument shows up to 999 µSv/h (from memory of
 * its data sheet; not in the protocol notes).
 */
const END_OF_RANGE = 99_900;
/** More than any tube can count in a minute. */
const MAX_CPM = 4_000_000;

/** A decoded piece and what it says. */
export interface Read {
  readonly reply: Reply | null;
  readonly observations: readonly Observation[];
}

function observe(reply: Reply, bytes: Uint8Array): readonly Observation[] {
  if (reply.kind !== 'values') return [];
  const { doseRate, cpm } = reply;
  if (cpm > MAX_CPM) return [faultOf('malformed', bytes, `${cpm} cpm: no tube is that fast`)];
  if (doseRate >= END_OF_RANGE) {
    return [faultOf('saturated', bytes, `${doseRate / 100} µSv/h is the end of its range`)];
  }
  const digits = String(doseRate).padStart(3, '0');
  const value = `${digits.slice(0, -2)}.${digits.slice(-2)}`;
  const common = { type: 'reading', windowS: WINDOW_S, raw: toHex(bytes) } as const;
  return [
    { ...common, kind: 'counts', value: String(cpm), unit: 'cpm' },
    { ...common, kind: 'dose-rate', value, unit: 'uSv/h', alarms: [] },
  ];
}

/** Decodes a piece of the stream; a null reply is a damaged one. */
export function readPiece({ kind, bytes }: LengthPiece): Read {
  if (kind === 'frame') {
    const reply = decodeReply(bytes);
    return { reply, observations: observe(reply, bytes) };
  }
  const fault =
    kind === 'damaged'
      ? faultOf('checksum', bytes, 'a checksum does not hold')
      : faultOf('malformed', bytes, `not a RADEX reply: "${toPrintable(bytes)}"`);
  return { reply: null, observations: [fault] };
}
