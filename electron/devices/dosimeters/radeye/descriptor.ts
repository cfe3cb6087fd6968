import { asciiBytes } from '../../framing/wire-bytes.ts';
import type { ProtocolDescriptor } from '../../protocol.ts';

/**
 * Thermo RadEye, protocol DT-029E rev B (2016-04-10): 9600 7E2 over an optical adapter that needs RTS
 * high and DTR low. A line comes every second; three missing ones are silence.
 */
export const descriptor: ProtocolDescriptor = {
  id: 'radeye',
  kind: 'dosimeter',
  title: 'Thermo RadEye PRD and G',
  lineSettings: [{ baudRate: 9600, dataBits: 7, parity: 'even', stopBits: 2 }],
  settleMs: 300,
  silentAfterMs: 4000,
  controlLines: { rts: true, dtr: false },
  detection: {
    usb: [],
    passive: 'shape',
    probes: [
      {
        steps: [
          { send: asciiBytes('@'), listenMs: 300 },
          { send: asciiBytes('Vx\n'), listenMs: 600 },
        ],
        recognise: (answer) => {
          const text = Buffer.from(answer.map((byte) => byte & 0x7f)).toString('latin1');
          return /#\s*(RadEye [\x20-\x7e]{1,40}?)\s*\r\n/.exec(text)?.[1] ?? null;
        },
      },
    ],
  },
};
