import type { ProtocolDescriptor } from '../../protocol.ts';
import { FRAME_BYTES, isSentence, START, STOP } from './codec.ts';

/** Whether a whole sentence is among the bytes. */
function hasSentence(bytes: Uint8Array): boolean {
  return bytes.some((_, at) => isSentence(bytes.subarray(at, at + FRAME_BYTES)));
}

/**
 * Canberra (now Mirion) ADM-300 survey meter: 300 8N1 (ThreeSixes/pyadm300). A sentence takes 1.6 s on
 * the wire and comes about every 2 s; four missing ones are silence.
 */
export const descriptor: ProtocolDescriptor = {
  id: 'adm-300',
  kind: 'dosimeter',
  title: 'Canberra/Mirion ADM-300 survey meter',
  lineSettings: [{ baudRate: 300, dataBits: 8, parity: 'none', stopBits: 1 }],
  settleMs: 300,
  silentAfterMs: 8500,
  detection: {
    usb: [],
    passive: 'checksum',
    probes: [
      {
        // The sentences that it starts are stopped again.
        steps: [{ send: START, listenMs: 5000 }],
        restore: STOP,
        recognise: (answer) => (hasSentence(answer) ? 'ADM-300' : null),
      },
    ],
  },
};
