import type { SimulatedDetector } from '../../../../shared/measure/instrument.ts';
import type { Simulator } from '../../protocol.ts';
import { createSimulatedDosimeter } from '../simulated-dosimeter.ts';

const PERIOD_MS = 1049;
/** Frames over which the shown rate is averaged. */
const AVERAGED = 8;
const INTERNAL_TUBE = 20;

/** A value as the meter sends it: 16 bits of mantissa between 0x4000 and 0x7fff, and a power of two. */
function encodeValue(value: number): readonly number[] {
  if (value === 0) return [0, 0, 0];
  let exponent = Math.floor(Math.log2(value)) + 1;
  let mantissa = Math.round(value / 2 ** (exponent - 15));
  if (mantissa > 0x7fff) {
    exponent += 1;
    mantissa = 0x4000;
  }
  return [mantissa % 256, Math.floor(mantissa / 256), (exponent + 256) % 256];
}

/** A 6150AD with its internal tube. */
export function createAutomessSimulator(seed: number, detector: SimulatedDetector = {}): Simulator {
  const tube = { cpmPerMicrosievert: detector.cpmPerMicrosievert ?? 240, plateauCps: 20_000 };
  const seconds = PERIOD_MS / 1000;
  return createSimulatedDosimeter(seed, (field) => {
    let rates: readonly number[] = [];
    return {
      periodMs: () => PERIOD_MS,
      tick() {
        const perMinute = (field.pulses(tube, seconds) / seconds) * 60;
        rates = [...rates, perMinute / tube.cpmPerMicrosievert].slice(-AVERAGED);
        const data = [
          INTERNAL_TUBE,
          ...encodeValue(rates.reduce((a, b) => a + b, 0) / rates.length),
        ];
        return Uint8Array.of(
          2,
          ...data,
          data.reduce((a, b) => a ^ b, 0),
        );
      },
    };
  });
}
