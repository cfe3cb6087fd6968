import type { SimulatedDetector } from '../../../../shared/measure/instrument.ts';
import type { Simulator } from '../../protocol.ts';
import { bytesOf, createSimulatedDosimeter } from '../simulated-dosimeter.ts';

/** Counts per minute for each µSv/h of the kit's constant. */
const SBM20 = 175;
/** Above this CPM the kit shows what the last five seconds give. */
const FAST_FROM_CPM = 1000;
/** A second with more overflows the kit's byte. */
const MOST_CPS = 255;

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** A MightyOhm kit: one line a second, its last digits cut and not rounded. */
export function createMightyohmSimulator(
  seed: number,
  detector: SimulatedDetector = {},
): Simulator {
  const cpmPerMicrosievert = detector.cpmPerMicrosievert ?? SBM20;
  const tube = { cpmPerMicrosievert, plateauCps: 5000 };
  return createSimulatedDosimeter(seed, (field) => {
    let seconds: readonly number[] = [];
    const averaged = (cps: number): readonly [cpm: number, mode: string] => {
      const fast = 12 * sum(seconds.slice(-5));
      if (cps > MOST_CPS) return [60 * cps, 'INST'];
      return fast > FAST_FROM_CPM ? [fast, 'FAST'] : [sum(seconds), 'SLOW'];
    };
    return {
      periodMs: () => 1000,
      tick() {
        const cps = field.pulses(tube, 1);
        seconds = [...seconds, cps].slice(-60);
        const [cpm, mode] = averaged(cps);
        const hundredths = Math.floor((100 * cpm) / cpmPerMicrosievert);
        const whole = Math.floor(hundredths / 100);
        const cents = String(hundredths % 100).padStart(2, '0');
        return bytesOf(`CPS, ${cps}, CPM, ${cpm}, uSv/hr, ${whole}.${cents}, ${mode}\r\n`);
      },
    };
  });
}
