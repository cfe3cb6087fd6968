import type { ProtocolDescriptor } from '../../protocol.ts';

/**
 * Any radiation meter that prints lines, read by a site's own profile. Nothing is known of its line:
 * 9600 8N1 is where most instruments start. No port is claimed for it by itself.
 */
export const descriptor: ProtocolDescriptor = {
  id: 'generic-dosimeter',
  kind: 'dosimeter',
  title: 'Any radiation meter, by a profile',
  lineSettings: [
    { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 115200, dataBits: 8, parity: 'none', stopBits: 1 },
  ],
  settleMs: 300,
  silentAfterMs: 10_000,
  detection: { usb: [], passive: 'nothing', probes: [] },
};
