import type { SimulatedFault } from '../../../shared/training/simulated-faults.ts';
import type { Simulator, SimulatorStep } from '../protocol.ts';
import { createSeededRandom } from '../seeded-random.ts';

const BABBLE_MS = 50;

/** What one make of reader sends; nothing of it is sent while the reader plays a fault of its line. */
export interface ScannerSpeech {
  /** The bytes of a code that was read. */
  read(text: string): readonly Uint8Array[];
  /** The answers to bytes of the host. */
  answer(bytes: Uint8Array): readonly Uint8Array[];
}

/** A hand scanner that speaks when its trigger is pulled. */
export function createSimulatedScanner(seed: number, speech: ScannerSpeech): Simulator {
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
    receive: (bytes, nowMs) => speak(speech.answer(bytes), nowMs),
    wake: (nowMs) => speak([], nowMs),
    change(change, nowMs) {
      if (change.kind === 'ok') fault = null;
      if (change.kind === 'fault' && isLineFault(change.name)) {
        fault = change.name;
        babbleAtMs = nowMs;
      }
      if (change.kind === 'scan') return speak(speech.read(change.text), nowMs);
      return speak(change.kind === 'bytes' ? [change.bytes] : [], nowMs);
    },
  };
}

function isLineFault(name: SimulatedFault): boolean {
  return name === 'disconnected' || name === 'silent' || name === 'babble';
}

/**
 * The text of a code as a reader with AIM identifiers switched on writes it: a text that begins with
 * an identifier keeps it; any other is sent as Code 128 (`]C0`).
 */
export function withIdentifier(text: string): string {
  const hasIdentifier = text.charAt(0) === ']' && text.length > 3;
  return `${hasIdentifier ? '' : ']C0'}${text}`;
}
