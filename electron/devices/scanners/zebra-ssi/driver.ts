import type { Observation } from '../../../../shared/measure/reading.ts';
import { faultOf } from '../../framing/wire-bytes.ts';
import type { Driver, DriverStep } from '../../protocol.ts';
import { encodeCommand, NAK_RESEND, OPCODE } from './codec.ts';
import type { SsiMessage } from './codec.ts';
import { createCommandQueue } from './command-queue.ts';
import { createPacketFramer } from './packet-framer.ts';
import type { SsiPiece } from './packet-framer.ts';
import { createSsiReader } from './reader.ts';

/** The next packet of a code that goes over several; the scanner resends within 2 s, twice. */
const NEXT_PACKET_MS = 5000;
/** A scanner says nothing until it is used: it is asked for its revision now and then. */
const LOOK_AGAIN_MS = 30_000;

/** Beep codes: 1 is two short high beeps, 6 two short low ones (MK1000 guide, table 5-8). */
const GOOD_READ_BEEP = 0x01;
const BAD_READ_BEEP = 0x06;

const ACKNOWLEDGE = encodeCommand(OPCODE.acknowledge);
const SEND_AGAIN = encodeCommand(OPCODE.refuse, [NAK_RESEND]);

/** Enables scanning, acknowledges every code, and looks now and then whether the scanner is there. */
export function createZebraSsiDriver(): Driver {
  const framer = createPacketFramer();
  const reader = createSsiReader();
  const queue = createCommandQueue();
  let lookAtMs = Infinity;
  let giveUpAtMs: number | null = null;

  interface Told {
    readonly send: Uint8Array[];
    readonly observations: Observation[];
    identity?: string;
  }

  /** An answer to the command in flight; anything else is none of ours. */
  const takeAnswer = (message: SsiMessage, nowMs: number, told: Told): void => {
    const command = queue.current();
    if (command === null) return;
    const asked = command.opcode === OPCODE.requestRevision;
    if (message.kind === 'revision' && asked) {
      told.identity = `Zebra SSI ${message.text}`;
      queue.answered();
    } else if (message.kind === 'acknowledged' && !asked) {
      queue.answered();
    } else if (message.kind === 'refused' && message.cause === NAK_RESEND) {
      queue.again(nowMs);
    } else if (message.kind === 'refused') {
      queue.answered();
      // It is there, though it does not tell its revision.
      if (asked) told.identity = 'Zebra SSI scanner';
      else told.observations.push(refusal(`the scanner refused (cause ${message.cause})`));
    }
  };
  const take = (pieces: readonly SsiPiece[], nowMs: number, told: Told): void => {
    let damaged = false;
    for (const piece of pieces) {
      const { message, observations, damaged: isDamaged } = reader.read(piece, nowMs);
      damaged ||= isDamaged;
      told.observations.push(...observations);
      const open = reader.unfinished();
      if (message === null) {
        // Noise does not prolong the wait.
        if (open) giveUpAtMs ??= nowMs + NEXT_PACKET_MS;
        continue;
      }
      giveUpAtMs = open ? nowMs + NEXT_PACKET_MS : null;
      if (message.kind !== 'decode') {
        takeAnswer(message, nowMs, told);
        continue;
      }
      // A resend already is what would be asked for.
      if (damaged && !message.resent) told.send.push(SEND_AGAIN);
      damaged = false;
      told.send.push(ACKNOWLEDGE);
    }
    if (damaged) told.send.push(SEND_AGAIN);
  };
  const nextMs = (): number | null => {
    const times = [framer.deadlineMs(), queue.deadlineMs(), giveUpAtMs].filter(
      (time) => time !== null,
    );
    return Math.min(lookAtMs, ...times);
  };
  const finish = (nowMs: number, told: Told): DriverStep => {
    const { send, unanswered } = queue.run(nowMs);
    told.send.push(...send);
    const step = { ...told, wakeAtMs: nextMs() };
    if (unanswered === null) return step;
    if (unanswered.opcode === OPCODE.requestRevision) {
      const detail = 'the scanner does not answer: check its cable and that it is set to SSI';
      return { ...step, failure: { type: 'fault', code: 'silent', raw: '', detail } };
    }
    step.observations.push(refusal('the scanner did not answer'));
    return step;
  };

  return {
    start(nowMs) {
      queue.add({ opcode: OPCODE.scanEnable });
      queue.add({ opcode: OPCODE.requestRevision });
      lookAtMs = nowMs + LOOK_AGAIN_MS;
      return finish(nowMs, { send: [], observations: [] });
    },
    receive(bytes, nowMs) {
      const told: Told = { send: [], observations: [] };
      take(framer.push(bytes, nowMs), nowMs, told);
      return finish(nowMs, told);
    },
    wake(nowMs) {
      const told: Told = { send: [], observations: [] };
      take(framer.idle(nowMs), nowMs, told);
      if (giveUpAtMs !== null && nowMs >= giveUpAtMs) {
        giveUpAtMs = null;
        told.observations.push(...reader.giveUp());
      }
      if (nowMs >= lookAtMs) {
        lookAtMs = nowMs + LOOK_AGAIN_MS;
        queue.add({ opcode: OPCODE.requestRevision });
      }
      return finish(nowMs, told);
    },
    request(request, nowMs) {
      const code = request === 'good-read' ? GOOD_READ_BEEP : BAD_READ_BEEP;
      queue.add({ opcode: OPCODE.beep, data: [code] });
      return finish(nowMs, { send: [], observations: [] });
    },
  };
}

function refusal(detail: string): Observation {
  return faultOf('not-executable', new Uint8Array(), detail);
}
