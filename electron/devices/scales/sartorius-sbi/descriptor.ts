import { asciiBytes } from '../../framing/wire-bytes.ts';
import type { ProtocolDescriptor } from '../../protocol.ts';
import { decodeLine } from './codec.ts';

/** A weight, or a value without unit as while it moves; words such as `High` prove nothing. */
function recognise(answer: Uint8Array): string | null {
  const message = decodeLine(answer);
  const moves = message.kind === 'fault' && message.detail.includes('prints the unit');
  return message.kind === 'weight' || moves ? 'prints on ESC P as an SBI scale' : null;
}

/**
 * Sartorius SBI. Factory setting 9600 7O1, 1200 on old models, 8N1 on newer ones (from memory, the
 * menu of the scale decides).
 */
export const descriptor: ProtocolDescriptor = {
  id: 'sartorius-sbi',
  kind: 'scale',
  title: 'Sartorius SBI',
  lineSettings: [
    { baudRate: 9600, dataBits: 7, parity: 'odd', stopBits: 1 },
    { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 1200, dataBits: 7, parity: 'odd', stopBits: 1 },
  ],
  settleMs: 300,
  silentAfterMs: 2000,
  requests: ['zero', 'tare'],
  detection: {
    usb: [],
    // Automatic printing; places are fixed.
    passive: 'shape',
    // It asks for a print-out and changes nothing.
    probes: [{ steps: [{ send: asciiBytes('\x1bP\r\n'), listenMs: 600 }], recognise }],
  },
};
