import type { FaultCode, Observation } from '../../../../shared/measure/reading.ts';
import { countHighBits, faultOf, looksLikeWrongSettings } from '../../framing/wire-bytes.ts';
import type { Driver, DriverStep } from '../../protocol.ts';
import { readCalibration } from './calibration.ts';
import type { Calibration } from './calibration.ts';
import { batteryFault, decodeCount, encodeCommand, observeCount } from './codec.ts';
import { familyOf, parseVersion } from './family.ts';
import type { Family } from './family.ts';
import { createHeartbeatFramer } from './heartbeat.ts';
import type { Burst, HeartbeatFramer } from './heartbeat.ts';
import { createReplyCollector } from './reply-collector.ts';
import type { ReplyCollector } from './reply-collector.ts';

/** A running heartbeat would mix with every reply: one more word may come after HEARTBEAT0. */
const QUIET_MS = 1100;
/** GETVER is asked twice: a GMC-500+ may leave the first one unanswered. */
const MAX_ATTEMPTS = 2;
/** A cut GETCFG costs the dose rate until the port is opened again: asked more often, as a busy PC cuts it. */
const MAX_CONFIG_ATTEMPTS = 5;
/** Three heartbeats missing. */
const SILENT_MS = 3000;
/** Silences in a row after which the port is opened anew. */
const MAX_SILENCES = 3;

type Question = 'GETVER' | 'GETCFG' | 'GETVOLT' | 'GETSERIAL';

type Phase =
  | { readonly kind: 'quiet'; readonly untilMs: number }
  | { readonly kind: 'ask'; readonly question: Question; readonly reply: ReplyCollector }
  | { readonly kind: 'stream'; readonly framer: HeartbeatFramer; readonly family: Family }
  | { readonly kind: 'failed' };

interface Work {
  readonly nowMs: number;
  readonly send: Uint8Array[];
  readonly observations: Observation[];
  identity?: string;
  failure?: DriverStep['failure'];
}

const NONE = new Uint8Array();

/**
 * Stops a running heartbeat, asks for version, configuration, battery and serial number, then
 * switches the heartbeat on: one count a second. The battery is asked once per opening, because a
 * reply among heartbeats cannot be told from a count.
 */
