import type { Simulator, SimulatorStep } from '../protocol.ts';
import { createSeededRandom } from '../seeded-random.ts';
import type { WorldChange } from '../world.ts';
import type { Weighing } from './simulated-load.ts';
import { createSimulatedLoad } from './simulated-load.ts';

const BABBLE_MS = 50;
/** Longest command that is remembered. */
const MAX_INPUT = 200;

/** What a command of the host can do. */
export interface Panel {
  readonly nowMs: number;
  weigh(): Weighing;
  /** The frame that the indicator would send now. */
  frame(): string;
  tare(): void;
  clearTare(): void;
  zero(): boolean;
  /** Switches sending unasked on or off. */
  stream(on: boolean): void;
  /** Obeys the command again once the load is at rest. */
  waitForRest(command: string): void;
}

/** One make of indicator. Texts are bytes as Latin-1. */
export interface IndicatorModel {
  readonly capacityG: number;
  readonly incrementG: number;
  /** Milliseconds between frames sent unasked. */
  readonly everyMs: number;
  /** Whether it sends unasked from the start. */
  readonly streams: boolean;
  /** Whether a command ends with CR and LF, or every byte is one. */
  readonly commands: 'lines' | 'bytes';
  encode(weighing: Weighing): string;
  /** What it answers; empty where it says nothing. */
  obey(command: string, panel: Panel): string;
  /** Its own error reply (`fault error-reply`), where the protocol has one. */
  readonly errorReply?: string;
  /** Finds the last whole frame among bytes that the world has given. */
  readonly lastFrame: RegExp;
}

/** How often a waiting command looks at the load. */
const LOOK_MS = 50;

/**
 * A scale behind an indicator. Bytes given by the world are sent as they are; the last whole frame
 * among them then stands for the indicator's own until the world changes again.
 */
export function createSimulatedIndicator(model: IndicatorModel, seed: number): Simulator {
  const random = createSeededRandom(seed);
  const load = createSimulatedLoad(random, model.capacityG, model.incrementG);
  let lineFault: 'silent' | 'disconnected' | 'babble' | null = null;
  let showsError = false;
  let streaming = model.streams;
  let waiting: string | null = null;
  let scripted: string | null = null;
  let input = '';
  let nextFrameMs = 0;
  let babbleAtMs = 0;

  const frame = (nowMs: number): string => {
    if (scripted !== null) return scripted;
    if (showsError && model.errorReply !== undefined) return model.errorReply;
    return model.encode(load.weigh(nowMs));
  };

  const obey = (command: string, nowMs: number): string => {
    if (showsError && model.errorReply !== undefined) return model.errorReply;
    return model.obey(command, {
      nowMs,
      weigh: () => load.weigh(nowMs),
      frame: () => frame(nowMs),
      tare: () => load.tare(nowMs),
      clearTare: () => load.clearTare(),
      zero: () => load.zero(nowMs),
      stream(on) {
        if (on && !streaming) nextFrameMs = nowMs;
        streaming = on;
      },
      waitForRest(delayed) {
        waiting = delayed;
      },
    });
  };
  const takeCommands = (bytes: Uint8Array): readonly string[] => {
    const text = String.fromCharCode(...bytes);
    if (model.commands === 'bytes') return [...text];
    const parts = (input + text).slice(-MAX_INPUT).split(/\r\n?|\n/);
    input = parts.pop() ?? '';
    return parts.filter((part) => part !== '');
  };

  const answerWaiting = (nowMs: number): readonly string[] => {
    if (waiting === null || !load.weigh(nowMs).stable) return [];
    const command = waiting;
    waiting = null;
    return [obey(command, nowMs)];
  };

  const nextWakeMs = (nowMs: number): number | null => {
    if (lineFault === 'babble') return babbleAtMs;
    if (lineFault !== null) return null;
    const frameMs = streaming ? nextFrameMs : Infinity;
    const lookMs = waiting === null ? Infinity : nowMs + LOOK_MS;
    const next = Math.min(frameMs, lookMs);
    return next === Infinity ? null : next;
  };
  const speak = (answers: readonly string[], nowMs: number): SimulatorStep => {
    const texts = lineFault === null ? [...answers, ...answerWaiting(nowMs)] : [];
    if (lineFault === null && streaming && nowMs >= nextFrameMs) {
      nextFrameMs = nowMs + model.everyMs;
      texts.push(frame(nowMs));
    }
    const emit = texts.filter((text) => text !== '').map(toBytes);
    if (lineFault === 'babble' && nowMs >= babbleAtMs) {
      babbleAtMs = nowMs + BABBLE_MS;
      emit.push(random.bytes(1 + Math.floor(random.next() * 24)));
    }
    return { emit, wakeAtMs: nextWakeMs(nowMs) };
  };

  const setFault = ({ name }: WorldChange & { kind: 'fault' }, nowMs: number): void => {
    if (name === 'silent' || name === 'disconnected' || name === 'babble') {
      lineFault = name;
      babbleAtMs = nowMs;
    }
    if (name === 'overload' || name === 'underload' || name === 'unstable') load.setFault(name);
    if (name === 'error-reply') showsError = true;
    if (name === 'heartbeat-left-on') streaming = true;
  };
  const restore = (): void => {
    lineFault = null;
    showsError = false;
    streaming = model.streams;
    load.setFault(null);
  };
  const sendRaw = (bytes: Uint8Array, nowMs: number): SimulatorStep => {
    const text = String.fromCharCode(...bytes);
    // Unfinished bytes must not be mixed with frames of its own: an empty script sends nothing.
    scripted = model.lastFrame.exec(text)?.[0] ?? '';
    nextFrameMs = nowMs + model.everyMs;
    return { emit: lineFault === null ? [bytes] : [], wakeAtMs: nextWakeMs(nowMs) };
  };

  return {
    start: (nowMs) => speak([], nowMs),
    wake: (nowMs) => speak([], nowMs),
    receive(bytes, nowMs) {
      if (lineFault !== null) return speak([], nowMs);
      return speak(
        takeCommands(bytes).map((command) => obey(command, nowMs)),
        nowMs,
      );
    },
    change(change, nowMs) {
      if (change.kind === 'bytes') return sendRaw(change.bytes, nowMs);
      if (change.kind !== 'source' && change.kind !== 'scan') scripted = null;
      if (change.kind === 'place') load.place(change.value, change.unit, nowMs);
      if (change.kind === 'remove') load.place('0', 'g', nowMs);
      if (change.kind === 'fault') setFault(change, nowMs);
      if (change.kind === 'ok') restore();
      return speak([], nowMs);
    },
  };
}

function toBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
