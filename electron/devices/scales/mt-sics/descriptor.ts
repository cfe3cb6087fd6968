import { asciiBytes } from '../../framing/wire-bytes.ts';
import type { ProtocolDescriptor } from '../../protocol.ts';

/**
 * Mettler Toledo Standard Interface Command Set, levels 0 and 1, and its dialect Kern KCP.
 * Line settings: factory 9600 8N1 on most balances (MT-SICS reference manual, interface settings;
 * KERN KIB-TM, KCP), the rest are settings that the balances' menus offer.
 */
export const descriptor: ProtocolDescriptor = {
  id: 'mt-sics',
  kind: 'scale',
  title: 'Mettler Toledo MT-SICS, Kern KCP',
  lineSettings: [
    { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 9600, dataBits: 7, parity: 'even', stopBits: 1 },
    { baudRate: 2400, dataBits: 7, parity: 'even', stopBits: 1 },
    { baudRate: 4800, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 19200, dataBits: 8, parity: 'none', stopBits: 1 },
  ],
  settleMs: 300,
  silentAfterMs: 2000,
  requests: ['zero', 'tare', 'clear-tare'],
  detection: {
    usb: [],
    passive: 'shape',
    probes: [
      {
        steps: [{ send: asciiBytes('I4\r\n'), listenMs: 600 }],
        recognise: (answer) =>
          /(?:^|\n)I4 A "([^"\r\n]*)"\r\n/.exec(Buffer.from(answer).toString('latin1'))?.[1] ??
          null,
      },
    ],
  },
};
