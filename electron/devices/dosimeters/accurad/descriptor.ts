import type { ProtocolDescriptor } from '../../protocol.ts';
import { createReplyFramer, decodeReply, encodeRequest } from './codec.ts';

/** The first reply in an answer that can be read, in words. */
function recognise(answer: Uint8Array): string | null {
  const framer = createReplyFramer();
  for (const { kind, bytes } of [...framer.push(answer, 0), ...framer.flush()]) {
    const reply = kind === 'frame' ? decodeReply(bytes) : null;
    if (reply?.kind === 'info') return reply.identity;
    if (reply?.kind === 'data') return 'AccuRad PRD';
  }
  return null;
}

/**
 * Mirion AccuRad PRD over USB (manual DOC012721EN-E, section 10.1). Any speed will do: it is no real
 * serial line. A measurement is new every 250 ms and is asked for every second.
 */
export const descriptor: ProtocolDescriptor = {
  id: 'accurad',
  kind: 'dosimeter',
  title: 'Mirion AccuRad PRD',
  lineSettings: [
    { baudRate: 115200, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 921600, dataBits: 8, parity: 'none', stopBits: 1 },
  ],
  settleMs: 300,
  silentAfterMs: 4000,
  detection: {
    usb: [],
    passive: 'nothing',
    probes: [
      { steps: [{ send: encodeRequest('info', false), listenMs: 600 }], recognise },
      { steps: [{ send: encodeRequest('data', true), listenMs: 600 }], recognise },
    ],
  },
};
