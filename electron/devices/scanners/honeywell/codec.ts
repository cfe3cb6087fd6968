import { SCAN_LINE } from '../line-scanner/codec.ts';
import type { LineFormat } from '../scan-lines.ts';
import type { ScanMessage } from '../scan-text.ts';

const ACK = 0x06;
const ENQ = 0x05;
const NAK = 0x15;
const ANSWER_ENDS: readonly number[] = [ACK, ENQ, NAK];
/** What stands behind the status of an answer: the punctuation of the command (`.` `!` `,` `;`). */
const PUNCTUATION: readonly number[] = [0x2e, 0x21, 0x2c, 0x3b];

/** A code behind the punctuation of an answer. */
function behind(message: ScanMessage): ScanMessage {
  return message.kind === 'scan' ? { ...message, ahead: 1 } : message;
}

const NOTHING: ScanMessage = { kind: 'empty' };

/**
 * Answers to menu commands that somebody else, or the search for instruments, has given: the command
 * with ACK, ENQ or NAK before its punctuation (Honeywell 2020 guide p. 10-3). They are no codes, and
 * no CR ends them.
 */
function createDecoder(): (line: Uint8Array) => ScanMessage {
  const decodeLine = SCAN_LINE.createDecoder();
  let afterAnswer = false;

  return (line) => {
    const punctuated = PUNCTUATION.includes(line[0] ?? 0);
    const wasAnswer = afterAnswer;
    afterAnswer = ANSWER_ENDS.includes(line.at(-1) ?? 0);
    if (wasAnswer && !punctuated) {
      return { kind: 'malformed', detail: 'a code with control characters, or half an answer' };
    }
    if (afterAnswer) return NOTHING;
    return wasAnswer ? behind(decodeLine(line.subarray(1))) : decodeLine(line);
  };
}

/** Codes as lines, with answers to menu commands in between. */
export const HONEYWELL_LINE: LineFormat = {
  terminators: [...SCAN_LINE.terminators, ...ANSWER_ENDS],
  createDecoder,
};

/** The model or firmware that an answer to `REVINF.` tells; null when it is no such answer. */
export function readRevision(answer: Uint8Array): string | null {
  const text = Buffer.from(answer).toString('latin1');
  // eslint-disable-next-line no-control-regex
  const said = /REVINF:?\s*([\x20-\x7e\r\n]*?)\x06[.!]/.exec(text)?.[1];
  return said === undefined ? null : `Honeywell ${said.replace(/\s+/g, ' ').trim()}`.trim();
}
