import { stripParity } from '../../framing/parity-bit.ts';
import { asciiBytes } from '../../framing/wire-bytes.ts';
import type { ProtocolDescriptor } from '../../protocol.ts';
import { decodeFrame } from './codec.ts';

/** The whole answer has to be one weight or status. */
function recogniseWeight(answer: Uint8Array): string | null {
  const { kind } = decodeFrame(answer);
  return kind === 'weight' || kind === 'status' ? 'answers W as an 8217 scale' : null;
}

function recogniseEcho(answer: Uint8Array): string | null {
  const text = String.fromCharCode(...(stripParity(answer) ?? []));
  return text === '\x02E\rhello' ? 'echoes as an 8217 scale' : null;
}

/**
 * Toledo 8217 and 8213, single-character commands: 9600 7E1 (PSC Magellan 8500 manual p. 39,
 * Brecknell 3700LP p. 11), 8N1 on scales with a USB port of their own (Ariva).
 */
export const descriptor: ProtocolDescriptor = {
  id: 'toledo-8217',
  kind: 'scale',
  title: 'Toledo 8217 / 8213',
  lineSettings: [
    { baudRate: 9600, dataBits: 7, parity: 'even', stopBits: 1 },
    { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
  ],
  settleMs: 300,
  silentAfterMs: 2000,
  requests: ['zero', 'tare', 'clear-tare'],
  detection: {
    usb: [],
    // It does not speak unasked.
    passive: 'nothing',
    probes: [
      // The line ends make an instrument that reads lines forget the letters.
      {
        steps: [{ send: asciiBytes('W'), listenMs: 400 }],
        restore: asciiBytes('\r\n'),
        recognise: recogniseWeight,
      },
      // Echo mode changes nothing else; F ends it.
      {
        steps: [{ send: asciiBytes('Ehello'), listenMs: 400 }],
        restore: asciiBytes('F\r\n'),
        recognise: recogniseEcho,
      },
    ],
  },
};