export function createGqGmcDriver(): Driver {
  let phase: Phase = { kind: 'quiet', untilMs: Infinity };
  let attempts = 0;
  let family: Family | null = null;
  let calibration: Calibration | null = null;
  let lastWordMs = 0;
  let silences = 0;

  const fail = (work: Work, code: FaultCode, reply: Uint8Array, detail: string): void => {
    work.failure = faultOf(code, reply, detail);
    phase = { kind: 'failed' };
  };

  const quieten = (work: Work): void => {
    work.send.push(encodeCommand('HEARTBEAT0'));
    phase = { kind: 'quiet', untilMs: work.nowMs + QUIET_MS };
  };

  const ask = (work: Work, question: Question): void => {
    work.send.push(encodeCommand(question));
    phase = { kind: 'ask', question, reply: createReplyCollector(work.nowMs) };
  };

  const askNext = (work: Work, question: Question): void => {
    attempts = 0;
    ask(work, question);
  };

  const onVersion = (work: Work, reply: Uint8Array): void => {
    const version = parseVersion(reply);
    if (version === null) {
      if (attempts < MAX_ATTEMPTS) return quieten(work);
      if (reply.length === 0) return fail(work, 'silent', reply, 'no answer to GETVER');
      return looksLikeWrongSettings(countHighBits(reply), reply.length)
        ? fail(work, 'wrong-settings', reply, 'the answer looks like another baud rate')
        : fail(work, 'malformed', reply, 'the answer to GETVER is not that of a GMC counter');
    }
    family = familyOf(version.model, version.firmware);
    if (family !== null) return askNext(work, 'GETCFG');
    fail(work, 'instrument-error', reply, `${version.model} is not a model this program knows`);
  };

  const onConfig = (work: Work, reply: Uint8Array, known: Family): void => {
    if (reply.length !== known.configBytes && attempts < MAX_CONFIG_ATTEMPTS) {
      return ask(work, 'GETCFG');
    }
    const result = readCalibration(reply, known);
    if (result.ok) calibration = result.value;
    else {
      const detail = `counts only, no dose rate: ${result.error}`;
      work.observations.push(faultOf('instrument-error', reply, detail));
    }
    askNext(work, 'GETVOLT');
  };

  const onBattery = (work: Work, reply: Uint8Array): void => {
    const fault = reply.length === 0 ? null : batteryFault(reply);
    if (fault !== null) work.observations.push(fault);
    askNext(work, 'GETSERIAL');
  };

  const onSerial = (work: Work, reply: Uint8Array, known: Family): void => {
    const serial = reply.length === 7 ? `, serial ${Buffer.from(reply).toString('hex')}` : '';
    work.identity = `${known.model} firmware ${known.firmware}${serial}`;
    work.send.push(encodeCommand('HEARTBEAT1'));
    lastWordMs = work.nowMs;
    const framer = createHeartbeatFramer(known.cpsBytes);
    phase = { kind: 'stream', framer, family: known };
  };

  const onReply = (work: Work, question: Question, reply: Uint8Array): void => {
    attempts += 1;
    if (question === 'GETVER' || family === null) return onVersion(work, reply);
    if (question === 'GETCFG') return onConfig(work, reply, family);
    if (question === 'GETVOLT') return onBattery(work, reply);
    onSerial(work, reply, family);
  };

  const onBurst = (work: Work, burst: Burst, known: Family): void => {
    const count = burst.kind === 'word' ? decodeCount(burst.bytes, 'count') : null;
    if (count === null) {
      work.observations.push(faultOf('malformed', burst.bytes, burst.detail));
      return;
    }
    lastWordMs = burst.atMs;
    silences = 0;
    const { saturationCps } = known;
    work.observations.push(...observeCount(count, { calibration, saturationCps }));
  };

  const onSilence = (work: Work): void => {
    silences += 1;
    if (silences > MAX_SILENCES) return fail(work, 'silent', NONE, 'the counts stopped');
    work.observations.push(faultOf('silent', NONE, `no count for ${SILENT_MS} ms`));
    // A counter that was switched off and on has forgotten that it should send.
    work.send.push(encodeCommand('HEARTBEAT1'));
  };

  const silenceAtMs = (): number => lastWordMs + (silences + 1) * SILENT_MS;

  const advance = (work: Work): void => {
    const { nowMs } = work;
    if (phase.kind === 'quiet' && nowMs >= phase.untilMs) ask(work, 'GETVER');
    if (phase.kind === 'ask') {
      const reply = phase.reply.poll(nowMs);
      if (reply !== null) onReply(work, phase.question, reply);
    }
    if (phase.kind === 'stream') {
      for (const burst of phase.framer.idle(nowMs)) onBurst(work, burst, phase.family);
      if (nowMs >= silenceAtMs()) onSilence(work);
    }
  };

  const wakeAtMs = (): number | null => {
    switch (phase.kind) {
      case 'quiet':
        return phase.untilMs;
      case 'ask':
        return phase.reply.deadlineMs();
      case 'stream':
        return Math.min(silenceAtMs(), phase.framer.deadlineMs() ?? Infinity);
      case 'failed':
        return null;
    }
  };

  const step = (nowMs: number, act: (work: Work) => void): DriverStep => {
    const work: Work = { nowMs, send: [], observations: [] };
    act(work);
    advance(work);
    const { send, observations, identity, failure } = work;
    return {
      send,
      observations,
      wakeAtMs: wakeAtMs(),
      ...(identity === undefined ? {} : { identity }),
      ...(failure === undefined ? {} : { failure }),
    };
  };

  const take = (work: Work, bytes: Uint8Array): void => {
    if (phase.kind === 'ask') {
      // A reply that silence has ended belongs to the question before these bytes.
      advance(work);
      if (phase.kind === 'ask') phase.reply.push(bytes, work.nowMs);
    } else if (phase.kind === 'stream') {
      for (const burst of phase.framer.push(bytes, work.nowMs)) onBurst(work, burst, phase.family);
    }
  };

  return {
    start: (nowMs) => step(nowMs, quieten),
    receive: (bytes, nowMs) => step(nowMs, (work) => take(work, bytes)),
    wake: (nowMs) => step(nowMs, () => undefined),
  };
}
