import { joinBytes } from '../../framing/wire-bytes.ts';
import type { ProtocolDescriptor } from '../../protocol.ts';
import { encodeRequest, IDENTITY, LINE_END } from './codec.ts';

/**
 * Counters with the Rad Pro firmware (github.com/Gissio/radpro, docs/comm.md, MIT): 115200 8N1, one
 * line asked, one line answered.
 */
export const descriptor: ProtocolDescriptor = {
  id: 'rad-pro',
  kind: 'dosimeter',
  title: 'Rad Pro firmware (Bosean, FNIRSI, FS2011, GMC-800)',
  lineSettings: [{ baudRate: 115200, dataBits: 8, parity: 'none', stopBits: 1 }],
  settleMs: 300,
  deadTime: 'corrected',
  // Pulses are asked for every second.
  silentAfterMs: 4000,
  detection: {
    usb: [
      { vendorId: '1a86', productId: '7523' },
      { vendorId: '0483', productId: '5740' },
    ],
    passive: 'nothing',
    probes: [
      {
        // The line end finishes what the probe of another protocol has left in its input.
        steps: [{ send: joinBytes([LINE_END, encodeRequest('deviceId')]), listenMs: 600 }],
        recognise(answer) {
          const lines = Buffer.from(answer).toString('latin1').split('\n');
          const found = lines.map((line) => IDENTITY.exec(line.trimEnd())).find(Boolean);
          return found === undefined ? null : `${found?.[1]}, ${found?.[2]}`;
        },
      },
    ],
  },
};
