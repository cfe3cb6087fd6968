import type { Confidence, DetectionReason } from '../../../shared/bridge/detection.ts';
import type { Observation } from '../../../shared/measure/reading.ts';
import { countHighBits, looksLikeWrongSettings } from '../framing/wire-bytes.ts';
import type { Protocol } from '../protocol.ts';

/** What bytes heard without a question say of one protocol. */
export interface Hearing {
  readonly confidence: Confidence;
  readonly reason: DetectionReason;
  /** Share of the bytes that lie inside valid frames, 0 to 1. */
  readonly share: number;
}

/** What bytes look like that no protocol reads. */
export type Impression = 'nothing' | 'label' | 'text' | 'garbage' | 'bytes';

/** Valid frames, and the share of bytes in them, from which on each class is believed. */
const CERTAIN_FRAMES = 2;
const LIKELY_FRAMES = 2;
const LIKELY_SHARE = 0.8;
const POSSIBLE_SHARE = 0.5;
/** A reader sends at least this much of a label, in printable characters. */
const SHORTEST_LABEL = 3;
const LONGEST_LABEL = 512;
/** The label may have been read again; what sends a line more often is no hand. */
const MOST_READS = 2;
/** Characters of a text that a note quotes. */
const QUOTED = 120;

/** A reader ends a code by CR, LF, TAB or ETX, or several of them. */
// eslint-disable-next-line no-control-regex
const LINE_ENDS = /[\r\n\t\u0003]+/;

interface Frames {
  /** Frames with a value, or with a fault that the instrument itself told. */
  readonly valid: number;
  readonly validBytes: number;
  /** Frames that were no frames. */
  readonly faults: number;
}

/** Faults of the line; others were told in a valid frame. */
const LINE_FAULTS = new Set(['malformed', 'checksum', 'wrong-settings']);

/** One frame may give several readings, each of another kind. */
function countFrames(observations: readonly Observation[]): Frames {
  let valid = 0;
  let validBytes = 0;
  let faults = 0;
  let raw = '';
  let kinds: string[] = [];
  for (const observation of observations) {
    if (observation.type === 'fault' && LINE_FAULTS.has(observation.code)) {
      faults += 1;
      raw = '';
      continue;
    }
    const kind = observation.type === 'reading' ? observation.kind : observation.code;
    if (observation.raw === raw && !kinds.includes(kind)) {
      kinds.push(kind);
      continue;
    }
    ({ raw } = observation);
    kinds = [kind];
    valid += 1;
    validBytes += raw.length / 2;
  }
  return { valid, validBytes, faults };
}

/**
 * Judges bytes that came unasked by one protocol; null when they speak for nothing. The cut frames at
 * both ends of a recording are forgiven; every other byte outside of valid frames counts against.
 */
export function hear(protocol: Protocol, bytes: Uint8Array): Hearing | null {
  const { passive, mark = '' } = protocol.descriptor.detection;
  if (passive === 'nothing' || bytes.length === 0) return null;
  if (!Buffer.from(bytes).includes(mark)) return null;
  const { valid, validBytes, faults } = countFrames(protocol.decodeStream([bytes]));
  if (valid === 0) return null;
  // Two cut frames, each at most as long as a whole one.
  const frameBytes = validBytes / valid;
  const strayBytes = Math.max(0, bytes.length - validBytes - (valid > 1 ? 2 : 1) * frameBytes);
  const share = Math.min(1, validBytes / (validBytes + strayBytes));
  const clean = faults <= Math.max(2, valid / 4);
  const code = passive === 'checksum' ? 'checked-frames' : 'frames';
  const confidence = confidenceOf(passive, valid, clean ? share : share / 2);
  if (confidence === null) return null;
  return {
    confidence,
    share,
    reason: { code, frames: valid, percent: Math.round(share * 100) },
  };
}

function confidenceOf(
  passive: 'checksum' | 'shape' | 'weak',
  valid: number,
  share: number,
): Confidence | null {
  if (passive === 'checksum') {
    // Chance makes one right checksum in a babble now and then, never most of the bytes.
    if (valid >= CERTAIN_FRAMES && share >= LIKELY_SHARE) return 'certain';
    return share >= POSSIBLE_SHARE ? 'likely' : null;
  }
  if (share < POSSIBLE_SHARE) return null;
  const likely = valid >= LIKELY_FRAMES && share >= LIKELY_SHARE;
  if (passive === 'shape') return likely ? 'likely' : 'possible';
  return likely ? 'possible' : null;
}

const isPrintable = (byte: number): boolean => byte >= 0x20 && byte !== 0x7f;
const isEnd = (byte: number): boolean => byte === 0x0d || byte === 0x0a || byte === 0x09;

/** What the bytes look like to somebody who knows no protocol. */
export function impressionOf(bytes: Uint8Array): Impression {
  if (bytes.length === 0) return 'nothing';
  if (labelIn(bytes) !== null) return 'label';
  const text = bytes.filter((byte) => byte <= 0x7e && (isPrintable(byte) || isEnd(byte)));
  if (text.length / bytes.length >= 0.9 && bytes.some(isEnd)) return 'text';
  return looksLikeWrongSettings(countHighBits(bytes), bytes.length) ? 'garbage' : 'bytes';
}

/** The one line of text that a reader sent, as `station` shows it; null when it is none. */
export function labelIn(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes).toString('latin1');
  const lines = text.split(LINE_ENDS).filter((line) => line !== '');
  const [line] = lines;
  const endsLine = text.search(LINE_ENDS) >= 0 && !text.endsWith(lines.at(-1) ?? '');
  if (line === undefined || !endsLine || lines.length > MOST_READS) return null;
  if (lines.some((other) => other !== line)) return null;
  // Readers may send STX or NUL before a code, and GS, RS and EOT inside.
  // eslint-disable-next-line no-control-regex
  const label = line.replace(/^[\u0000\u0002]+/, '').replace(/[\u001d\u001e\u0004]/g, ' ');
  const fits = label.length >= SHORTEST_LABEL && label.length <= LONGEST_LABEL;
  return fits && /^[\x20-\x7e]+$/.test(label) ? label.slice(0, QUOTED) : null;
}

/** The first lines of a text, for a note. */
export function textIn(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== '')
    .slice(0, 3)
    .join(' | ')
    .slice(0, QUOTED);
}
