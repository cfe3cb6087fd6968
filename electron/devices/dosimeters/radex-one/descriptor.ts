import type { ProtocolDescriptor } from '../../protocol.ts';
import { createReplyFramer, decodeReply, encodeRequest } from './codec.ts';

/**
 * RADEX ONE by Quarta: 9600 8N1 over a CP210x with an id of its own (mwwhited/BinaryDataDecoders).
 * It speaks only when asked.
 */
export const descriptor: ProtocolDescriptor = {
  id: 'radex-one',
  kind: 'dosimeter',
  title: 'Quarta RADEX ONE',
  lineSettings: [{ baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 }],
  settleMs: 300,
  silentAfterMs: 4000,
  detection: {
    usb: [{ vendorId: 'abba', productId: 'a011' }],
    passive: 'nothing',
    probes: [
      {
        steps: [{ send: encodeRequest('identity', 1), listenMs: 600 }],
        recognise(answer) {
          for (const { kind, bytes } of createReplyFramer().push(answer, 0)) {
            const reply = kind === 'frame' ? decodeReply(bytes) : null;
            if (reply?.kind === 'identity') return reply.text;
          }
          return null;
        },
      },
    ],
  },
};
