import { encodeCommand } from './codec.ts';
import { parseVersion } from './family.ts';
import type { ProtocolDescriptor } from '../../protocol.ts';

/**
 * GQ Electronics GMC Geiger counters. Line: 115200 8N1 from the factory, 57600 on the GMC-300 up to
 * V3 and the GMC-300S; other speeds can be set in the menu (GQ-RFC1201 1.40 and GQ-RFC1801 1.00,
 * "Serial Port configuration"). A heartbeat comes every second; three missing ones are silence.
 */
export const descriptor: ProtocolDescriptor = {
  id: 'gq-gmc',
  kind: 'dosimeter',
  title: 'GQ GMC Geiger counter',
  lineSettings: [
    { baudRate: 115200, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 57600, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 38400, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
  ],
  settleMs: 300,
  silentAfterMs: 3000,
  detection: {
    usb: [{ vendorId: '1a86', productId: '7523' }],
    passive: 'nothing',
    probes: [
      {
        // A running heartbeat would mix with the version. A GMC-500+ may leave the first GETVER after
        // opening unanswered.
        steps: [
          { send: encodeCommand('HEARTBEAT0'), listenMs: 1100 },
          { send: encodeCommand('GETVER'), listenMs: 300 },
          { send: encodeCommand('GETVER'), listenMs: 500 },
        ],
        recognise(answer) {
          const version = parseVersion(answer);
          return version === null ? null : `${version.model} firmware ${version.firmware}`;
        },
      },
    ],
  },
};
