import type { LineSettings } from '../../../shared/measure/instrument.ts';
import { createSeededRandom } from '../seeded-random.ts';
import type { WorldChange } from '../world.ts';
import { bitsOf, bytesOfBits } from './wire-bits.ts';

/** With `line-errors` one bit in so many is flipped: about one byte in thirty. */
const BITS_PER_ERROR = 300;

/**
 * The line between a simulated instrument and the host. It carries bytes unchanged while both ends
 * have the same speed and nothing is wrong.
 */
export interface SimulatedLine {
  /** `fault line-errors` begins to flip bits, start, stop and parity bits included; `ok` ends it. */
  change(change: WorldChange): void;
  /** @param baudRate the host's; null where it is not known, and then taken to be right */
  toHost(bytes: Uint8Array, baudRate: number | null): Uint8Array;
  toInstrument(bytes: Uint8Array, baudRate: number | null): Uint8Array;
}

/** @param settings of the instrument */
export function createSimulatedLine(settings: LineSettings, seed: number): SimulatedLine {
  const random = createSeededRandom(seed).next;
  let failing = false;

  const carry = (bytes: Uint8Array, from: LineSettings, to: LineSettings): Uint8Array => {
    if (!failing && from.baudRate === to.baudRate) return bytes;
    const bits = bitsOf(bytes, from);
    const flipped = failing
      ? bits.map((bit) => (random() * BITS_PER_ERROR < 1 ? !bit : bit))
      : bits;
    return bytesOfBits(flipped, from.baudRate, to);
  };
  const host = (baudRate: number | null): LineSettings => ({
    ...settings,
    baudRate: baudRate ?? settings.baudRate,
  });

  return {
    change(change) {
      if (change.kind === 'ok') failing = false;
      if (change.kind === 'fault' && change.name === 'line-errors') failing = true;
    },
    toHost: (bytes, baudRate) => carry(bytes, settings, host(baudRate)),
    toInstrument: (bytes, baudRate) => carry(bytes, host(baudRate), settings),
  };
}
