import type { ProtocolDescriptor } from '../../protocol.ts';

/**
 * MightyOhm Geiger kits and what sends their lines (ESPGeiger), one line a second at 9600 8N1; USB
 * bridges of ESPGeiger boards run at 115200 (README of steadramon/ESPGeiger). Three missing lines are
 * silence. A bare number, as GC10 kits send it, is what any
 * counter or thermometer sends: only the lines with names are a sign of such a kit.
 */
export const descriptor: ProtocolDescriptor = {
  id: 'mightyohm',
  kind: 'dosimeter',
  title: 'MightyOhm Geiger kit and CSV lines',
  lineSettings: [
    { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 115200, dataBits: 8, parity: 'none', stopBits: 1 },
  ],
  settleMs: 300,
  silentAfterMs: 3000,
  detection: {
    usb: [{ vendorId: '0403', productId: '6001' }],
    passive: 'weak',
    mark: 'CPS,',
    probes: [],
  },
};
