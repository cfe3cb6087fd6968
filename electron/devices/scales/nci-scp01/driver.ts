import type { Fault } from '../../../../shared/measure/reading.ts';
import { asciiBytes, faultOf, toHex } from '../../framing/wire-bytes.ts';
import { isZeroValue } from '../decimal-digits.ts';
import type { Asked, MessageReader, PolledForm, Said } from '../polled-driver.ts';
import type { FrameSource } from '../shape-guard.ts';
import { createShapeGuard } from '../shape-guard.ts';
import type { NciMessage, NciStatus } from './codec.ts';
import { decodeMessage } from './codec.ts';
import { createNciFramer } from './framer.ts';

const isRequest = (asked: Asked): boolean => asked !== 'weight' && asked !== 'other';

/** What makes a weight worthless, whatever number stands beside it. */
function faultIn(status: NciStatus, bytes: Uint8Array): Fault | null {
  if (status.defective) {
    return faultOf('instrument-error', bytes, 'memory or calibration of the scale is damaged');
  }
  if (status.over) return faultOf('overload', bytes, 'above the capacity');
  if (status.under) return faultOf('underload', bytes, 'below zero');
  if (status.zeroError) {
    return faultOf('zero-error', bytes, 'the scale found no zero when it was switched on');
  }
  return null;
}

function readStatus(status: NciStatus, bytes: Uint8Array, asked: Asked): Said {
  const fault = faultIn(status, bytes);
  if (!isRequest(asked)) return fault;
  if (fault === null && status.atZero && !status.motion) return 'done';
  const why = fault?.detail ?? (status.motion ? 'the load moves' : 'the load is too large');
  return faultOf('not-executable', bytes, `${asked} was not carried out: ${why}`);
}

function createReader(source: FrameSource): MessageReader {
  const judgeShape = createShapeGuard(source);

  const readWeight = (
    message: NciMessage & { readonly kind: 'weight' },
    bytes: Uint8Array,
    asked: Asked,
  ): Said => {
    const { value, unit, status } = message;
    const fault = faultIn(status, bytes);
    if (fault !== null) return fault;
    // The field, and the bytes around it, keep their length on one scale.
    // Only that of another command, such as the high resolution, differs.
    const refused = asked === 'weight' ? judgeShape(`${bytes.length} bytes`, bytes) : null;
    if (refused !== null) return refused;
    const basis = status.net === null ? 'unknown' : status.net ? 'net' : 'gross';
    const zero = status.atZero || isZeroValue(value);
    const fixed = { type: 'reading', kind: 'mass', tare: null, raw: toHex(bytes) } as const;
    return { ...fixed, value, unit, stable: !status.motion, basis, zero };
  };

  return ({ kind, bytes }, asked) => {
    const message: NciMessage =
      kind === 'frame' ? decodeMessage(bytes) : { kind: 'malformed', detail: `${kind} reply` };
    switch (message.kind) {
      case 'malformed':
        return faultOf('malformed', bytes, message.detail);
      case 'unknown-command':
        return isRequest(asked)
          ? faultOf('not-executable', bytes, `the scale does not know ${asked}`)
          : faultOf('instrument-error', bytes, 'the scale does not know the command');
      case 'status':
        return readStatus(message.status, bytes, asked);
      case 'fault':
        return isRequest(asked) ? null : faultOf(message.code, bytes, message.detail);
      case 'weight':
        return isRequest(asked) ? null : readWeight(message, bytes, asked);
    }
  };
}

/** NCI SCP-01: letter and CR ask; weight and status come in one message. */
export const nciForm: PolledForm = {
  identity: 'NCI SCP-01 scale',
  question: asciiBytes('W\r'),
  pollMs: 250,
  // The protocol has no tare.
  requests: { zero: { send: asciiBytes('Z\r'), isAnswered: true } },
  createFramer: createNciFramer,
  createReader,
};
