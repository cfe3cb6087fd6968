import type { ProtocolDescriptor } from '../../protocol.ts';

/**
 * Safecast bGeigie: one `$BNRDD` sentence every 5 s; 57600 8N1 on the Nano, 9600 on older kits (their
 * firmware, Safecast/bGeigieNanoKit). Three missing sentences are silence.
 */
export const descriptor: ProtocolDescriptor = {
  id: 'bgeigie',
  kind: 'dosimeter',
  title: 'Safecast bGeigie',
  lineSettings: [
    { baudRate: 57600, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
  ],
  settleMs: 300,
  silentAfterMs: 15_500,
  detection: {
    usb: [{ vendorId: '0403', productId: '6001' }],
    passive: 'checksum',
    probes: [],
  },
};
