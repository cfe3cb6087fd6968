import type { MassUnit, Observation } from '../../../../shared/measure/reading.ts';
import { asciiBytes, faultOf, toHex, toPrintable } from '../../framing/wire-bytes.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import { createDelimiterFramer } from '../../framing/delimiter-framer.ts';
import type { StreamForm, StreamReader } from '../../streaming-driver.ts';
import type { CommaMessage } from './codec.ts';
import { decodeFrame } from './codec.ts';
import type { Dialect } from './dialects.ts';

/** The longest line, Dini Argeo's extended one, has 45 bytes. */
const MAX_LINE_BYTES = 64;
/** Silence that ends an unfinished line: at 1200 baud a byte takes 8 ms. */
const IDLE_MS = 300;
const LF = 0x0a;

/** Remembers what a line in motion leaves out, and how long a line was. */
function createCommaReader(): StreamReader<Piece> {
  let unit: MassUnit | null = null;
  let dialect: Dialect | null = null;
  let length = 0;
  let oddLength = 0;

  /**
   * Whether this line is one byte longer or shorter than the one before it, of the same dialect: then
   * a byte was lost or gained. Twice in a row it is another setting.
   */
  const isOdd = (next: Dialect, nextLength: number): boolean => {
    const off = dialect === next && Math.abs(nextLength - length) === 1 && nextLength !== oddLength;
    oddLength = off ? nextLength : 0;
    if (off) return true;
    dialect = next;
    length = nextLength;
    return false;
  };

  const readWeight = (
    message: CommaMessage & { kind: 'weight' },
    bytes: Uint8Array,
  ): Observation => {
    if (message.unit !== null && isOdd(message.dialect, bytes.length)) {
      return faultOf('malformed', bytes, 'one byte more or less than the line before it');
    }
    unit = message.unit ?? unit;
    if (unit === null) return faultOf('malformed', bytes, 'no unit, and none was sent before');
    const { value, stable, basis, tare } = message;
    const zero = !/[1-9]/.test(value);
    const raw = toHex(bytes);
    return { type: 'reading', kind: 'mass', value, unit, stable, basis, tare, zero, raw };
  };

  return {
    observe({ kind, bytes }) {
      if (kind === 'overflow') {
        return [faultOf('malformed', bytes, `no line end within ${MAX_LINE_BYTES} bytes`)];
      }
      if (kind === 'partial') {
        return [faultOf('malformed', bytes, `partial line: "${toPrintable(bytes)}"`)];
      }
      const message = decodeFrame(bytes);
      if (message.kind === 'weight') return [readWeight(message, bytes)];
      if (message.kind === 'other') return [];
      const code = message.kind === 'fault' ? message.code : 'malformed';
      return [faultOf(code, bytes, message.detail)];
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
