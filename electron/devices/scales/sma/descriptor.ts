import { asciiBytes } from '../../framing/wire-bytes.ts';
import type { ProtocolDescriptor } from '../../protocol.ts';
import { decodeFrame } from './codec.ts';

function recognise(answer: Uint8Array): string | null {
  const { kind } = decodeFrame(answer);
  return kind === 'weight' || kind === 'fault' ? 'answers W as an SMA scale' : null;
}

/**
 * SMA SCP-0499. Line settings are those that scales of this kind offer most (from memory, the menu of
 * the scale decides).
 */
export const descriptor: ProtocolDescriptor = {
  id: 'sma',
  kind: 'scale',
  title: 'SMA SCP-0499',
  lineSettings: [
    { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 9600, dataBits: 7, parity: 'even', stopBits: 1 },
    { baudRate: 4800, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 2400, dataBits: 8, parity: 'none', stopBits: 1 },
  ],
  settleMs: 300,
  silentAfterMs: 2000,
  requests: ['zero', 'tare', 'clear-tare'],
  detection: {
    usb: [],
    // A repetition that was left running; 20 bytes in fixed places.
    passive: 'shape',
    // Not `A`, which names the protocol: the letter starts the confidence test of an 8217 scale.
    // LF makes an instrument whose lines end with CR LF forget the letter.
    probes: [
      {
        steps: [{ send: asciiBytes('\nW\r'), listenMs: 500 }],
        restore: asciiBytes('\n'),
        recognise,
      },
    ],
  },
};
