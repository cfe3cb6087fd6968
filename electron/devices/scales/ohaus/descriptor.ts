import { asciiBytes } from '../../framing/wire-bytes.ts';
import type { ProtocolDescriptor } from '../../protocol.ts';
import { decodeLine } from './codec.ts';

/**
 * Ohaus: 9600 8N1 (Defender 3000 manual p. 37, Ranger RC p. 36, Courier 5000 p. 38); 2400 7N2 on old
 * models (from memory).
 */
export const descriptor: ProtocolDescriptor = {
  id: 'ohaus',
  kind: 'scale',
  title: 'Ohaus',
  lineSettings: [
    { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 2400, dataBits: 7, parity: 'none', stopBits: 2 },
  ],
  settleMs: 300,
  silentAfterMs: 2000,
  requests: ['zero', 'tare'],
  detection: {
    usb: [],
    // Scout lines are little more than a number and a unit.
    passive: 'weak',
    // It asks for one print-out. `ES` alone would be MT-SICS as well.
    probes: [
      {
        steps: [{ send: asciiBytes('IP\r\n'), listenMs: 600 }],
        recognise: (answer) =>
          decodeLine(answer).kind === 'weight' ? 'prints on IP as an Ohaus scale' : null,
      },
    ],
  },
};
