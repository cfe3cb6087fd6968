import { asciiBytes } from '../../framing/wire-bytes.ts';
import type { LineSettings } from '../../../../shared/measure/instrument.ts';
import type { ProtocolDescriptor } from '../../protocol.ts';
import { readAnswer } from './codec.ts';

const at = (baudRate: number): LineSettings => {
  return { baudRate, dataBits: 7, parity: 'even', stopBits: 1 };
};

/**
 * Gamma-Scout with its FTDI bridge: 7E1 at 9600 (firmware 6.00 to 6.89), 460800 (from 6.90), 2400
 * (before 6.00) (Gamma-Scout Communication Interface V1.7). Only the Online model measures over the
 * line. The longest time to the first counts is an interval of 10 s.
 */
export const descriptor: ProtocolDescriptor = {
  id: 'gamma-scout',
  kind: 'dosimeter',
  title: 'Gamma-Scout Online',
  lineSettings: [at(9600), at(460_800), at(2400)],
  settleMs: 300,
  silentAfterMs: 12_500,
  detection: {
    usb: [{ vendorId: '0403', productId: 'd678' }],
    passive: 'shape',
    probes: [
      // Says in which mode it is, and changes none.
      { steps: [{ send: asciiBytes('v'), listenMs: 1000 }], recognise: readAnswer },
    ],
  },
};
