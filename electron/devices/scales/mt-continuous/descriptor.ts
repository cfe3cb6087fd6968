import type { ProtocolDescriptor } from '../../protocol.ts';

/**
 * Mettler-Toledo (Toledo) Continuous, as Cardinal, Rice Lake, Fairbanks and Kern send it too. Line
 * settings: those of the menus, 7 data bits with even parity first (Wildcat technical manual, p. 40;
 * Kern FTC, p. 42; Rice Lake 680, p. 70).
 */
export const descriptor: ProtocolDescriptor = {
  id: 'mt-continuous',
  kind: 'scale',
  title: 'Mettler-Toledo Continuous (Toledo)',
  lineSettings: [
    { baudRate: 9600, dataBits: 7, parity: 'even', stopBits: 1 },
    { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 4800, dataBits: 7, parity: 'even', stopBits: 1 },
    { baudRate: 4800, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 1200, dataBits: 7, parity: 'even', stopBits: 1 },
  ],
  settleMs: 300,
  // About seven frames a second: a second of silence is a lost line.
  silentAfterMs: 1000,
  detection: { usb: [], passive: 'shape', probes: [] },
  requests: ['zero', 'tare', 'clear-tare'],
};
