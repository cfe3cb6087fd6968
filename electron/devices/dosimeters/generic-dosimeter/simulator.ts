import { toMicrosieverts } from '../../../../shared/measure/dose-rate.ts';
import type { SimulatedFault } from '../../../../shared/training/simulated-faults.ts';
import type { Simulator, SimulatorStep } from '../../protocol.ts';
import { createSeededRandom } from '../../seeded-random.ts';
import type { WorldChange } from '../../world.ts';

const PERIOD_MS = 1000;
const BABBLE_MS = 50;
/** Natural background of a usual workplace, µSv/h. */
const BACKGROUND = 0.12;
/** The convention that the shipped policy states as well: 100 µSv/h for 10 mR/h. */
const MILLIROENTGENS_PER_MICROSIEVERT = 0.1;
/** The display ends at 9999.9. */
const FULL_SCALE = 9999.9;
const ALARM_MR_PER_H = 2;

/**
 * A Ludlum 375 area monitor, as its manual prints the line (p. 27): mR/h with one decimal, date, time,
 * and ALARM or FAIL in a column of its own; once a second.
 */
export function createLudlum375Simulator(seed: number): Simulator {
  const random = createSeededRandom(seed);
  let rate = BACKGROUND;
  let fault: SimulatedFault | null = null;
  let nextMs = 0;
  let lines = 0;

  const line = (): Uint8Array => {
    const shown = Math.min(
      rate * MILLIROENTGENS_PER_MICROSIEVERT * (0.95 + random.next() * 0.1),
      FULL_SCALE,
    );
    const failed = fault === 'dead-tube';
    const alarm = fault === 'alarm' || shown >= ALARM_MR_PER_H;
    const status = failed ? 'FAIL' : alarm ? 'ALARM' : '';
    const value = (failed ? 0 : shown).toFixed(1).padStart(6, '0');
    const seconds = lines % 60;
    const clock = `08:${String(Math.floor(lines / 60) % 60).padStart(2, '0')}:${String(seconds).padStart(2, '0')}`;
    return Uint8Array.from(Buffer.from(`${value} 04/21/95 ${clock} ${status.padEnd(7)}\r\n`));
  };
  const speak = (bytes: readonly Uint8Array[], nowMs: number): SimulatorStep => {
    const emit = [...bytes];
    while (nowMs >= nextMs) {
      lines += 1;
      nextMs += fault === 'babble' ? BABBLE_MS : PERIOD_MS;
      if (fault === 'babble') emit.push(random.bytes(1 + Math.floor(random.next() * 24)));
      else if (fault !== 'silent' && fault !== 'disconnected') emit.push(line());
    }
    return { emit, wakeAtMs: nextMs };
  };
  const change = (world: WorldChange, nowMs: number): SimulatorStep => {
    if (world.kind === 'source') rate = toMicrosieverts(world.value, world.unit) ?? rate;
    if (world.kind === 'fault') fault = world.name;
    if (world.kind === 'ok') fault = null;
    return speak(world.kind === 'bytes' ? [world.bytes] : [], nowMs);
  };

  return {
    start(nowMs) {
      nextMs = nowMs + PERIOD_MS;
      return speak([], nowMs);
    },
    receive: (_bytes, nowMs) => speak([], nowMs),
    wake: (nowMs) => speak([], nowMs),
    change,
  };
}
