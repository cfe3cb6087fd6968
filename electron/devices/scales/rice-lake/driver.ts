import type { InstrumentRequest } from '../../../../shared/measure/instrument.ts';
import type { Observation } from '../../../../shared/measure/reading.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import { createDelimiterFramer } from '../../framing/delimiter-framer.ts';
import { asciiBytes, faultOf, toHex } from '../../framing/wire-bytes.ts';
import type { StreamForm, StreamReader } from '../../streaming-driver.ts';
import { createLengthGuard } from '../length-guard.ts';
import { observeFragment, observeOther } from '../line-reader.ts';
import { createStillness } from '../stillness.ts';
import type { StreamMessage, StreamStyle } from './codec.ts';
import { decodeFrame } from './codec.ts';

/** The longest frame, Cardinal's, has 18 bytes. */
const MAX_FRAME_BYTES = 32;
const IDLE_MS = 300;
/** CR, LF and ETX; a LF behind the CR and Cardinal's CR in front are pieces without content. */
const ENDS = [0x0d, 0x0a, 0x03];

/** EDP commands (Rice Lake 920i); Cardinal's and Weigh-Tronix's own indicators are not known to take them. */
const EDP: Partial<Record<InstrumentRequest, string>> = { zero: 'KZERO\r', tare: 'KTARE\r' };

function createStreamReader(): StreamReader<Piece> {
  const guard = createLengthGuard();
  const stillness = createStillness();
  let style: StreamStyle | null = null;

  const readWeight = (
    message: StreamMessage & { kind: 'weight' },
    bytes: Uint8Array,
    nowMs: number | null,
  ): Observation => {
    if (guard.isOdd(message.style, bytes.length)) {
      return faultOf('malformed', bytes, 'another length than the frame before it');
    }
    style = message.style;
    const { value, unit, basis, atZero } = message;
    const stable = message.stable ?? stillness.isStill(value + unit + basis, nowMs);
    const zero = atZero || !/[1-9]/.test(value);
    const raw = toHex(bytes);
    return { type: 'reading', kind: 'mass', value, unit, stable, basis, tare: null, zero, raw };
  };

  return {
    observe(piece, nowMs) {
      const fragment = observeFragment(piece);
      if (fragment !== null) return fragment;
      const message = decodeFrame(piece.bytes);
      if (message.kind === 'weight') return [readWeight(message, piece.bytes, nowMs)];
      return observeOther(message, piece.bytes);
    },
    encodeRequest(request) {
      const command = style === 'rice-lake' ? EDP[request] : undefined;
      return command === undefined ? null : asciiBytes(command);
    },
  };
}

/** The indicator sends; requests have no answer here, what comes of them shows in the frames. */
export const streamForm: StreamForm<Piece> = {
  identity: 'scale with Rice Lake stream',
  ascii: true,
  createFramer: () =>
    createDelimiterFramer({ delimiters: ENDS, maxLength: MAX_FRAME_BYTES, idleMs: IDLE_MS }),
  createReader: createStreamReader,
};
