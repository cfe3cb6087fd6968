import type { Observation } from '../../../../shared/measure/reading.ts';
import { faultOf, joinBytes } from '../../framing/wire-bytes.ts';
import type { ExchangeLine } from '../../protocol.ts';
import { readCalibration, readSecondTube } from './calibration.ts';
import type { Calibration } from './calibration.ts';
import { batteryFault, decodeCount, observeCount } from './codec.ts';
import { COMMON_FAMILY, familyOf, parseVersion } from './family.ts';
import type { Family } from './family.ts';

/** One request and everything that the instrument sent before the next one. */
interface Turn {
  /** Name without brackets; null for bytes before the first request. */
  readonly request: string | null;
  readonly reply: Uint8Array;
}

/** What the conversation has told of the instrument so far. */
interface Knowledge {
  family: Family | null;
  calibration: Calibration | null;
  secondTube: Calibration | null;
  heartbeat: boolean;
}

/** Longest command that is looked at; WCFG and SPIR carry binary parameters. */
const MAX_COMMAND_CHARACTERS = 64;

/** Names of the commands in host bytes; `rest` is an unfinished command. */
function takeCommands(text: string): { readonly names: string[]; readonly rest: string } {
  const names: string[] = [];
  let rest = text;
  for (let match = nextCommand(rest); match !== null; match = nextCommand(rest)) {
    names.push(match[1] ?? '');
    rest = rest.slice(match.index + match[0].length);
  }
  return { names, rest: rest.slice(-MAX_COMMAND_CHARACTERS) };
}

const nextCommand = (text: string): RegExpExecArray | null =>
  /<([A-Za-z]+\d?)[^]{0,64}?>>/.exec(text);

function splitTurns(lines: readonly ExchangeLine[]): readonly Turn[] {
  const turns: Turn[] = [];
  let request: string | null = null;
  let chunks: Uint8Array[] = [];
  let unfinished = '';
  for (const { from, bytes } of lines) {
    if (from === 'instrument') {
      chunks.push(bytes);
      continue;
    }
    const { names, rest } = takeCommands(unfinished + Buffer.from(bytes).toString('latin1'));
    unfinished = rest;
    for (const name of names) {
      turns.push({ request, reply: joinBytes(chunks) });
      request = name.toUpperCase();
      chunks = [];
    }
  }
  turns.push({ request, reply: joinBytes(chunks) });
  return turns;
}

const unexplained = (reply: Uint8Array, detail: string): readonly Observation[] =>
  reply.length === 0 ? [] : [faultOf('malformed', reply, detail)];

function observeReply(
  reply: Uint8Array,
  unit: 'cpm' | 'cps' | 'count',
  width: number | null,
  known: Knowledge,
  calibration: Calibration | null,
): readonly Observation[] {
  const count = width === null || width === reply.length ? decodeCount(reply, unit) : null;
  if (count === null) {
    const expected = width === null ? '2 or 4' : String(width);
    return unexplained(reply, `count of ${reply.length} bytes instead of ${expected}`);
  }
  const saturationCps = (known.family ?? COMMON_FAMILY).saturationCps;
  return observeCount(count, { calibration, saturationCps });
}

function readHeartbeats(reply: Uint8Array, known: Knowledge): readonly Observation[] {
  const width = known.family?.cpsBytes;
  if (width === undefined) {
    const detail = 'heartbeat words of 2 or 4 bytes: the recording has no GETVER reply to tell';
    return unexplained(reply, detail);
  }
  const observations: Observation[] = [];
  const whole = reply.length - (reply.length % width);
  for (let at = 0; at < whole; at += width) {
    const word = reply.subarray(at, at + width);
    observations.push(...observeReply(word, 'count', width, known, known.calibration));
  }
  return [...observations, ...unexplained(reply.subarray(whole), 'partial heartbeat word')];
}

function readVersion(reply: Uint8Array, known: Knowledge): readonly Observation[] {
  const version = parseVersion(reply);
  if (version === null) return unexplained(reply, 'not the version of a GMC counter');
  known.family = familyOf(version.model, version.firmware);
  if (known.family !== null) return [];
  return [faultOf('instrument-error', reply, `${version.model} is not a model this program knows`)];
}

/** All 256-byte models share one layout; 512 bytes need the model. */
function readConfig(reply: Uint8Array, known: Knowledge): readonly Observation[] {
  if (reply.length === 0) return [];
  const family = known.family ?? (reply.length === 256 ? COMMON_FAMILY : null);
  if (family === null) {
    return unexplained(reply, 'calibration: the recording has no GETVER reply to tell the layout');
  }
  const result = readCalibration(reply, family);
  known.calibration = result.ok ? result.value : null;
  known.secondTube = readSecondTube(reply, family);
  if (result.ok) return [];
  const code = reply.length === family.configBytes ? 'instrument-error' : 'malformed';
  return [faultOf(code, reply, `no calibration: ${result.error}`)];
}

function readTurn({ request, reply }: Turn, known: Knowledge): readonly Observation[] {
  if (request === 'HEARTBEAT1') {
    known.heartbeat = true;
    return readHeartbeats(reply, known);
  }
  if (request === 'HEARTBEAT0') {
    // Words still on their way when the heartbeat is switched off are drained, never measured.
    known.heartbeat = false;
    return [];
  }
  if (request === null) return unexplained(reply, 'bytes before any request have no meaning');
  if (known.heartbeat) return unexplained(reply, `reply to ${request} mixed with the heartbeat`);
  const { family, calibration, secondTube } = known;
  switch (request) {
    case 'GETVER':
      return readVersion(reply, known);
    case 'GETCFG':
      return readConfig(reply, known);
    // The second tube has about 1/30 of the sensitivity: what both counted is the main tube's.
    case 'GETCPM':
      return observeReply(reply, 'cpm', family?.cpmBytes ?? null, known, calibration);
    case 'GETCPS':
      return observeReply(reply, 'cps', family?.cpsBytes ?? null, known, calibration);
    case 'GETCPML':
      return observeReply(reply, 'cpm', 4, known, calibration);
    case 'GETCPSL':
      return observeReply(reply, 'cps', 4, known, calibration);
    case 'GETCPMH':
      return observeReply(reply, 'cpm', 4, known, secondTube);
    case 'GETCPSH':
      return observeReply(reply, 'cps', 4, known, secondTube);
    case 'GETVOLT': {
      const fault = reply.length === 0 ? null : batteryFault(reply);
      return fault === null ? [] : [fault];
    }
    default:
      // Serial number, clock, gyroscope, history and settings carry no measurement.
      return [];
  }
}

/**
 * Decodes a conversation. Model and calibration are properties of the instrument: where the
 * recording has them, they hold for all of it, also for counts before they were asked for.
 */
export function decodeExchange(lines: readonly ExchangeLine[]): readonly Observation[] {
  const turns = splitTurns(lines);
  const known: Knowledge = {
    ...{ family: null, heartbeat: false },
    ...{ calibration: null, secondTube: null },
  };
  for (const turn of turns.filter(({ request }) => request === 'GETVER'))
    readVersion(turn.reply, known);
  for (const turn of turns.filter(({ request }) => request === 'GETCFG'))
    readConfig(turn.reply, known);
  return turns.flatMap((turn) => readTurn(turn, known));
}
