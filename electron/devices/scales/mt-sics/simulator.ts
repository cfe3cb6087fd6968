import type { SeededRandom } from '../../seeded-random.ts';
import { createSeededRandom } from '../../seeded-random.ts';
import type { Simulator, SimulatorStep } from '../../protocol.ts';
import type { WorldChange } from '../../world.ts';
import { createPan } from './simulated-pan.ts';
import type { Pan } from './simulated-pan.ts';

/** Interval of `SIR`; real balances repeat 4 to 23 times a second by model. */
const REPEAT_MS = 125;
/** How long `S`, `T` and `Z` wait for stability before they answer `I`. */
const WAIT_MS = 10_000;
const BABBLE_MS = 50;
/** Without a preset `SR` sends on every change that the display shows. */
const SMALLEST_CHANGE_G = 0.1;
/** `error-reply`: what is answered to one command after the other. */
const ERROR_REPLIES = ['ES', 'ET', 'EL'];

/** A command that waits for stability. */
interface Waiting {
  readonly name: 'S' | 'T' | 'Z' | 'SR';
  readonly untilMs: number;
}

interface State {
  input: string;
  waiting: Waiting | null;
  /** Next line of a running `SIR`. */
  repeatAtMs: number | null;
  /** `SR`: the last stable net weight sent, and what counts as a change. */
  lastSentG: number | null;
  changeG: number;
  /** `silent`, `disconnected`, `babble`. */
  lineFault: string | null;
  /** `error-reply`: commands answered so. */
  errorReplies: number | null;
  babbleAtMs: number;
  /** Bytes that the world put in the place of the scale's own weight reply. */
  scripted: string | null;
}

const HEADER = /^(?<name>@|[A-Z]+\d*)(?: (?<parameters>.*))?$/;

/**
 * A bench scale for 31.5 kg reading 0.1 g with the commands of levels 0 and 1 in the wording of the
 * MT-SICS reference manual; commands of higher levels (`M21`, `PCS`) get ES, as from a scale without them. Raw bytes given by the world are sent as they are;
 * the last whole line among them then answers `SI` until the world changes again.
 */
