import type { SimulatedDetector } from '../../../../shared/measure/instrument.ts';
import type { Simulator } from '../../protocol.ts';
import { bytesOf, createSimulatedDosimeter } from '../simulated-dosimeter.ts';

/** Counts per minute for each µSv/h of its LND 7317. */
const LND7317 = 334;
const BINS = 12;

/** A bGeigie Nano on a bench near a window: a sentence every 5 s, valid after a minute. */
export function createBgeigieSimulator(seed: number, detector: SimulatedDetector = {}): Simulator {
  const tube = {
    cpmPerMicrosievert: detector.cpmPerMicrosievert ?? LND7317,
    plateauCps: 25_000,
  };
  return createSimulatedDosimeter(seed, (field) => {
    let bins: readonly number[] = [];
    let sentences = 0;
    let total = 0;
    return {
      periodMs: () => 5000,
      tick() {
        const count = field.pulses(tube, 5);
        const isFull = bins.length === BINS && !field.isPlaying('warming-up');
        bins = [...bins, count].slice(-BINS);
        sentences += 1;
        total += count;
        const cpm = bins.reduce((a, b) => a + b, 0);
        const time = new Date(Date.UTC(2026, 0, 1) + sentences * 5000).toISOString().slice(0, 19);
        const validity = isFull && cpm > 0 ? 'A' : 'V';
        const body = `BNRDD,2408,${time}Z,${cpm},${count},${total},${validity},5003.1563,N,01430.9260,E,242.80,A,4,210`;
        let check = 0;
        for (const character of body) check ^= character.charCodeAt(0);
        const digits = (check < 16 ? '0' : '') + check.toString(16).toUpperCase();
        return bytesOf(`$${body}*${digits}\r\n`);
      },
    };
  });
}
