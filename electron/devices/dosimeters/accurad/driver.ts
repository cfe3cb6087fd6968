import type { LengthPiece } from '../../framing/length-framer.ts';
import { createPollingDriver } from '../../polling-driver.ts';
import type { Conversation } from '../../polling-driver.ts';
import type { Driver } from '../../protocol.ts';
import { createReplyFramer, encodeRequest } from './codec.ts';
import { createAccuRadReader } from './reader.ts';

/** A known client asks once a second (fermilab-robotics/AccuRad-PRD). */
const ROUND_MS = 1000;
const ANSWER_MS = 1000;

function createConversation(): Conversation<LengthPiece> {
  const reader = createAccuRadReader();
  let identified = false;
  let asked = false;
  /** Whether this instrument wants the prefix; the other form is tried where one found no answer. */
  let prefixed = true;

  return {
    restart() {
      if (!identified) prefixed = !prefixed;
      identified = false;
      asked = false;
    },
    next() {
      const name = identified ? 'data' : 'info';
      if (identified) asked = !asked;
      return identified && !asked ? null : { name, bytes: encodeRequest(name, prefixed) };
    },
    take(piece, question) {
      const { kind, observations, identity } = reader.read(piece);
      if (kind === 'malformed') return { kind: 'doubt', observations };
      if (kind === 'padding' || kind !== question?.name) return { kind: 'other' };
      identified = true;
      return { kind: 'answer', observations, ...(identity === undefined ? {} : { identity }) };
    },
  };
}

/** Asks an AccuRad who it is, then for a measurement every second. */
export function createAccuRadDriver(): Driver {
  return createPollingDriver({
    framer: createReplyFramer(),
    conversation: createConversation(),
    roundMs: ROUND_MS,
    answerMs: ANSWER_MS,
    instrument: 'AccuRad PRD',
    ascii: false,
  });
}
