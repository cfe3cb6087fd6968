import { asciiBytes } from '../../framing/wire-bytes.ts';
import type { Driver } from '../../protocol.ts';
import { createLineDriver } from '../line-driver.ts';
import { HONEYWELL_LINE } from './codec.ts';

/**
 * "Host ACK" commands: ESC 7 sounds a good read, ESC 8 a razz; the comma ends each (Xenon 1900 guide
 * p. 3-38, Xenon XP 1950 guide p. 79). Ignored while Host ACK is off.
 */
export function createHoneywellDriver(): Driver {
  return createLineDriver('Honeywell scanner', HONEYWELL_LINE, {
    goodRead: asciiBytes('\x1b7,'),
    badRead: asciiBytes('\x1b8,'),
  });
}
