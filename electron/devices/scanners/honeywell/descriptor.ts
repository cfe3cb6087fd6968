import { asciiBytes } from '../../framing/wire-bytes.ts';
import type { ProtocolDescriptor } from '../../protocol.ts';
import { readRevision } from './codec.ts';

/** Honeywell hand and presentation scanners in RS-232 or USB-CDC mode. */
export const descriptor: ProtocolDescriptor = {
  id: 'honeywell',
  kind: 'scanner',
  title: 'Honeywell scanner',
  lineSettings: [
    { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 115200, dataBits: 8, parity: 'none', stopBits: 1 },
  ],
  settleMs: 300,
  silentAfterMs: null,
  detection: {
    usb: [{ vendorId: '0c2e', productId: null }],
    passive: 'nothing',
    // SYN M CR begins a menu command; REVINF only tells the firmware, and nothing is kept.
    probes: [
      {
        steps: [{ send: asciiBytes('\x16M\rREVINF.'), listenMs: 700 }],
        // Ends what an instrument of lines has taken for the beginning of one.
        restore: asciiBytes('\r'),
        recognise: readRevision,
      },
    ],
  },
  requests: ['good-read', 'bad-read'],
};
