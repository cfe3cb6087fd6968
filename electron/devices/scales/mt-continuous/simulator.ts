import type { Simulator } from '../../protocol.ts';
import { createSimulatedIndicator } from '../simulated-indicator.ts';
import type { Weighing } from '../simulated-load.ts';

/** About seven frames a second (Wildcat technical manual, p. 40). */
const EVERY_MS = 140;

/** Weight and tare in grams, blanks in front. */
const places = (grams: number): string => String(Math.abs(grams)).padStart(6, ' ');

/** 30 kg in steps of 1 g: three decimals, increment 1, kilograms, checksum. */
function encode({ range, stable, net, tare }: Weighing): string {
  // b5 and b4 always: "1" and kilogram.
  let statusB = 0b0011_0000;
  if (tare !== 0) statusB += 0b0001;
  if (net < 0 || range === 'under') statusB += 0b0010;
  if (range !== 'inside') statusB += 0b0100;
  if (!stable) statusB += 0b1000;
  const text = `\x02-${String.fromCharCode(statusB)} ${places(net)}${places(tare)}\r`;
  let sum = 0;
  for (const character of text) sum += character.charCodeAt(0);
  return text + String.fromCharCode((128 - (sum % 128)) % 128);
}

/**
 * An indicator in continuous mode with checksum. `Z`, `T`, `C` and `P` act without an answer, zero
 * and tare at rest only; other characters are ignored.
 */
export function createMtContinuousSimulator(seed: number): Simulator {
  return createSimulatedIndicator(
    {
      capacityG: 30_000,
      incrementG: 1,
      everyMs: EVERY_MS,
      streams: true,
      commands: 'bytes',
      encode,
      // Any length between two STX that the protocol has.
      // eslint-disable-next-line no-control-regex
      lastFrame: /\x02[^\x02]{9,15}\r[^]?$/,
      obey(command, panel) {
        const { stable, range } = panel.weigh();
        if (command === 'C') panel.clearTare();
        if (!stable || range !== 'inside') return '';
        if (command === 'Z') panel.zero();
        if (command === 'T') panel.tare();
        return '';
      },
    },
    seed,
  );
}
