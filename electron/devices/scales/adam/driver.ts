import type { DriverSettings, InstrumentRequest } from '../../../../shared/measure/instrument.ts';
import type { Observation } from '../../../../shared/measure/reading.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import { createDelimiterFramer } from '../../framing/delimiter-framer.ts';
import { asciiBytes, faultOf, toHex } from '../../framing/wire-bytes.ts';
import type { Driver } from '../../protocol.ts';
import type { StreamForm, StreamReader } from '../../streaming-driver.ts';
import type { Asking } from '../asking-driver.ts';
import { createAskingDriver } from '../asking-driver.ts';
import { createLengthGuard } from '../length-guard.ts';
import { observeFragment, observeOther } from '../line-reader.ts';
import { createStillness } from '../stillness.ts';
import type { AdamMessage, AdamStyle } from './codec.ts';
import { decodeFrame } from './codec.ts';

const LF = 0x0a;
/** The longest line of a ticket has 32 bytes. */
const MAX_LINE_BYTES = 64;
const IDLE_MS = 300;

/** CPWplus has one key for both: it tares a load and zeroes an empty pan (p. 14). */
const CPWPLUS: Partial<Record<InstrumentRequest, string>> = { zero: 'Z\r\n', tare: 'Z\r\n' };
const OTHERS: Partial<Record<InstrumentRequest, string>> = { zero: 'Z\r\n', tare: 'T\r\n' };

function createAdamReader(): StreamReader<Piece> {
  const guard = createLengthGuard();
  const stillness = createStillness();
  let style: AdamStyle | null = null;

  const readWeight = (
    message: AdamMessage & { kind: 'weight' },
    bytes: Uint8Array,
    nowMs: number | null,
  ): Observation => {
    if (guard.isOdd(message.style, bytes.length)) {
      return faultOf('malformed', bytes, 'another length than the line before it');
    }
    style = message.style;
    const { value, unit, basis } = message;
    const stable = stillness.isStill(value + unit + basis, nowMs);
    const zero = !/[1-9]/.test(value);
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
      const command = (style === 'cpwplus' ? CPWPLUS : OTHERS)[request];
      return command === undefined ? null : asciiBytes(command);
    },
  };
}

/** Adam's lines as a stream. */
export const adamForm: StreamForm<Piece> = {
  identity: 'Adam Equipment scale',
  ascii: true,
  createFramer: () =>
    createDelimiterFramer({ delimiters: [LF], maxLength: MAX_LINE_BYTES, idleMs: IDLE_MS }),
  createReader: createAdamReader,
};

/**
 * `G` asks a CPWplus for the gross weight. `P` makes the others print: AZextra answers a new weight
 * only and beeps when it is asked again, so that it is left alone for five seconds.
 */
const ASKING: Asking = {
  questions: [
    { send: asciiBytes('G\r\n'), pollMs: 200 },
    { send: asciiBytes('P\r\n'), pollMs: 5000, mayStaySilent: true },
  ],
  // Highland prints twice a second at the least when it streams.
  listenMs: 1500,
  answerMs: 600,
};

/** Listens to the scales that print by themselves, asks those that do not. */
export function createAdamDriver(settings?: DriverSettings): Driver {
  return createAskingDriver(adamForm, ASKING, settings);
}
