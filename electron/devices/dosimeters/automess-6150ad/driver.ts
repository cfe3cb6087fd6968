import type { FixedPiece } from '../../framing/fixed-framer.ts';
import { createFixedFramer } from '../../framing/fixed-framer.ts';
import type { StreamForm } from '../../streaming-driver.ts';
import { decodePiece, FRAME_BYTES, isFrame, STX } from './codec.ts';

/**
 * Frames are 1.049 s apart and take 12.5 ms: a frame stands alone between silences. An STX inside one
 * is data, and a frame found behind noise needs a second one in a row: bytes of six that pass the check
 * by chance are common in noise.
 */
const IDLE_MS = 200;

/** Listens: the meter takes no commands. */
export const automessForm: StreamForm<FixedPiece> = {
  identity: 'Automess 6150AD',
  ascii: false,
  createFramer: () =>
    createFixedFramer({ length: FRAME_BYTES, start: STX, isFrame, proof: 2, idleMs: IDLE_MS }),
  createReader: () => ({ observe: decodePiece }),
};
