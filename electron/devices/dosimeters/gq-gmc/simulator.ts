import { createSeededRandom } from '../../seeded-random.ts';
import type { Simulator, SimulatorStep } from '../../protocol.ts';
import type { SimulatedDetector } from '../../../../shared/measure/instrument.ts';
import type { SimulatedFault } from '../../../../shared/training/simulated-faults.ts';
import type { WorldChange } from '../../world.ts';
import { calibrationOf, createTube } from './simulated-tube.ts';
import type { SimulatedCalibration, Tube } from './simulated-tube.ts';

const SECOND_MS = 1000;
const BABBLE_MS = 50;
/** Bytes of an unfinished command that are remembered. */
const MAX_INPUT = 64;

interface State {
  input: string;
  heartbeat: boolean;
  nextTickMs: number;
  lineFault: SimulatedFault | null;
  babbleAtMs: number;
  lowBattery: boolean;
  /** Raw bytes of the world, each of which takes the place of one heartbeat word. */
  readonly scripted: Uint8Array[];
}

/**
 * A GMC-320 with firmware 4.26 and a calibration of its own: two-byte counts, Poisson pulses.
 * `source` is the dose rate that it shows; another detector has another calibration. Silence answers what it does not know. While the
 * heartbeat is on, raw bytes of the world are sent in place of the next word, else at once.
 */
export function createGqGmcSimulator(seed: number, detector: SimulatedDetector = {}): Simulator {
  const random = createSeededRandom(seed);
  const calibration = calibrationOf(detector);
  let tube: Tube = createTube(random, calibration, 0);
  const state: State = {
    input: '',
    heartbeat: false,
    nextTickMs: Infinity,
    lineFault: null,
    babbleAtMs: 0,
    lowBattery: false,
    scripted: [],
  };

  const answer = (command: string): Uint8Array | null => {
    switch (command) {
      case 'GETVER':
        return Uint8Array.from('GMC-320Re 4.26', (character) => character.charCodeAt(0));
      case 'GETCFG':
        return buildConfiguration(calibration);
      case 'GETVOLT':
        return Uint8Array.of(state.lowBattery ? 34 : 41);
      case 'GETSERIAL':
        return Uint8Array.of(0xf4, 0x88, seed >>> 24, seed >>> 16, seed >>> 8, seed, 0x32);
      case 'GETDATETIME':
        return Uint8Array.of(26, 1, 1, 12, 0, 0, 0xaa);
      case 'GETCPM':
        return twoBytes(Math.min(tube.countsPerMinute(), 0xffff));
      case 'GETCPS':
        return twoBytes(Math.min(tube.countsPerSecond(), 0x3fff));
      case 'HEARTBEAT0':
      case 'HEARTBEAT1':
        state.heartbeat = command.endsWith('1');
        return null;
      default:
        return null;
    }
  };

  const takeInput = (bytes: Uint8Array): Uint8Array[] => {
    const parts = (state.input + String.fromCharCode(...bytes)).split('>>');
    state.input = (parts.pop() ?? '').slice(-MAX_INPUT);
    return parts
      .map((part) => answer(part.slice(part.lastIndexOf('<') + 1)))
      .filter((reply) => reply !== null);
  };

  /** Ends the seconds that have passed; late wakes do not lose time. */
  const runClock = (nowMs: number): Uint8Array[] => {
    const words: Uint8Array[] = [];
    while (nowMs >= state.nextTickMs) {
      tube.tick(state.nextTickMs);
      state.nextTickMs += SECOND_MS;
      const word = twoBytes(Math.min(tube.countsPerSecond(), 0x3fff));
      if (state.heartbeat) words.push(state.scripted.shift() ?? word);
    }
    return words;
  };

  const speak = (bytes: readonly Uint8Array[], nowMs: number): SimulatorStep => {
    const emit = [...runClock(nowMs), ...bytes];
    if (state.lineFault === null) return { emit, wakeAtMs: state.nextTickMs };
    if (state.lineFault !== 'babble') return { emit: [], wakeAtMs: state.nextTickMs };
    const babble = nowMs >= state.babbleAtMs;
    if (babble) state.babbleAtMs = nowMs + BABBLE_MS;
    return {
      emit: babble ? [random.bytes(1 + Math.floor(random.next() * 24))] : [],
      wakeAtMs: Math.min(state.nextTickMs, state.babbleAtMs),
    };
  };

  const setFault = (name: SimulatedFault, nowMs: number): void => {
    if (name === 'dead-tube' || name === 'saturated') tube.setFault(name, nowMs);
    if (name === 'low-battery') state.lowBattery = true;
    if (name === 'disconnected' || name === 'silent' || name === 'babble') {
      state.lineFault = name;
      state.babbleAtMs = nowMs;
    }
  };

  const clearFaults = (nowMs: number): void => {
    tube.setFault(null, nowMs);
    state.lineFault = null;
    state.lowBattery = false;
  };

  const change = (change: WorldChange, nowMs: number): SimulatorStep => {
    const words = runClock(nowMs);
    if (change.kind === 'source') tube.setRate(change.value, change.unit, nowMs);
    if (change.kind === 'fault') setFault(change.name, nowMs);
    if (change.kind === 'ok') clearFaults(nowMs);
    if (change.kind !== 'bytes') return speak(words, nowMs);
    if (state.heartbeat) state.scripted.push(change.bytes);
    return speak(state.heartbeat ? words : [...words, change.bytes], nowMs);
  };

  return {
    start(nowMs) {
      tube = createTube(random, calibration, nowMs);
      state.nextTickMs = nowMs + SECOND_MS;
      return speak([], nowMs);
    },
    wake: (nowMs) => speak([], nowMs),
    receive(bytes, nowMs) {
      const deaf = state.lineFault !== null;
      return speak(deaf ? [] : takeInput(bytes), nowMs);
    },
    change,
  };
}

function twoBytes(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 0xff);
}

/** 256 bytes as a GMC-320 gives them: settings, the calibration at offset 8, erased flash. */
function buildConfiguration(calibration: SimulatedCalibration): Uint8Array {
  const block = Buffer.alloc(256, 0xff);
  block.fill(0, 0, 64);
  calibration.forEach(([cpm, rate], index) => {
    block.writeUInt16BE(cpm, 8 + index * 6);
    block.writeFloatLE(rate, 10 + index * 6);
  });
  return Uint8Array.from(block);
}
