import { asciiBytes } from '../../framing/wire-bytes.ts';
import type { Driver } from '../../protocol.ts';
import { createLineDriver } from '../line-driver.ts';
import { DATALOGIC_LINE } from './codec.ts';

const ENABLE = asciiBytes('E');
/** The "not on file" beeps are over by then; from memory [M]. */
const NOT_ON_FILE_MS = 1000;

/**
 * Single-byte host commands (Magellan 800i guide p. 153, 9300i p. 469): 01 sounds the good-read tone
 * whatever the beeper is set to; F sounds "not on file" and disables the scanner, E enables it again.
 */
export function createDatalogicDriver(): Driver {
  return createLineDriver('Datalogic scanner', DATALOGIC_LINE, {
    atStart: ENABLE,
    goodRead: asciiBytes('\x01'),
    badRead: asciiBytes('F'),
    afterBadRead: { send: ENABLE, afterMs: NOT_ON_FILE_MS },
  });
}
