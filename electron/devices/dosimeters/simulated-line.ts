import type { SimulatedFault } from '../../../shared/training/simulated-faults.ts';
import type { SimulatorStep } from '../protocol.ts';
import type { SeededRandom } from '../seeded-random.ts';

/** From one burst of babble to the next. */
const BABBLE_MS = 50;
const MAX_BURST_BYTES = 24;

/** The line of a simulated instrument with the faults that silence it or fill it with garbage. */
export interface SimulatedLine {
  /** The instrument neither hears nor answers. */
  deaf(): boolean;
  /** Takes `silent`, `disconnected` and `babble`; null mends. */
  setFault(fault: SimulatedFault | null, nowMs: number): void;
  /** What goes over the line of what the instrument wants to say. */
  speak(emit: readonly Uint8Array[], wakeAtMs: number | null, nowMs: number): SimulatorStep;
}

/** A line in order. */
export function createSimulatedLine(random: SeededRandom): SimulatedLine {
  let fault: SimulatedFault | null = null;
  let babbleAtMs = 0;

  return {
    deaf: () => fault !== null,
    setFault(name, nowMs) {
      const known = name === 'silent' || name === 'disconnected' || name === 'babble';
      if (known || name === null) fault = name;
      babbleAtMs = nowMs;
    },
    speak(emit, wakeAtMs, nowMs) {
      if (fault === null) return { emit, wakeAtMs };
      if (fault !== 'babble') return { emit: [], wakeAtMs };
      const due = nowMs >= babbleAtMs;
      if (due) babbleAtMs = nowMs + BABBLE_MS;
      return {
        emit: due ? [random.bytes(1 + Math.floor(random.next() * MAX_BURST_BYTES))] : [],
        wakeAtMs: Math.min(wakeAtMs ?? Infinity, babbleAtMs),
      };
    },
  };
}
