import { createDelimiterFramer } from '../../framing/delimiter-framer.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import { asciiBytes, faultOf, toHex } from '../../framing/wire-bytes.ts';
import { isZeroValue } from '../decimal-digits.ts';
import type { Asked, PolledForm, Said } from '../polled-driver.ts';
import type { SmaMessage } from './codec.ts';
import { decodeFrame } from './codec.ts';

const CR = 0x0d;
/** Weights have 20 bytes; names of maker and model may be longer. */
const MAX_REPLY_BYTES = 64;
/** Silence that ends an unfinished reply: at 1200 baud a byte takes 8 ms. */
const IDLE_MS = 200;

const WEIGH = asciiBytes('\nW\r');

function read({ kind, bytes }: Piece, asked: Asked): Said {
  const message: SmaMessage =
    kind === 'frame' ? decodeFrame(bytes) : { kind: 'malformed', detail: `${kind} reply` };
  const isRequest = asked !== 'weight' && asked !== 'other';
  switch (message.kind) {
    case 'malformed':
      // The answers to other commands, such as diagnostics, have forms of their own.
      return asked === 'other' ? null : faultOf('malformed', bytes, message.detail);
    case 'unknown-command':
      return isRequest
        ? faultOf('not-executable', bytes, `the scale does not know ${asked}`)
        : faultOf('instrument-error', bytes, 'the scale does not know the command');
    case 'about':
    case 'tare':
      return null;
    case 'fault':
      return isRequest
        ? faultOf('not-executable', bytes, `${asked} was not carried out: ${message.detail}`)
        : faultOf(message.code, bytes, message.detail);
    case 'weight': {
      if (isRequest) return 'done';
      const { value, unit, stable, basis, centreOfZero } = message;
      const zero = centreOfZero || isZeroValue(value);
      const fixed = { type: 'reading', kind: 'mass', tare: null, raw: toHex(bytes) } as const;
      return { ...fixed, value, unit, stable, basis, zero };
    }
  }
}

/** SMA SCP-0499: every command answers with a weight and its status. */
export const smaForm: PolledForm = {
  identity: 'SMA SCP-0499 scale',
  question: WEIGH,
  pollMs: 250,
  requests: {
    zero: { send: asciiBytes('\nZ\r'), isAnswered: true },
    tare: { send: asciiBytes('\nT\r'), isAnswered: true },
    'clear-tare': { send: asciiBytes('\nC\r'), isAnswered: true },
  },
  // Any command ends the repetition of `R` (from memory, no manual at hand says so).
  stop: WEIGH,
  createFramer: () =>
    createDelimiterFramer({ delimiters: [CR], maxLength: MAX_REPLY_BYTES, idleMs: IDLE_MS }),
  createReader: () => read,
};
