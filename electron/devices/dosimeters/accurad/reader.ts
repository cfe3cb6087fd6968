import type { Observation } from '../../../../shared/measure/reading.ts';
import type { LengthPiece } from '../../framing/length-framer.ts';
import { faultOf, toHex, toPrintable } from '../../framing/wire-bytes.ts';
import { plainDecimal } from '../plain-decimal.ts';
import { decodeReply } from './codec.ts';

/**
 * Seconds that a value averages over. Mirion publishes none for the instrument's filter (the counts
 * per second of the manual's example are no multiple of the 4 a second that 250 ms would give).
 * Assumed.
 */
const WINDOW_S = 10;
/** Percent of charge below which the battery is low. Not published; a tenth is assumed. */
const LOW_BATTERY_PERCENT = 10;
/** The same measurement again this often in a row means that the instrument has stopped measuring. */
const FROZEN_AFTER = 3;
/** Eight significant digits are what a 32-bit float can hold. */
const DIGITS = 8;

/** What a piece of the stream turned out to be. */
export interface Read {
  readonly kind: 'info' | 'data' | 'malformed' | 'padding';
  readonly observations: readonly Observation[];
  readonly identity?: string;
}

/** Gives replies their meaning; keeps what must not be told twice. */
export interface AccuRadReader {
  read(piece: LengthPiece): Read;
}

const malformed = (code: 'malformed' | 'checksum', bytes: Uint8Array, detail: string): Read => ({
  kind: 'malformed',
  observations: [faultOf(code, bytes, detail)],
});

/** Creates a reader for one opening of the line. */
export function createAccuRadReader(): AccuRadReader {
  let lastId: number | null = null;
  let repeats = 0;
  let lowBattery = false;

  const onSameId = (bytes: Uint8Array): Read => {
    repeats += 1;
    if (repeats < FROZEN_AFTER) return { kind: 'data', observations: [] };
    const detail = `the same measurement ${repeats + 1} times: the instrument has stopped measuring`;
    return { kind: 'data', observations: [faultOf('instrument-error', bytes, detail)] };
  };

  const onFrame = (bytes: Uint8Array): Read => {
    const reply = decodeReply(bytes);
    if (reply.kind === 'malformed') return malformed('malformed', bytes, reply.detail);
    if (reply.kind === 'info') {
      return { kind: 'info', observations: [], identity: reply.identity };
    }
    if (reply.measurementId === lastId) return onSameId(bytes);
    lastId = reply.measurementId;
    repeats = 0;
    if (!reply.initialised) {
      const detail = 'the instrument has not finished its start';
      return { kind: 'data', observations: [faultOf('warming-up', bytes, detail)] };
    }
    const wasLow = lowBattery;
    lowBattery = reply.batteryPercent < LOW_BATTERY_PERCENT;
    const raw = toHex(bytes);
    const common = { type: 'reading', windowS: WINDOW_S, raw } as const;
    const value = plainDecimal(reply.doseRate, DIGITS);
    const counts = plainDecimal(reply.cps, DIGITS);
    const battery = `battery at ${reply.batteryPercent} %: charge it`;
    return {
      kind: 'data',
      observations: [
        { ...common, kind: 'counts', value: counts, unit: 'cps' },
        { ...common, kind: 'dose-rate', value, unit: 'uSv/h', alarms: reply.alarms },
        ...(lowBattery && !wasLow ? [faultOf('low-battery', bytes, battery)] : []),
      ],
    };
  };

  return {
    read({ kind, bytes }) {
      if (kind === 'frame') return onFrame(bytes);
      if (kind === 'damaged') return malformed('checksum', bytes, 'the checksum does not hold');
      // Line ends between replies.
      const padding = bytes.every((byte) => byte === 0 || byte === 0x0d || byte === 0x0a);
      if (kind === 'noise' && padding) return { kind: 'padding', observations: [] };
      return malformed('malformed', bytes, `not an AccuRad reply: "${toPrintable(bytes)}"`);
    },
  };
}
