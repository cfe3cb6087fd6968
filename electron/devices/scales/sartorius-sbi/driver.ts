import { createDelimiterFramer } from '../../framing/delimiter-framer.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import { asciiBytes, faultOf, toHex } from '../../framing/wire-bytes.ts';
import { isZeroValue } from '../decimal-digits.ts';
import type { Asked, PolledForm, Said } from '../polled-driver.ts';
import type { SbiMessage } from './codec.ts';
import { decodeLine } from './codec.ts';

/** LF, plain or with a parity bit. */
const LF = [0x0a, 0x8a];
/** Weights have 22 bytes; what `x1_` and the like tell is longer. */
const MAX_LINE_BYTES = 64;
/** Silence that ends an unfinished line: at 1200 baud a byte takes 8 ms. */
const IDLE_MS = 200;

function read({ kind, bytes }: Piece, asked: Asked): Said {
  const message: SbiMessage =
    kind === 'frame' ? decodeLine(bytes) : { kind: 'malformed', detail: `${kind} line` };
  const isRequest = asked !== 'weight' && asked !== 'other';
  switch (message.kind) {
    case 'malformed':
      // The answers to other commands, such as the model, have forms of their own.
      return asked === 'other' ? null : faultOf('malformed', bytes, message.detail);
    case 'tare':
      return null;
    case 'fault':
      return faultOf(isRequest ? 'not-executable' : message.code, bytes, message.detail);
    case 'weight': {
      // A weight that lands between a request and its error is not its answer.
      if (isRequest) return null;
      const { value, unit, basis } = message;
      const fixed = { type: 'reading', kind: 'mass', stable: true, tare: null } as const;
      return { ...fixed, value, unit, basis, zero: isZeroValue(value), raw: toHex(bytes) };
    }
  }
}

/** Sartorius SBI: ESC and a letter ask; lines are known by their shape, whatever their order. */
export const sbiForm: PolledForm = {
  identity: 'Sartorius SBI scale',
  question: asciiBytes('\x1bP\r\n'),
  pollMs: 250,
  // Clearing the tare alone has no command.
  requests: {
    zero: { send: asciiBytes('\x1bV\r\n'), isAnswered: false },
    tare: { send: asciiBytes('\x1bU\r\n'), isAnswered: false },
  },
  createFramer: () =>
    createDelimiterFramer({ delimiters: LF, maxLength: MAX_LINE_BYTES, idleMs: IDLE_MS }),
  createReader: () => read,
};
