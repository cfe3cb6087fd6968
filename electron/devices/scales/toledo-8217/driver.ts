import type { DriverSettings } from '../../../../shared/measure/instrument.ts';
import type { Fault } from '../../../../shared/measure/reading.ts';
import { createDelimiterFramer } from '../../framing/delimiter-framer.ts';
import { asciiBytes, faultOf, toHex } from '../../framing/wire-bytes.ts';
import { isZeroValue } from '../decimal-digits.ts';
import type { Asked, MessageReader, PolledForm, Said } from '../polled-driver.ts';
import type { FrameSource } from '../shape-guard.ts';
import { createShapeGuard } from '../shape-guard.ts';
import type { ToledoMessage, ToledoStatus } from './codec.ts';
import { decodeFrame } from './codec.ts';

/** CR, plain or with a parity bit. */
const CR = [0x0d, 0x8d];
/** The longest reply has 10 bytes; an echo of `Ehello` stays below as well. */
const MAX_REPLY_BYTES = 32;
/** Silence that ends an unfinished reply: at 9600 baud a byte takes 1 ms. */
const IDLE_MS = 200;

/** What a status says to a host that wanted a weight. */
function readWeightStatus(status: ToledoStatus, bytes: Uint8Array): Fault {
  if (status.over) return faultOf('overload', bytes, 'above the capacity');
  if (status.under) return faultOf('underload', bytes, 'below zero');
  const detail = status.motion
    ? 'the load moves: no weight yet'
    : status.centreOfZero
      ? 'the scale stands at zero and gave no weight'
      : 'the scale gave its status and no weight';
  return faultOf('not-executable', bytes, detail);
}

/** The status that answers a zero or tare. */
function readRequestStatus(asked: Asked, status: ToledoStatus, bytes: Uint8Array): Said {
  const inRange = !status.motion && !status.over && !status.under;
  const isDone =
    (asked === 'zero' && status.centreOfZero) ||
    (asked === 'tare' && status.net) ||
    (asked === 'clear-tare' && !status.net);
  if (inRange && isDone) return 'done';
  const why = inRange ? 'outside the range for it' : 'the load moves or is out of range';
  return faultOf('not-executable', bytes, `${asked} was not carried out: ${why}`);
}

/**
 * Reads messages. The number of decimals stands for the unit where the site states none, `N` for net
 * and `-` for below zero: none of them may get lost.
 */
function createReader(source: FrameSource, settings: DriverSettings): MessageReader {
  let judgeShape = createShapeGuard(source);

  const readWeight = (
    message: ToledoMessage & { readonly kind: 'weight' },
    bytes: Uint8Array,
  ): Said => {
    const { value, net } = message;
    const unit = settings.unit ?? message.unit;
    const decimals = value.length - value.indexOf('.');
    const refused = judgeShape(`${bytes.length} bytes, ${decimals} decimals`, bytes);
    if (refused !== null) return refused;
    const basis = net ? 'net' : 'gross';
    const fixed = { type: 'reading', kind: 'mass', stable: true, tare: null } as const;
    return { ...fixed, value, unit, basis, zero: isZeroValue(value), raw: toHex(bytes) };
  };

  return ({ kind, bytes }, asked) => {
    const message: ToledoMessage =
      kind === 'frame' ? decodeFrame(bytes) : { kind: 'malformed', detail: `${kind} reply` };
    const isRequest = asked !== 'weight' && asked !== 'other';
    switch (message.kind) {
      case 'malformed':
        // What a recorded host asked besides the weight, such as an echo, has any answer.
        return asked === 'other' ? null : faultOf('malformed', bytes, message.detail);
      case 'other':
        return null;
      case 'status':
        if (!isRequest) return readWeightStatus(message.status, bytes);
        // A tare changes the shape of the weights that follow.
        judgeShape = createShapeGuard(source);
        return readRequestStatus(asked, message.status, bytes);
      case 'weight':
        // `H` answers with a further decimal, which would be taken for another unit.
        return asked === 'weight' ? readWeight(message, bytes) : null;
    }
  };
}

/** Toledo 8217: one letter asks; a scale in motion or out of range answers with its status. */
export const toledoForm: PolledForm = {
  identity: 'Toledo 8217 scale',
  question: asciiBytes('W'),
  pollMs: 250,
  requests: {
    zero: { send: asciiBytes('Z'), isAnswered: true },
    tare: { send: asciiBytes('T'), isAnswered: true },
    'clear-tare': { send: asciiBytes('C'), isAnswered: true },
  },
  createFramer: () =>
    createDelimiterFramer({ delimiters: CR, maxLength: MAX_REPLY_BYTES, idleMs: IDLE_MS }),
  createReader,
};
