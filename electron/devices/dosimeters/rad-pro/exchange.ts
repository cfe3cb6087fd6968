import type { DriverSettings } from '../../../../shared/measure/instrument.ts';
import type { Observation } from '../../../../shared/measure/reading.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import { faultOf } from '../../framing/wire-bytes.ts';
import type { ExchangeLine } from '../../protocol.ts';
import { batteryFault, createTubeData, IDENTITY, learn, observeRate } from './codec.ts';
import type { TubeData } from './codec.ts';
import { createReplyFramer, readPiece } from './reader.ts';

/** A reply and the request before it; null when there was none. */
interface Turn {
  readonly request: string | null;
  readonly piece: Piece;
}

/** Longest unfinished request that is remembered, in characters. */
const MAX_REQUEST = 256;

function splitTurns(lines: readonly ExchangeLine[]): readonly Turn[] {
  const framer = createReplyFramer();
  const turns: Turn[] = [];
  const open: string[] = [];
  let unfinished = '';
  const add = (pieces: readonly Piece[]): void => {
    for (const piece of pieces) turns.push({ request: open.shift() ?? null, piece });
  };
  for (const { from, bytes } of lines) {
    if (from === 'instrument') {
      add(framer.push(bytes, 0));
      continue;
    }
    const parts = (unfinished + Buffer.from(bytes).toString('latin1')).split('\n');
    unfinished = (parts.pop() ?? '').slice(-MAX_REQUEST);
    for (const part of parts) open.push(part.trim());
  }
  add(framer.flush());
  return turns;
}

/** Name of the value that a request asks for, or null. */
const askedFor = (request: string | null): string | null =>
  /^GET (\S+)/.exec(request ?? '')?.[1] ?? null;

/** Values that carry no measurement: who it is, its clock, high voltage, totals, stored data. */
const WITHOUT_MEASUREMENT =
  /^(?:device(?:Id|Power|Time|TimeZone)|tube(?:Type|Time|PulseCount|HVFrequency|HVDutyCycle|BackgroundCompensation)|datalog|randomData)$/;

const TUBE = /^tube(?:Sensitivity|ConversionFactor|DeadTimeCompensation|DeadTime)$/;

function readTurn(
  { request, piece }: Turn,
  tube: TubeData,
  settings: DriverSettings,
): readonly Observation[] {
  const { bytes } = piece;
  const reply = readPiece(piece);
  if (reply.kind === 'malformed') return [faultOf('malformed', bytes, reply.detail)];
  if (request === null) {
    if (reply.kind === 'ok' && IDENTITY.test(`OK ${reply.text}`)) return [];
    return [faultOf('malformed', bytes, 'a reply means nothing without its request')];
  }
  if (reply.kind === 'error') return [faultOf('not-executable', bytes, `ERROR to ${request}`)];
  const name = askedFor(request);
  if (name === null) return [];
  if (name === 'tubeRate') return observeRate(reply.text, bytes, tube, settings.detector);
  if (name === 'deviceBatteryVoltage') {
    const fault = batteryFault(reply.text, bytes);
    return fault === null ? [] : [fault];
  }
  if (WITHOUT_MEASUREMENT.test(name)) return [];
  if (TUBE.test(name) && learn(tube, name, reply.text)) return [];
  return [faultOf('malformed', bytes, `not a value of ${name}: "${reply.text}"`)];
}

/**
 * Decodes a conversation. What the counter says of its tube holds for all of it. Pulse counts are
 * totals since the tube was new: bytes alone do not say how much time lies between two of them.
 */
export function decodeExchange(
  lines: readonly ExchangeLine[],
  settings: DriverSettings = {},
): readonly Observation[] {
  const turns = splitTurns(lines);
  const tube = createTubeData();
  for (const turn of turns) {
    const name = askedFor(turn.request);
    const reply = readPiece(turn.piece);
    if (name !== null && reply.kind === 'ok') learn(tube, name, reply.text);
  }
  return turns.flatMap((turn) => readTurn(turn, tube, settings));
}
