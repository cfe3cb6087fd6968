import type { DriverSettings } from '../../../../shared/measure/instrument.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import { createDelimiterFramer } from '../../framing/delimiter-framer.ts';
import { faultOf, toHex } from '../../framing/wire-bytes.ts';
import type { Driver } from '../../protocol.ts';
import type { StreamForm, StreamReader } from '../../streaming-driver.ts';
import type { Asking } from '../asking-driver.ts';
import { createAskingDriver } from '../asking-driver.ts';
import { observeFragment, observeOther } from '../line-reader.ts';
import { createStillness } from '../stillness.ts';
import { decodeFrame } from './codec.ts';
import { WEIGHT_QUESTION } from './descriptor.ts';

const LF = 0x0a;
/** An answer has 18 bytes. */
const MAX_LINE_BYTES = 32;
const IDLE_MS = 300;

function createDibalReader(): StreamReader<Piece> {
  const stillness = createStillness();
  return {
    observe(piece, nowMs) {
      const fragment = observeFragment(piece);
      if (fragment !== null) return fragment;
      const { bytes } = piece;
      const message = decodeFrame(bytes);
      if (message.kind === 'checksum') return [faultOf('checksum', bytes, message.detail)];
      if (message.kind !== 'weight') return observeOther(message, bytes);
      const { value } = message;
      return [
        {
          type: 'reading',
          kind: 'mass',
          value,
          unit: 'g',
          stable: stillness.isStill(value, nowMs),
          // With a tare set it sends the net weight and does not say so (DPOS400 p. 45).
          basis: 'unknown',
          tare: null,
          zero: value === '0',
          raw: toHex(bytes),
        },
      ];
    },
  };
}

/** Answers as a stream. */
export const dibalForm: StreamForm<Piece> = {
  identity: 'Dibal scale',
  ascii: true,
  createFramer: () =>
    createDelimiterFramer({ delimiters: [LF], maxLength: MAX_LINE_BYTES, idleMs: IDLE_MS }),
  createReader: createDibalReader,
};

/** Four questions a second; a line takes 19 ms at 9600 baud. */
const ASKING: Asking = {
  questions: [{ send: WEIGHT_QUESTION, pollMs: 250 }],
  listenMs: 400,
  answerMs: 800,
};

/** Asks for the weight with price zero. */
export function createDibalDriver(settings?: DriverSettings): Driver {
  return createAskingDriver(dibalForm, ASKING, settings);
}
