import { createSeededRandom } from '../../seeded-random.ts';
import type { Simulator, SimulatorStep } from '../../protocol.ts';
import type { SimulatedDetector } from '../../../../shared/measure/instrument.ts';
import type { SimulatedFault } from '../../../../shared/training/simulated-faults.ts';
import type { WorldChange } from '../../world.ts';
import { modelOf } from './simulated-model.ts';
import { calibrationOf, createTube } from './simulated-tube.ts';
import type { Tube } from './simulated-tube.ts';

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

/** What the counters confirm with AA and nothing else (GQ-RFC1801 1.00). */
const CONFIRMED =
  /^(?:SETDATETIME|ECFG|WCFG|CFGUPDATE|FACTORYRESET|WiFiON|WiFiOFF|SETSSID|SETWIFIPW)/;

/**
 * A GMC with a calibration of its own and Poisson pulses; the seed chooses the model (`modelOf`).
 * `source` is the dose rate that it shows; another detector has another calibration. Silence answers
 * what it does not know. While the heartbeat is on, raw bytes of the world are sent in place of the
 * next word, else at once.
 */
export function createGqGmcSimulator(seed: number, detector: SimulatedDetector = {}): Simulator {
  const random = createSeededRandom(seed);
  const model = modelOf(seed);
  const calibration = calibrationOf(detector);
  let tube: Tube = createTube(random, calibration, 0);
  let shy = model.shy;
  const state: State = {
    input: '',
    heartbeat: false,
    nextTickMs: Infinity,
    lineFault: null,
    babbleAtMs: 0,
    lowBattery: false,
    scripted: [],
  };

  /** A count of the model's width; two bytes are full at their largest value. */
  const count = (value: number, most: number): Uint8Array => {
    const word = Buffer.alloc(model.countBytes);
    if (model.countBytes === 2) word.writeUInt16BE(Math.min(value, most));
    else word.writeUInt32BE(value);
    return word;
  };
  const wide = (value: number): Uint8Array | null =>
    model.twoTubes ? count(value, 0xffff_ffff) : null;

  const answer = (command: string): Uint8Array | null => {
    if (CONFIRMED.test(command)) return Uint8Array.of(0xaa);
    if (command.startsWith('SPIR')) return erasedFlash(command, model.countBytes === 2);
    switch (command) {
      case 'GETVER': {
        const silent = shy;
        shy = false;
        return silent ? null : Buffer.from(model.version, 'latin1');
      }
      case 'GETCFG':
        return model.configuration(calibration);
      case 'GETVOLT':
        return model.voltage(state.lowBattery);
      case 'GETSERIAL':
        return Uint8Array.of(0xf4, 0x88, seed >>> 24, seed >>> 16, seed >>> 8, seed, 0x32);
      case 'GETDATETIME':
        return Uint8Array.of(26, 1, 1, 12, 0, 0, 0xaa);
      case 'GETGYRO':
        return Uint8Array.of(0xff, 0xf9, 0xff, 0x0e, 0x00, 0x25, 0xaa);
      case 'GETTEMP':
        return Uint8Array.of(23, 5, 0, 0xaa);
      case 'GETCPM':
        return count(tube.countsPerMinute(), 0xffff);
      case 'GETCPS':
        return count(tube.countsPerSecond(), 0x3fff);
      case 'GETCPML':
        return wide(tube.countsPerMinute());
      case 'GETCPSL':
        return wide(tube.countsPerSecond());
      case 'GETCPMH':
        return wide(Math.round(tube.countsPerMinute() / 30));
      case 'GETCPSH':
        return wide(Math.round(tube.countsPerSecond() / 30));
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
      const word = count(tube.countsPerSecond(), 0x3fff);
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
    if (name === 'heartbeat-left-on') state.heartbeat = true;
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

/** `SPIR` with three bytes of address and two of length; the small models send one byte more. */
function erasedFlash(command: string, small: boolean): Uint8Array | null {
  if (command.length !== 9) return null;
  const length = command.charCodeAt(7) * 256 + command.charCodeAt(8);
  return new Uint8Array(Math.min(length, 4096) + (small ? 1 : 0)).fill(0xff);
}
