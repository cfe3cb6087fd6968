import { createDelimiterFramer } from '../../framing/delimiter-framer.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import { faultOf, toPrintable } from '../../framing/wire-bytes.ts';
import type { StreamForm } from '../../streaming-driver.ts';
import { decodeLine } from './codec.ts';

const LF = 0x0a;
/** The firmware has 100 bytes for a sentence; its successors add a few. */
const MAX_LINE_BYTES = 160;
const IDLE_MS = 500;

/** Listens: the instrument takes commands only in its setup menu. */
export const bgeigieForm: StreamForm<Piece> = {
  identity: 'bGeigie',
  ascii: true,
  createFramer: () =>
    createDelimiterFramer({ delimiters: [LF], maxLength: MAX_LINE_BYTES, idleMs: IDLE_MS }),
  createReader: () => ({
    observe({ kind, bytes }) {
      if (kind !== 'frame') {
        return [faultOf('malformed', bytes, `"${toPrintable(bytes)}" has no end of line`)];
      }
      return decodeLine(bytes);
    },
  }),
};