export function createMtSicsSimulator(seed: number): Simulator {
  const random: SeededRandom = createSeededRandom(seed);
  const pan: Pan = createPan(random);
  const serial = String(1_000_000 + (seed % 9_000_000));
  const state: State = {
    input: '',
    waiting: null,
    repeatAtMs: null,
    lastSentG: null,
    changeG: SMALLEST_CHANGE_G,
    lineFault: null,
    errorReplies: null,
    babbleAtMs: 0,
    scripted: null,
  };

  const weightLine = (nowMs: number): string => {
    if (state.scripted !== null) return state.scripted;
    const range = pan.range();
    if (range !== 'inside') return `S ${range === 'over' ? '+' : '-'}`;
    return `S ${pan.isStable(nowMs) ? 'S' : 'D'} ${pan.display(nowMs)}`;
  };

  const tareLine = (): string => `TA A ${pan.tareField()}`;

  const tareNow = (name: 'T' | 'TI', nowMs: number): string => {
    const range = pan.range();
    if (range !== 'inside') return `${name} ${range === 'over' ? '+' : '-'}`;
    pan.tare(nowMs);
    return `${name} ${pan.isStable(nowMs) ? 'S' : 'D'} ${pan.tareField()}`;
  };

  const zeroNow = (name: 'Z' | 'ZI', nowMs: number): string => {
    const result = pan.zero(nowMs);
    if (result !== 'done') return `${name} ${result === 'above' ? '+' : '-'}`;
    return name === 'Z' ? 'Z A' : `ZI ${pan.isStable(nowMs) ? 'S' : 'D'}`;
  };

  const settle = (waiting: Waiting, nowMs: number): string => {
    switch (waiting.name) {
      case 'T':
        return tareNow('T', nowMs);
      case 'Z':
        return zeroNow('Z', nowMs);
      case 'SR':
        state.lastSentG = pan.netGrams(nowMs);
        return weightLine(nowMs);
      case 'S':
        return weightLine(nowMs);
    }
  };

  /** Starts waiting for stability; `pump` answers, at once when the pan is at rest. */
  const wait = (name: Waiting['name'], nowMs: number): string[] => {
    state.waiting = { name, untilMs: nowMs + WAIT_MS };
    return [];
  };

  const setTare = (parameters: string | undefined): string[] => {
    if (parameters === undefined) return [tareLine()];
    const match = /^(\d+(?:\.\d+)?) g$/.exec(parameters);
    if (match === null) return ['TA L'];
    pan.presetTare(Number(match[1]));
    return [tareLine()];
  };

  /** `SR` or, with the change that is to be reported, `SR 5 g`. */
  const repeatOnChange = (parameters: string | undefined, nowMs: number): string[] => {
    const match = /^(\d+(?:\.\d+)?) g$/.exec(parameters ?? '0.1 g');
    if (match === null) return ['S L'];
    state.changeG = Math.max(SMALLEST_CHANGE_G, Number(match[1]));
    return wait('SR', nowMs);
  };

  const run = (name: string, parameters: string | undefined, nowMs: number): string[] => {
    // A weight command or a reset ends a running repetition.
    if (['S', 'SI', 'SIR', 'SR', '@'].includes(name)) {
      state.repeatAtMs = null;
      state.lastSentG = null;
      state.waiting = null;
    }
    switch (name) {
      case '@':
        pan.clearTare();
        return [`I4 A "${serial}"`];
      case 'S':
      case 'T':
      case 'Z':
        return wait(name, nowMs);
      case 'SR':
        return repeatOnChange(parameters, nowMs);
      case 'SI':
        return [weightLine(nowMs)];
      case 'SIR':
        state.repeatAtMs = nowMs + REPEAT_MS;
        return [weightLine(nowMs)];
      case 'TI':
        return [tareNow('TI', nowMs)];
      case 'TA':
        return setTare(parameters);
      case 'TAC':
        pan.clearTare();
        return ['TAC A'];
      case 'ZI':
        return [zeroNow('ZI', nowMs)];
      case 'D':
        return [/^"[^"]*"$/.test(parameters ?? '') ? 'D A' : 'D L'];
      case 'DW':
        return ['DW A'];
      case 'I0':
        return commandList();
      case 'I1':
        return ['I1 A "01" "2.30" "2.22" "" ""'];
      case 'I2':
        return ['I2 A "Simulated bench scale 31500.0 g"'];
      case 'I3':
        return ['I3 A "1.00"'];
      case 'I4':
        return [`I4 A "${serial}"`];
      default:
        return ['ES'];
    }
  };

  const answer = (command: string, nowMs: number): string[] => {
    if (command === '') return [];
    if (state.errorReplies !== null) {
      return [ERROR_REPLIES[state.errorReplies++ % ERROR_REPLIES.length] ?? 'ES'];
    }
    const groups = HEADER.exec(command)?.groups;
    return groups === undefined ? ['ES'] : run(groups['name'] ?? '', groups['parameters'], nowMs);
  };

  const takeInput = (bytes: Uint8Array, nowMs: number): string[] => {
    state.input = (state.input + String.fromCharCode(...bytes)).slice(-200);
    const commands = state.input.split('\n');
    state.input = commands.pop() ?? '';
    return commands.flatMap((command) => answer(command.replace(/\r$/, ''), nowMs));
  };

  /** Lines that time alone brings about. */
  const pump = (nowMs: number): string[] => {
    const lines: string[] = [];
    const change = Math.abs(pan.netGrams(nowMs) - (state.lastSentG ?? Infinity));
    if (state.lastSentG !== null && state.waiting === null && change > state.changeG - 0.05) {
      lines.push(...(pan.isStable(nowMs) ? [] : [weightLine(nowMs)]));
      state.waiting = { name: 'SR', untilMs: nowMs + WAIT_MS };
    }
    const { waiting } = state;
    if (waiting !== null && (pan.isStable(nowMs) || pan.range() !== 'inside')) {
      state.waiting = null;
      lines.push(settle(waiting, nowMs));
    } else if (waiting !== null && nowMs >= waiting.untilMs) {
      state.waiting = null;
      lines.push(`${waiting.name === 'SR' ? 'S' : waiting.name} I`);
    }
    if (state.repeatAtMs !== null && nowMs >= state.repeatAtMs) {
      state.repeatAtMs = nowMs + REPEAT_MS;
      lines.push(weightLine(nowMs));
    }
    return lines;
  };

  const nextWake = (nowMs: number): number | null => {
    const times = [state.repeatAtMs, state.waiting?.untilMs ?? null];
    const watchesPan = state.waiting !== null || state.lastSentG !== null;
    if (watchesPan && pan.settlesAtMs() > nowMs) times.push(pan.settlesAtMs());
    if (state.lineFault === 'babble') times.push(state.babbleAtMs);
    const due = times.filter((time) => time !== null);
    return due.length === 0 ? null : Math.min(...due);
  };

  const speak = (lines: readonly string[], nowMs: number): SimulatorStep => {
    const emit: Uint8Array[] = [];
    if (state.lineFault === 'babble' && nowMs >= state.babbleAtMs) {
      state.babbleAtMs = nowMs + BABBLE_MS;
      emit.push(random.bytes(1 + Math.floor(random.next() * 24)));
    }
    if (state.lineFault === null) {
      emit.push(...[...lines, ...pump(nowMs)].filter((line) => line !== '').map(encodeLine));
    }
    return { emit, wakeAtMs: nextWake(nowMs) };
  };

  const sendRaw = (bytes: Uint8Array, nowMs: number): SimulatorStep => {
    const text = String.fromCharCode(...bytes);
    // Unfinished bytes must not be mixed with replies of its own: an empty script answers nothing.
    state.scripted = text.endsWith('\r\n') ? (text.trimEnd().split('\r\n').at(-1) ?? '') : '';
    return { emit: state.lineFault === null ? [bytes] : [], wakeAtMs: nextWake(nowMs) };
  };

  const setFault = (change: WorldChange & { kind: 'fault' }, nowMs: number): void => {
    const { name } = change;
    if (name === 'silent' || name === 'disconnected' || name === 'babble') {
      state.lineFault = name;
      state.babbleAtMs = nowMs;
    } else if (name === 'overload' || name === 'underload' || name === 'unstable') {
      pan.setFault(name);
    } else if (name === 'heartbeat-left-on') {
      state.repeatAtMs = nowMs;
    } else if (name === 'error-reply') {
      state.errorReplies = 0;
    }
  };

  const change = (change: WorldChange, nowMs: number): SimulatorStep => {
    if (change.kind === 'bytes') return sendRaw(change.bytes, nowMs);
    if (change.kind !== 'source' && change.kind !== 'scan') state.scripted = null;
    if (change.kind === 'place') pan.place(change.value, change.unit, nowMs);
    if (change.kind === 'remove') pan.place('0', 'g', nowMs);
    if (change.kind === 'fault') setFault(change, nowMs);
    if (change.kind === 'ok') {
      state.lineFault = null;
      state.errorReplies = null;
      pan.setFault(null);
    }
    return speak([], nowMs);
  };

  return {
    start: (nowMs) => speak([], nowMs),
    wake: (nowMs) => speak([], nowMs),
    receive(bytes, nowMs) {
      const deaf = state.lineFault !== null;
      return speak(deaf ? [] : takeInput(bytes, nowMs), nowMs);
    },
    change,
  };
}

function encodeLine(line: string): Uint8Array {
  return Uint8Array.from([...line, '\r', '\n'], (character) => character.charCodeAt(0));
}

function commandList(): string[] {
  const commands: readonly (readonly [level: number, name: string])[] = [
    ...['@', 'D', 'DW', 'I0', 'I1', 'I2', 'I3', 'I4', 'S', 'SI', 'SIR', 'Z', 'ZI'].map(
      (name) => [0, name] as const,
    ),
    ...['SR', 'T', 'TA', 'TAC', 'TI'].map((name) => [1, name] as const),
  ];
  return commands.map(([level, name], index) => {
    const status = index === commands.length - 1 ? 'A' : 'B';
    return `I0 ${status} ${level} "${name}"`;
  });
}
