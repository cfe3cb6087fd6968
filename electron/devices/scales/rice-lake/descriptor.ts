import type { ProtocolDescriptor } from '../../protocol.ts';

/**
 * Rice Lake (Consolidated Controls), Cardinal and Weigh-Tronix continuous output. Line settings: 9600
 * 8N1 and the others of the indicators' menus (Rice Lake 920i p. 129; Tracer AV p. 38).
 */
export const descriptor: ProtocolDescriptor = {
  id: 'rice-lake',
  kind: 'scale',
  title: 'Rice Lake, Cardinal, Weigh-Tronix stream',
  lineSettings: [
    { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 9600, dataBits: 7, parity: 'even', stopBits: 1 },
    { baudRate: 4800, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 19200, dataBits: 8, parity: 'none', stopBits: 1 },
  ],
  settleMs: 300,
  silentAfterMs: 2000,
  detection: { usb: [], passive: 'shape', probes: [] },
  requests: ['zero', 'tare'],
};
