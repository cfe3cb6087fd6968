import { createDelimiterFramer } from '../../framing/delimiter-framer.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import { faultOf, toPrintable } from '../../framing/wire-bytes.ts';
import type { StreamForm } from '../../streaming-driver.ts';
import { decodeLine } from './codec.ts';

const LF = 0x0a;
/** The longest line has 51 characters. */
const MAX_LINE_BYTES = 64;
/** A whole line takes 55 ms at 9600. */
const IDLE_MS = 300;

/** Listens: the kit takes no commands. */
export const mightyohmForm: StreamForm<Piece> = {
  identity: 'Geiger counter with MightyOhm lines',
  ascii: true,
  createFramer: () =>
    createDelimiterFramer({ delimiters: [LF], maxLength: MAX_LINE_BYTES, idleMs: IDLE_MS }),
  createReader: () => {
    let isFirst = true;
    return {
      observe({ kind, bytes }, nowMs) {
        // The port may open within a line: `0` can be the tail of a bare `60`.
        const isTail = isFirst && nowMs !== null && bytes.length < 8;
        isFirst = false;
        if (kind !== 'frame') {
          return [faultOf('malformed', bytes, `"${toPrintable(bytes)}" has no end of line`)];
        }
        return isTail ? [] : decodeLine(bytes);
      },
    };
  },
};
