import { asciiBytes } from '../../framing/wire-bytes.ts';
import type { ProtocolDescriptor } from '../../protocol.ts';
import { readInformation } from './codec.ts';

/** Datalogic (PSC) hand and presentation scanners in RS-232 or USB-COM mode. */
export const descriptor: ProtocolDescriptor = {
  id: 'datalogic',
  kind: 'scanner',
  title: 'Datalogic scanner',
  lineSettings: [
    { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 115200, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 9600, dataBits: 7, parity: 'even', stopBits: 1 },
  ],
  settleMs: 300,
  silentAfterMs: null,
  detection: {
    usb: [{ vendorId: '05f9', productId: null }],
    passive: 'nothing',
    // A question for information; the scanner goes on as it was.
    probes: [
      {
        steps: [{ send: asciiBytes('i'), listenMs: 700 }],
        // Ends what an instrument of lines has taken for the beginning of one.
        restore: asciiBytes('\r'),
        recognise: readInformation,
      },
    ],
  },
  requests: ['good-read', 'bad-read'],
};
