import { asciiBytes } from '../../framing/wire-bytes.ts';
import type { ProtocolDescriptor } from '../../protocol.ts';
import { decodeFrame } from './codec.ts';

/** Price zero: the scale answers with the weight and computes nothing (sbzsystems page). */
export const WEIGHT_QUESTION: Uint8Array = asciiBytes('98000001\r\n');

/** Dibal retail scales. Line settings: 9600 8N1 (sbzsystems page). */
export const descriptor: ProtocolDescriptor = {
  id: 'dibal',
  kind: 'scale',
  title: 'Dibal retail scales (98/99)',
  lineSettings: [{ baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 }],
  settleMs: 300,
  silentAfterMs: 3000,
  detection: {
    usb: [],
    // It answers only.
    passive: 'nothing',
    probes: [
      {
        steps: [{ send: WEIGHT_QUESTION, listenMs: 800 }],
        recognise(answer) {
          const text = Buffer.from(answer).toString('latin1');
          const line = /99\d{13}[0-?]\r\n/.exec(text)?.[0];
          if (line === undefined || decodeFrame(asciiBytes(line)).kind !== 'weight') return null;
          return `Dibal scale: ${line.trim()}`;
        },
      },
    ],
  },
};
