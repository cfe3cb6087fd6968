import { asciiBytes } from '../../framing/wire-bytes.ts';
import type { ProtocolDescriptor, SafeProbe } from '../../protocol.ts';
import { decodeFrame } from './codec.ts';

/** What the first whole line of an answer says, or null when it is not of this family. */
function recognise(answer: Uint8Array): string | null {
  const text = Buffer.from(answer).toString('latin1');
  for (const line of text.match(/[^\n]*\r\n/g) ?? []) {
    const message = decodeFrame(asciiBytes(line));
    if (message.kind === 'weight') return `${message.dialect.title}: ${line.trim()}`;
  }
  return null;
}

/** Both only ask for the weight as it is. */
const probe = (question: string): SafeProbe => ({
  steps: [{ send: asciiBytes(question), listenMs: 600 }],
  recognise,
});

/**
 * The comma family. Line settings: A&D 2400 7E1 (from memory, as the factory setting of EK, EJ and FX:
 * the site can set another), CAS, Dini Argeo, Kern and Excell 9600 8N1; the rest are menu settings.
 */
export const descriptor: ProtocolDescriptor = {
  id: 'st-gs',
  kind: 'scale',
  title: 'ST,GS lines: A&D, CAS, Dini Argeo, Kern, Excell and others',
  lineSettings: [
    { baudRate: 2400, dataBits: 7, parity: 'even', stopBits: 1 },
    { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 2400, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 4800, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 9600, dataBits: 7, parity: 'even', stopBits: 1 },
    { baudRate: 19200, dataBits: 8, parity: 'none', stopBits: 1 },
  ],
  settleMs: 300,
  silentAfterMs: 3000,
  detection: { usb: [], passive: 'shape', probes: [probe('Q\r\n'), probe('READ\r\n')] },
  requests: ['zero', 'tare', 'clear-tare'],
};
