import { toMicrosieverts } from '../../../shared/measure/dose-rate.ts';
import type { SimulatedFault } from '../../../shared/training/simulated-faults.ts';
import type { Simulator, SimulatorStep } from '../protocol.ts';
import { createSeededRandom } from '../seeded-random.ts';

/** Natural background of a usual workplace, µSv/h. */
const BACKGROUND = 0.12;
const BABBLE_MS = 50;

/** A tube without dead time below its plateau: `source` is what the instrument shows. */
export interface SimulatedTube {
  readonly cpmPerMicrosievert: number;
  /** Most pulses a second; what is left in too strong a field. */
  readonly plateauCps: number;
}

/** What a simulated instrument knows of the world. */
export interface SimulatedField {
  /** Dose rate at its place, µSv/h. */
  microsieverts(): number;
  isPlaying(fault: SimulatedFault): boolean;
  /** Pulses in so many seconds: Poisson, none in a dead tube. */
  pulses(tube: SimulatedTube, seconds: number): number;
}

/** The instrument itself: what it sends by the clock, and what it answers. */
export interface SimulatedInstrument {
  /** What is due after another period; nothing while it does not stream. Raw bytes take its place. */
  tick(): Uint8Array | null;
  /** Milliseconds between frames; may change with a setting. */
  periodMs(): number;
  /** Answers; an instrument that only sends has none. */
  receive?(bytes: Uint8Array): readonly Uint8Array[];
  /** A fault begins that is more than a state of the field. */
  begin?(fault: SimulatedFault): void;
}

/**
 * The clock, the world and the line of a simulated dosimeter. Raw bytes of the world are sent in the
 * place of the next frame. Late wakes lose no time.
 */
export function createSimulatedDosimeter(
  seed: number,
  build: (field: SimulatedField) => SimulatedInstrument,
): Simulator {
  const random = createSeededRandom(seed);
  const faults = new Set<SimulatedFault>();
  const scripted: Uint8Array[] = [];
  let rate = BACKGROUND;
  let tickAtMs = Infinity;
  let babbleAtMs = 0;
  const instrument = build({
    microsieverts: () => rate,
    isPlaying: (fault) => faults.has(fault),
    pulses({ cpmPerMicrosievert, plateauCps }, seconds) {
      if (faults.has('dead-tube')) return 0;
      const perSecond = Math.min((rate * cpmPerMicrosievert) / 60, plateauCps);
      return random.poisson((faults.has('saturated') ? plateauCps : perSecond) * seconds);
    },
  });

  const isMute = (): boolean => faults.has('silent') || faults.has('disconnected');
  const runClock = (nowMs: number): Uint8Array[] => {
    const frames: Uint8Array[] = [];
    while (nowMs >= tickAtMs) {
      const frame = instrument.tick();
      tickAtMs += instrument.periodMs();
      if (frame !== null) frames.push(scripted.shift() ?? frame);
    }
    return frames;
  };
  const speak = (answers: readonly Uint8Array[], nowMs: number): SimulatorStep => {
    const emit = [...runClock(nowMs), ...answers];
    if (isMute()) return { emit: [], wakeAtMs: tickAtMs };
    if (!faults.has('babble')) return { emit, wakeAtMs: tickAtMs };
    const due = nowMs >= babbleAtMs;
    if (due) babbleAtMs = nowMs + BABBLE_MS;
    return {
      emit: due ? [random.bytes(1 + Math.floor(random.next() * 24))] : [],
      wakeAtMs: Math.min(tickAtMs, babbleAtMs),
    };
  };

  return {
    start(nowMs) {
      tickAtMs = nowMs + instrument.periodMs();
      return speak([], nowMs);
    },
    wake: (nowMs) => speak([], nowMs),
    receive(bytes, nowMs) {
      const deaf = isMute() || faults.has('babble');
      return speak(deaf ? [] : (instrument.receive?.(bytes) ?? []), nowMs);
    },
    change(change, nowMs) {
      const before = speak([], nowMs);
      if (change.kind === 'source') rate = toMicrosieverts(change.value, change.unit) ?? rate;
      if (change.kind === 'bytes') scripted.push(change.bytes);
      if (change.kind === 'ok') faults.clear();
      if (change.kind === 'fault') {
        faults.add(change.name);
        babbleAtMs = nowMs;
        instrument.begin?.(change.name);
      }
      const after = speak([], nowMs);
      return { emit: [...before.emit, ...after.emit], wakeAtMs: after.wakeAtMs };
    },
  };
}

/** Text to bytes, one byte a character. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
