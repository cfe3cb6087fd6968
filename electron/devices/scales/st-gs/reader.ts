import type { MassUnit, Observation } from '../../../../shared/measure/reading.ts';
import { asciiBytes, faultOf, toHex } from '../../framing/wire-bytes.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import { createDelimiterFramer } from '../../framing/delimiter-framer.ts';
import type { StreamForm, StreamReader } from '../../streaming-driver.ts';
import { createLengthGuard } from '../length-guard.ts';
import { observeFragment, observeOther } from '../line-reader.ts';
import type { CommaMessage } from './codec.ts';
import { decodeFrame } from './codec.ts';
import type { Dialect } from './dialects.ts';

/** The longest line, Dini Argeo's extended one, has 45 bytes. */
const MAX_LINE_BYTES = 64;
/** Silence that ends an unfinished line: at 1200 baud a byte takes 8 ms. */
const IDLE_MS = 300;
const LF = 0x0a;

/** Remembers what a line in motion leaves out, and which dialect the scale writes. */
function createCommaReader(): StreamReader<Piece> {
  let unit: MassUnit | null = null;
  let dialect: Dialect | null = null;
  const guard = createLengthGuard();

  const readWeight = (
    message: CommaMessage & { kind: 'weight' },
    bytes: Uint8Array,
  ): Observation => {
    if (message.unit !== null && guard.isOdd(message.dialect, bytes.length)) {
      return faultOf('malformed', bytes, 'another length than the line before it');
    }
    // The unit of another dialect is no unit of this one.
    if (message.dialect !== dialect) unit = null;
    dialect = message.dialect;
    unit = message.unit ?? unit;
    if (unit === null) return faultOf('malformed', bytes, 'no unit, and none was sent before');
    const { value, stable, basis, tare } = message;
    const zero = !/[1-9]/.test(value);
    const raw = toHex(bytes);
    return { type: 'reading', kind: 'mass', value, unit, stable, basis, tare, zero, raw };
  };

  return {
    observe(piece) {
      const fragment = observeFragment(piece);
      if (fragment !== null) return fragment;
      const message = decodeFrame(piece.bytes);
      if (message.kind === 'weight') return [readWeight(message, piece.bytes)];
      return observeOther(message, piece.bytes);
    },
    encodeRequest(request) {
      const command = dialect?.requests[request];
      return command === undefined ? null : asciiBytes(command);
    },
  };
}

/** The family as a stream. The lamp byte has eight bits: nothing is stripped. */
export const commaForm: StreamForm<Piece> = {
  identity: 'scale with ST,GS lines',
  ascii: true,
  createFramer: () =>
    createDelimiterFramer({ delimiters: [LF], maxLength: MAX_LINE_BYTES, idleMs: IDLE_MS }),
  createReader: createCommaReader,
};
