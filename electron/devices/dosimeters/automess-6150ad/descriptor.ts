import type { ProtocolDescriptor } from '../../protocol.ts';

/**
 * Automess 6150AD dose rate meters: 4800 8N1, six bytes every 1.049 s, no commands (6150AD6/E manual
 * p. 50). Four missing frames are silence. The check is an XOR of four bytes, which chance passes once
 * in 256; the frame around it is strict: `shape`.
 */
export const descriptor: ProtocolDescriptor = {
  id: 'automess-6150ad',
  kind: 'dosimeter',
  title: 'Automess 6150AD dose rate meter',
  lineSettings: [{ baudRate: 4800, dataBits: 8, parity: 'none', stopBits: 1 }],
  settleMs: 300,
  silentAfterMs: 4500,
  detection: { usb: [], passive: 'shape', probes: [] },
};
