import type { Observation } from '../../../../shared/measure/reading.ts';
import { createDelimiterFramer } from '../../framing/delimiter-framer.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import { faultOf } from '../../framing/wire-bytes.ts';
import type { ScoutMessage } from './codec.ts';
import { decodeLine } from './codec.ts';

const CR = 0x0d;
/** CR with its even parity bit, over a line of eight data bits; LF has none set. */
const CR_WITH_PARITY = 0x8d;
const LF = 0x0a;
/** A history row has 66 digits. */
const MAX_LINE_BYTES = 80;
/** The instrument puts CR LF before each line and not always behind it: silence ends a line, too. */
const IDLE_MS = 150;

/** A framer for lines. */
export const createLineFramer = () =>
  createDelimiterFramer({
    delimiters: [CR, CR_WITH_PARITY, LF],
    maxLength: MAX_LINE_BYTES,
    idleMs: IDLE_MS,
  });

/** Turns pieces into messages. */
export interface LineReader {
  read(piece: Piece): ScoutMessage | null;
}

/**
 * Creates a reader. A line counts when its beginning was seen: `4,854 uSv/h` may be the tail of
 * `14,854 uSv/h`. A recording begins with a line, an opened port within one.
 */
export function createLineReader(beginsWithLine: boolean): LineReader {
  let isLineStart = beginsWithLine;
  return {
    read({ kind, bytes }) {
      const isWhole = isLineStart && kind !== 'overflow';
      isLineStart = kind === 'frame';
      const line = kind === 'frame' ? bytes.subarray(0, -1) : bytes;
      if (line.length === 0) return null;
      if (isWhole) return decodeLine(line);
      const fault = faultOf('malformed', bytes, 'a line without its beginning or its end');
      return { kind: 'observation', observation: fault };
    },
  };
}

/** Decodes a recording: each line says by itself what it is. */
export function decodeRecording(chunks: readonly Uint8Array[]): readonly Observation[] {
  const framer = createLineFramer();
  const reader = createLineReader(true);
  const pieces = [...chunks.flatMap((chunk) => framer.push(chunk, 0)), ...framer.flush()];
  return pieces.flatMap((piece) => {
    const message = reader.read(piece);
    return message?.kind === 'observation' ? [message.observation] : [];
  });
}
