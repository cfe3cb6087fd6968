import { asciiBytes } from '../../framing/wire-bytes.ts';
import type { ProtocolDescriptor } from '../../protocol.ts';

/**
 * Adam Equipment. Line settings: 4800 8N1 from the factory (Highland p. 27), the others by menu
 * (AZextra P p. 16). The probe finds a CPWplus, whose `G` only asks; `P` prints and adds to the
 * memory of some models, so that the others, AZextra among them, cannot be probed.
 */
export const descriptor: ProtocolDescriptor = {
  id: 'adam',
  kind: 'scale',
  title: 'Adam Equipment: CPWplus, Highland, AZextra',
  lineSettings: [
    { baudRate: 4800, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 2400, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 19200, dataBits: 8, parity: 'none', stopBits: 1 },
  ],
  settleMs: 300,
  // AZextra is asked every five seconds and answers only what is new.
  silentAfterMs: 6000,
  detection: {
    usb: [],
    passive: 'weak',
    probes: [
      {
        steps: [{ send: asciiBytes('G\r\n'), listenMs: 600 }],
        recognise(answer) {
          const text = Buffer.from(answer).toString('latin1');
          const line = /(?:^|\n)(G {2}[+-] *\d+(?:\.\d+)? [a-z]+)\r\n/.exec(text)?.[1];
          return line === undefined ? null : `Adam CPWplus: ${line}`;
        },
      },
    ],
  },
  requests: ['zero', 'tare'],
};
