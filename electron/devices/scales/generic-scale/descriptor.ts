import type { ProtocolDescriptor } from '../../protocol.ts';

/**
 * Any scale that prints lines, read by a site's own profile. Nothing is known of its line: 9600 8N1 is
 * where most instruments start. No port is claimed for it by itself.
 */
export const descriptor: ProtocolDescriptor = {
  id: 'generic-scale',
  kind: 'scale',
  title: 'Any scale, by a profile',
  lineSettings: [
    { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 9600, dataBits: 7, parity: 'even', stopBits: 1 },
  ],
  settleMs: 300,
  silentAfterMs: 3000,
  detection: { usb: [], passive: 'nothing', probes: [] },
  requests: ['zero', 'tare', 'clear-tare'],
};
