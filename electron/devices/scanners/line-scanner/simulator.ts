import { createSeededRandom } from '../../seeded-random.ts';
import type { Simulator, SimulatorStep } from '../../protocol.ts';
import type { SimulatedFault } from '../../../../shared/training/simulated-faults.ts';

const BABBLE_MS = 50;

/**
 * A hand scanner with AIM identifiers switched on and CR LF after each code. A text that begins with
 * an identifier keeps it; any other is sent as Code 128 (`]C0`).
 */
export function createLineScannerSimulator(seed: number): Simulator {
  const random = createSeededRandom(seed);
  let fault: SimulatedFault | null = null;
  let babbleAtMs = 0;

  const speak = (bytes: readonly Uint8Array[], nowMs: number): SimulatorStep => {
    if (fault === null) return { emit: bytes, wakeAtMs: null };
    if (fault !== 'babble') return { emit: [], wakeAtMs: null };
    const emit = nowMs >= babbleAtMs ? [random.bytes(1 + Math.floor(random.next() * 24))] : [];
    if (emit.length > 0) babbleAtMs = nowMs + BABBLE_MS;
    return { emit, wakeAtMs: babbleAtMs };
  };

  return {
    start: (nowMs) => speak([], nowMs),
    receive: (_bytes, nowMs) => speak([], nowMs),
    wake: (nowMs) => speak([], nowMs),
    change(change, nowMs) {
      if (change.kind === 'ok') fault = null;
      if (change.kind === 'fault' && isLineFault(change.name)) {
        fault = change.name;
        babbleAtMs = nowMs;
      }
      if (change.kind === 'scan') return speak([encode(change.text)], nowMs);
      return speak(change.kind === 'bytes' ? [change.bytes] : [], nowMs);
    },
  };
}

function isLineFault(name: SimulatedFault): boolean {
  return name === 'disconnected' || name === 'silent' || name === 'babble';
}

function encode(text: string): Uint8Array {
  const hasIdentifier = text.charAt(0) === ']' && text.length > 3;
  return new TextEncoder().encode(`${hasIdentifier ? '' : ']C0'}${text}\r\n`);
}
