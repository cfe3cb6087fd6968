import type { Detector, DriverSettings } from '../../../../shared/measure/instrument.ts';
import type { Observation } from '../../../../shared/measure/reading.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import { faultOf } from '../../framing/wire-bytes.ts';
import { createPollingDriver } from '../../polling-driver.ts';
import type { Conversation, Question, Taken } from '../../polling-driver.ts';
import type { Driver } from '../../protocol.ts';
import {
  batteryFault,
  createTubeData,
  encodeRequest,
  IDENTITY,
  learn,
  numberIn,
  observePulses,
} from './codec.ts';
import { createReplyFramer, readPiece } from './reader.ts';

/** The firmware updates its rate every second (docs/comm.md); pulses are asked for as often. */
const ROUND_MS = 1000;
/** Answers come at once; a counter that is writing its log may take longer. */
const ANSWER_MS = 1000;
/** Tube settings and battery are asked again: somebody may change them in the menu. */
const UPKEEP_MS = 60_000;

/** `tubePulseCount` overflows to 0 after 2^32 - 1 (docs/comm.md). */
const OVERFLOW = 2 ** 32;
/** A fall from closer than this to the overflow is one, any other a counter that was set anew. */
const NEAR_OVERFLOW = 1_000_000;

const UPKEEP = [
  'tubeSensitivity',
  'tubeDeadTimeCompensation',
  'tubeDeadTime',
  'deviceBatteryVoltage',
];

const question = (name: string): Question => ({ name, bytes: encodeRequest(name) });

function createConversation(detector: Detector | undefined): Conversation<Piece> {
  const tube = createTubeData();
  let waiting: string[] = [];
  /** In this round. */
  let pulsesAsked = false;
  let upkeepAtMs = -Infinity;
  let lowBattery = false;
  let before: { readonly count: number; readonly atMs: number } | null = null;

  const onPulses = (text: string, line: Uint8Array, nowMs: number): readonly Observation[] => {
    const count = numberIn(text);
    if (count === null || !Number.isInteger(count) || count >= OVERFLOW) {
      before = null;
      return [faultOf('malformed', line, `not a pulse count: "${text}"`)];
    }
    const last = before;
    before = { count, atMs: nowMs };
    if (last === null || nowMs <= last.atMs) return [];
    const fell = count < last.count;
    if (fell && last.count < OVERFLOW - NEAR_OVERFLOW) {
      const detail = `the pulse count fell from ${last.count} to ${count}: it was set anew`;
      return [faultOf('instrument-error', line, detail)];
    }
    const pulses = count - last.count + (fell ? OVERFLOW : 0);
    return observePulses(pulses, (nowMs - last.atMs) / 1000, line, tube, detector);
  };

  /** A battery is told when it becomes low, not with every question. */
  const onBattery = (text: string, line: Uint8Array): readonly Observation[] => {
    const fault = batteryFault(text, line);
    const known = fault?.code === 'low-battery' && lowBattery;
    lowBattery = fault?.code === 'low-battery';
    return fault === null || known ? [] : [fault];
  };

  const onError = (name: string, line: Uint8Array): readonly Observation[] => {
    // Firmware before 3 knows the sensitivity by another name; very early ones lack more.
    if (name === 'tubeSensitivity') waiting.unshift('tubeConversionFactor');
    if (name !== 'tubePulseCount') return [];
    before = null;
    return [faultOf('instrument-error', line, 'ERROR instead of a pulse count')];
  };

  const onValue = (
    name: string,
    text: string,
    line: Uint8Array,
    nowMs: number,
  ): readonly Observation[] => {
    if (name === 'tubePulseCount') return onPulses(text, line, nowMs);
    if (name === 'deviceBatteryVoltage') return onBattery(text, line);
    if (learn(tube, name, text)) return [];
    return [faultOf('malformed', line, `not a number for ${name}: "${text}"`)];
  };

  const onIdentity = (text: string): Taken => {
    const [, hardware, software, id] = IDENTITY.exec(`OK ${text}`) ?? [];
    // A number: the late answer to an earlier question.
    if (hardware === undefined) return { kind: 'other' };
    waiting.shift();
    const identity = `${hardware}, ${software ?? ''}, serial ${id ?? ''}`;
    return { kind: 'answer', observations: [], identity };
  };

  return {
    restart() {
      waiting = ['deviceId'];
      upkeepAtMs = -Infinity;
      pulsesAsked = false;
      before = null;
    },
    next(nowMs) {
      if (waiting.length === 0 && nowMs >= upkeepAtMs) {
        upkeepAtMs = nowMs + UPKEEP_MS;
        waiting = [...UPKEEP];
      }
      const [first] = waiting;
      if (first !== undefined) return question(first);
      pulsesAsked = !pulsesAsked;
      return pulsesAsked ? question('tubePulseCount') : null;
    },
    take(piece, open, nowMs) {
      const reply = readPiece(piece);
      if (reply.kind === 'malformed') {
        return { kind: 'doubt', observations: [faultOf('malformed', piece.bytes, reply.detail)] };
      }
      // Nothing was asked: whose answer it is nobody can tell.
      if (open === null) return { kind: 'doubt', observations: [] };
      if (open.name === 'deviceId') {
        return reply.kind === 'ok' ? onIdentity(reply.text) : { kind: 'other' };
      }
      if (waiting[0] === open.name) waiting.shift();
      const observations =
        reply.kind === 'error'
          ? onError(open.name, piece.bytes)
          : onValue(open.name, reply.text, piece.bytes, nowMs);
      return { kind: 'answer', observations };
    },
  };
}

/** Asks a Rad Pro counter for its pulses every second, and for tube and battery every minute. */
export function createRadProDriver(settings: DriverSettings = {}): Driver {
  return createPollingDriver({
    framer: createReplyFramer(),
    conversation: createConversation(settings.detector),
    roundMs: ROUND_MS,
    answerMs: ANSWER_MS,
    instrument: 'Rad Pro counter',
    ascii: true,
  });
}
