import { SCAN_LINE } from '../line-scanner/codec.ts';
import type { LineFormat } from '../scan-lines.ts';
import type { ScanMessage } from '../scan-text.ts';

const SOH = 0x01;
const STX = 0x02;
const ETX = 0x03;
const EOT = 0x04;

/** Lines that one answer may have: noise must not swallow codes for ever. */
const MOST_ANSWER_LINES = 20;

/**
 * Answers to the questions i, h and s come as SOH STX … ETX EOT (PowerScan guide, appendix E), lines
 * inside included. They are no codes; each of several lines is said to be none, since a code that is
 * swallowed must show.
 */
function createDecoder(): (line: Uint8Array) => ScanMessage {
  const decodeLine = SCAN_LINE.createDecoder();
  let answerLines = 0;
  let afterAnswer = false;

  return (line) => {
    const ahead = afterAnswer && line[0] === EOT ? 1 : 0;
    const rest = line.subarray(ahead);
    afterAnswer = false;
    const begins = rest[0] === SOH && rest[1] === STX;
    if (answerLines === 0 && !begins) {
      const message = decodeLine(rest);
      return message.kind === 'scan' ? { ...message, ahead } : message;
    }
    afterAnswer = rest.at(-1) === ETX;
    const whole = afterAnswer && answerLines === 0;
    answerLines = afterAnswer || answerLines === MOST_ANSWER_LINES ? 0 : answerLines + 1;
    if (whole || rest.length === 1) return { kind: 'empty' };
    return { kind: 'malformed', detail: 'part of an answer of the scanner, no code' };
  };
}

/** Codes as lines, with answers to questions in between. */
export const DATALOGIC_LINE: LineFormat = { ...SCAN_LINE, createDecoder };

/** What an answer to `i` tells; null when it is no such answer. */
export function readInformation(answer: Uint8Array): string | null {
  const text = Buffer.from(answer).toString('latin1');
  // eslint-disable-next-line no-control-regex
  const said = /\x01\x02([\x20-\x7e\r\n\t]+)\x03\x04/.exec(text)?.[1];
  return said === undefined ? null : `Datalogic ${said.replace(/\s+/g, ' ').trim()}`;
}
