import { asciiBytes } from '../../framing/wire-bytes.ts';
import type { ProtocolDescriptor } from '../../protocol.ts';
import { decodeMessage } from './codec.ts';

function recognise(answer: Uint8Array): string | null {
  const { kind } = decodeMessage(answer);
  return kind === 'weight' || kind === 'fault' ? 'answers W as an SCP-01 scale' : null;
}

/**
 * NCI / Weigh-Tronix SCP-01: 9600 7E1 on most (NCI 7800 manual p. 32, Avery 7821 p. 25), 4800 7E1 as
 * UPS WorldShip sets up "NCI3835"; the same without parity bit as menus offer it.
 */
export const descriptor: ProtocolDescriptor = {
  id: 'nci-scp01',
  kind: 'scale',
  title: 'NCI / Weigh-Tronix SCP-01',
  lineSettings: [
    { baudRate: 9600, dataBits: 7, parity: 'even', stopBits: 1 },
    { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 4800, dataBits: 7, parity: 'even', stopBits: 1 },
    { baudRate: 4800, dataBits: 8, parity: 'none', stopBits: 1 },
  ],
  settleMs: 300,
  silentAfterMs: 2000,
  requests: ['zero'],
  detection: {
    usb: [],
    // It does not speak unasked.
    passive: 'nothing',
    // LF makes an instrument whose lines end with CR LF forget the letter.
    probes: [
      {
        steps: [{ send: asciiBytes('W\r'), listenMs: 500 }],
        restore: asciiBytes('\n'),
        recognise,
      },
    ],
  },
};
