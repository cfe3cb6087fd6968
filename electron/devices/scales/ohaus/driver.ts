import { createDelimiterFramer } from '../../framing/delimiter-framer.ts';
import { asciiBytes, faultOf, toHex } from '../../framing/wire-bytes.ts';
import { isZeroValue } from '../decimal-digits.ts';
import type { MessageReader, PolledForm } from '../polled-driver.ts';
import type { FrameSource } from '../shape-guard.ts';
import { createShapeGuard } from '../shape-guard.ts';
import type { OhausMessage } from './codec.ts';
import { decodeLine } from './codec.ts';

const LF = 0x0a;
/** Weights have at most 21 bytes; what `PSN` and `V` tell is longer. */
const MAX_LINE_BYTES = 64;
/** Silence that ends an unfinished line: at 1200 baud a byte takes 8 ms. */
const IDLE_MS = 200;

function createReader(source: FrameSource): MessageReader {
  const judgeShape = createShapeGuard(source);
  return ({ kind, bytes }, asked) => {
    const message: OhausMessage =
      kind === 'frame' ? decodeLine(bytes) : { kind: 'malformed', detail: `${kind} line` };
    const isRequest = asked !== 'weight' && asked !== 'other';
    switch (message.kind) {
      case 'malformed':
        // The answers to other commands, such as the serial number, have forms of their own.
        return asked === 'other' ? null : faultOf('malformed', bytes, message.detail);
      case 'tare':
        return null;
      case 'error':
        return isRequest
          ? faultOf('not-executable', bytes, `ES: the scale does not carry out ${asked}`)
          : faultOf('instrument-error', bytes, 'ES: the scale does not know the command');
      case 'weight': {
        if (isRequest) return null;
        const { value, unit, stable, basis, places } = message;
        // A lost letter turns kg into g, and a lost question mark motion into rest.
        const refused = judgeShape(`${bytes.length} bytes, ${places} places, ${unit}`, bytes);
        if (refused !== null) return refused;
        const fixed = { type: 'reading', kind: 'mass', tare: null, raw: toHex(bytes) } as const;
        return { ...fixed, value, unit, stable, basis, zero: isZeroValue(value) };
      }
    }
  };
}

/** Ohaus: `IP` prints at once. */
export const ohausForm: PolledForm = {
  identity: 'Ohaus scale',
  question: asciiBytes('IP\r\n'),
  pollMs: 250,
  // The tare is cleared by taring the empty pan; there is no command for it alone.
  requests: {
    zero: { send: asciiBytes('Z\r\n'), isAnswered: false },
    tare: { send: asciiBytes('T\r\n'), isAnswered: false },
  },
  stop: asciiBytes('0P\r\n'),
  createFramer: () =>
    createDelimiterFramer({ delimiters: [LF], maxLength: MAX_LINE_BYTES, idleMs: IDLE_MS }),
  createReader,
};
