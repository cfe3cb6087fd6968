import type { ProtocolDescriptor } from '../../protocol.ts';
import { decodePacket, encodeCommand, OPCODE, WAKEUP } from './codec.ts';
import { createPacketFramer } from './packet-framer.ts';

/** The revision among the answer's packets; null when there is none. */
function recognise(answer: Uint8Array): string | null {
  const framer = createPacketFramer();
  for (const piece of [...framer.push(answer, 0), ...framer.flush()]) {
    if (piece.kind === 'garbage') continue;
    const message = decodePacket(piece);
    if (message.kind === 'revision') return `Zebra SSI ${message.text}`;
  }
  return null;
}

/** Zebra (Symbol, Motorola) scanners and engines in SSI mode with packets. */
export const descriptor: ProtocolDescriptor = {
  id: 'zebra-ssi',
  kind: 'scanner',
  title: 'Zebra SSI scanner',
  lineSettings: [
    { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
    { baudRate: 115200, dataBits: 8, parity: 'none', stopBits: 1 },
  ],
  settleMs: 300,
  // The driver asks every 30 s and gives up after 6 s without an answer; this is the net below it.
  silentAfterMs: 60_000,
  detection: {
    usb: [{ vendorId: '05e0', productId: null }],
    passive: 'checksum',
    // A question for the firmware's name: the scanner goes on as it was.
    probes: [
      {
        steps: [
          { send: WAKEUP, listenMs: 50 },
          { send: encodeCommand(OPCODE.requestRevision), listenMs: 700 },
        ],
        recognise,
      },
    ],
  },
  requests: ['good-read', 'bad-read'],
  // The host's RTS rests low ("Host RTS Line State", factory setting from memory [M]): high would be
  // a request to send, and the scanner would hold its codes back.
  controlLines: { rts: false, dtr: true },
};
