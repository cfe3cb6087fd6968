import type { ProtocolDescriptor } from '../../protocol.ts';

/**
 * A barcode reader that sends each code as a line: any vendor's RS-232 or USB-CDC mode. Speeds are
 * the usual factory settings; a USB-CDC port ignores them.
 */
export const descriptor: ProtocolDescriptor = {
  id: 'line-scanner',
  kind: 'scanner',
  title: 'Barcode scanner, line by line',
  lineSettings: [
    { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 115200, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 9600, dataBits: 7, parity: 'even', stopBits: 1 },
  ],
  settleMs: 300,
  silentAfterMs: null,
  detection: {
    // CDC ports of Zebra, Honeywell and Datalogic, as devices.md part D remembers them [M].
    usb: [
      { vendorId: '05e0', productId: '1701' },
      { vendorId: '0c2e', productId: null },
      { vendorId: '05f9', productId: null },
    ],
    passive: 'nothing',
    probes: [],
  },
  requests: ['good-read', 'bad-read'],
};
