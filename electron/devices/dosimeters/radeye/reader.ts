import type { Observation } from '../../../../shared/measure/reading.ts';
import { createDelimiterFramer } from '../../framing/delimiter-framer.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import {
  countHighBits,
  faultOf,
  looksLikeWrongSettings,
  toHex,
  toPrintable,
} from '../../framing/wire-bytes.ts';
import { decodeLine } from './codec.ts';
import type { RadEyeLine } from './codec.ts';

/** Lines have about 40 characters. */
const MAX_LINE_BYTES = 96;
/** Silence that ends an unfinished line: 40 characters take 46 ms. */
const IDLE_MS = 300;

const LF = 0x0a;

/**
 * Seconds that a value averages over. Thermo publishes no number: the instrument's filter becomes
 * shorter when the rate jumps. Assumed.
 */
const WINDOW_S = 10;

/**
 * Lines in a row whose check fits the manual after which it must fit. The one public line of a RadEye
 * does not follow the manual, so that until then the instrument may turn out to have another check;
 * three by chance are one in 16 million.
 */
const TRUSTED_AFTER = 3;
/**
 * Lines in a row whose check does not fit, and which are refused, before further ones are read
 * unchecked: fewer may be lines that were damaged on the way.
 */
const UNCHECKED_AFTER = 3;

/** A framer for RadEye lines. */
export const createLineFramer = () =>
  createDelimiterFramer({ delimiters: [LF], maxLength: MAX_LINE_BYTES, idleMs: IDLE_MS });

/** What came over the line: a goodbye is what the driver acts on. */
export interface RadEyeReader {
  read(piece: Piece): { readonly goodbye: boolean; readonly observations: readonly Observation[] };
}

/** Creates a reader for one opening of the line. */
export function createRadEyeReader(): RadEyeReader {
  let fitting = 0;
  let failing = 0;
  let checkSaid = false;
  let lowBattery = false;

  /** The fault for which a line is refused, or null when it is read. */
  const judgeCheck = (fits: boolean, bytes: Uint8Array): Observation | null => {
    if (fits) {
      fitting += 1;
      failing = 0;
      return null;
    }
    if (fitting >= TRUSTED_AFTER) return faultOf('checksum', bytes, 'the check does not fit');
    fitting = 0;
    if (failing === UNCHECKED_AFTER) return null;
    failing += 1;
    if (failing < UNCHECKED_AFTER || checkSaid) {
      return faultOf('checksum', bytes, 'the check does not fit');
    }
    checkSaid = true;
    const detail = "this RadEye's check does not follow the manual: its lines are not checked";
    return faultOf('checksum', bytes, detail);
  };

  const observeValues = (
    line: RadEyeLine & { kind: 'values' },
    bytes: Uint8Array,
  ): readonly Observation[] => {
    const refused = judgeCheck(line.bccFits, bytes);
    if (refused !== null) return [refused];
    const raw = toHex(bytes);
    const wasLow = lowBattery;
    lowBattery = line.lowBattery;
    const battery =
      lowBattery && !wasLow ? [faultOf('low-battery', bytes, 'battery low: change it')] : [];
    if (line.overload) {
      return [...battery, faultOf('saturated', bytes, 'the detector is overloaded')];
    }
    const { rate, cps, alarms } = line;
    const counts: readonly Observation[] =
      cps === null
        ? []
        : [{ type: 'reading', kind: 'counts', value: cps, unit: 'cps', windowS: WINDOW_S, raw }];
    const dose = { type: 'reading', kind: 'dose-rate', ...rate } as const;
    return [...counts, { ...dose, windowS: WINDOW_S, alarms, raw }, ...battery];
  };

  const observe = (line: RadEyeLine, bytes: Uint8Array): readonly Observation[] => {
    switch (line.kind) {
      case 'values':
        return observeValues(line, bytes);
      case 'other':
        return [];
      case 'goodbye':
        return [faultOf('silent', bytes, 'the RadEye was switched off: it said CIAO')];
      case 'unknown-model':
        return [faultOf('instrument-error', bytes, `${line.model}: its columns are not known`)];
      case 'malformed':
        return [faultOf('malformed', bytes, line.detail)];
      case 'wrong-settings': {
        const wrong = looksLikeWrongSettings(countHighBits(bytes), bytes.length);
        const detail = `not RadEye text: "${toPrintable(bytes)}"`;
        return [faultOf(wrong ? 'wrong-settings' : 'malformed', bytes, detail)];
      }
    }
  };

  return {
    read({ kind, bytes }) {
      if (kind !== 'frame') {
        const what = kind === 'partial' ? 'partial line' : 'no line end';
        const detail = `${what}: "${toPrintable(bytes)}"`;
        return { goodbye: false, observations: [faultOf('malformed', bytes, detail)] };
      }
      const line = decodeLine(bytes);
      return { goodbye: line.kind === 'goodbye', observations: observe(line, bytes) };
    },
  };
}
