import type { Driver } from '../../protocol.ts';
import { createLineDriver } from '../line-driver.ts';
import { SCAN_LINE } from './codec.ts';

const ACK = 0x06;
const NAK = 0x15;

/**
 * ACK and NAK for readers whose handshake is switched on: they sound their own beep or razz then.
 * Others ignore both.
 */
export function createLineScannerDriver(): Driver {
  return createLineDriver('barcode scanner', SCAN_LINE, {
    goodRead: Uint8Array.of(ACK),
    badRead: Uint8Array.of(NAK),
  });
}
