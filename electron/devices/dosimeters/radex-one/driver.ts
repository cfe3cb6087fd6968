import type { LengthPiece } from '../../framing/length-framer.ts';
import { createPollingDriver } from '../../polling-driver.ts';
import type { Conversation } from '../../polling-driver.ts';
import type { Driver } from '../../protocol.ts';
import { createReplyFramer, encodeRequest } from './codec.ts';
import { readPiece } from './reader.ts';

/** Known clients ask every 0.5 s (Notes.md); the values change about once a second. */
const ROUND_MS = 1000;
const ANSWER_MS = 1000;

function createConversation(): Conversation<LengthPiece> {
  let packet = 0;
  let identified = false;
  let asked = false;

  return {
    restart() {
      identified = false;
      asked = false;
    },
    next() {
      if (identified) asked = !asked;
      if (identified && !asked) return null;
      packet = (packet + 1) & 0xffff;
      const name = identified ? 'values' : 'identity';
      return { name, bytes: encodeRequest(name, packet) };
    },
    take(piece, question) {
      const { reply, observations } = readPiece(piece);
      if (reply === null) return { kind: 'doubt', observations };
      // The packet number tells a late answer from the one that is waited for.
      if (reply.kind !== question?.name || reply.packet !== packet) return { kind: 'other' };
      identified = true;
      if (reply.kind !== 'identity') return { kind: 'answer', observations };
      return { kind: 'answer', observations, identity: reply.text };
    },
  };
}

/** Asks a RADEX ONE who it is, then for its values every second. */
export function createRadexOneDriver(): Driver {
  return createPollingDriver({
    framer: createReplyFramer(),
    conversation: createConversation(),
    roundMs: ROUND_MS,
    answerMs: ANSWER_MS,
    instrument: 'RADEX ONE',
    ascii: false,
  });
}
