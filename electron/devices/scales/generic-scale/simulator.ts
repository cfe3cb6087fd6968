import type { SimulatedFault } from '../../../../shared/training/simulated-faults.ts';
import type { Simulator, SimulatorStep } from '../../protocol.ts';
import { createSeededRandom } from '../../seeded-random.ts';
import type { WorldChange } from '../../world.ts';
import { createPan } from '../mt-sics/simulated-pan.ts';

const BABBLE_MS = 50;
const GRAMS_PER_POUND = 453.592_37;
/** Bytes of an unfinished request that are remembered. */
const MAX_INPUT = 16;

/**
 * A Sterling 7600 as a recorded session shows it: `SGW` CR is answered by its echo and the gross weight
 * in pounds with three decimals; the echo is lost with every eighth answer. Out of range it shows
 * nothing that was recorded, so that the simulated one does not answer.
 */
export function createSterlingSimulator(seed: number): Simulator {
  const random = createSeededRandom(seed);
  const pan = createPan(random);
  let fault: SimulatedFault | null = null;
  let babbleAtMs = 0;
  let input = '';
  let answers = 0;

  const weight = (nowMs: number): Uint8Array => {
    answers += 1;
    const pounds = Number.parseFloat(pan.display(nowMs)) / GRAMS_PER_POUND;
    const text = pounds.toFixed(3).replace('-0.000', '0.000').padStart(7);
    const echo = answers % 8 === 0 ? '' : 'SGW';
    return Uint8Array.from(Buffer.from(`${echo}Gross ${text} lb\r\n`, 'latin1'));
  };
  const takeInput = (bytes: Uint8Array, nowMs: number): Uint8Array[] => {
    const parts = (input + Buffer.from(bytes).toString('latin1')).split('\r');
    input = (parts.pop() ?? '').slice(-MAX_INPUT);
    const asked = parts.filter((part) => part === 'SGW');
    return pan.range() === 'inside' ? asked.map(() => weight(nowMs)) : [];
  };
  const speak = (emit: readonly Uint8Array[], nowMs: number): SimulatorStep => {
    if (fault === null) return { emit, wakeAtMs: null };
    if (fault !== 'babble') return { emit: [], wakeAtMs: null };
    const babble = nowMs >= babbleAtMs ? [random.bytes(1 + Math.floor(random.next() * 24))] : [];
    if (babble.length > 0) babbleAtMs = nowMs + BABBLE_MS;
    return { emit: babble, wakeAtMs: babbleAtMs };
  };
  const setFault = (name: SimulatedFault, nowMs: number): void => {
    if (name === 'overload' || name === 'underload' || name === 'unstable') pan.setFault(name);
    if (name === 'silent' || name === 'babble' || name === 'disconnected') {
      fault = name;
      babbleAtMs = nowMs;
    }
  };
  const change = (world: WorldChange, nowMs: number): SimulatorStep => {
    if (world.kind === 'place') pan.place(world.value, world.unit, nowMs);
    if (world.kind === 'remove') pan.place('0', 'g', nowMs);
    if (world.kind === 'fault') setFault(world.name, nowMs);
    if (world.kind === 'ok') {
      pan.setFault(null);
      fault = null;
    }
    return speak(world.kind === 'bytes' ? [world.bytes] : [], nowMs);
  };

  return {
    start: (nowMs) => speak([], nowMs),
    receive: (bytes, nowMs) => speak(fault === null ? takeInput(bytes, nowMs) : [], nowMs),
    wake: (nowMs) => speak([], nowMs),
    change,
  };
}
