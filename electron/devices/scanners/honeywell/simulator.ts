import type { Simulator } from '../../protocol.ts';
import { createSimulatedScanner, withIdentifier } from '../simulated-scanner.ts';

/** Longest command that is listened to. */
const LONGEST = 64;
const KNOWN = /^(?:CBRENA|TRGMOD|REVINF|HSTACK|PAP232|SUFCA2)/i;
const FIRMWARE = 'REVINFXENON 1900: BK000064BAA';

/** `TAG SUB DATA` and its punctuation to its answer. */
function answerOf(body: string, punctuation: string): string {
  if (!KNOWN.test(body)) return `${body}\x05${punctuation}`;
  if (/^REVINF$/i.test(body)) return `${FIRMWARE}\x06${punctuation}`;
  if (/^CBRENA/i.test(body)) {
    if (/\*$/.test(body)) return `CBRENA0-1\x06${punctuation}`;
    if (/[?^]$/.test(body)) return `CBRENA1\x06${punctuation}`;
    if (!/[01]$/.test(body)) return `${body}\x15${punctuation}`;
  }
  return `${body.toUpperCase()}\x06${punctuation}`;
}

/**
 * A hand scanner with CR after each code and AIM identifiers on; it answers menu commands and takes
 * triggers (SYN T CR, SYN U CR) and Host ACK commands without an answer.
 */
export function createHoneywellSimulator(seed: number): Simulator {
  let heard = '';

  const answer = (bytes: Uint8Array): readonly Uint8Array[] => {
    heard = (heard + Buffer.from(bytes).toString('latin1')).slice(-LONGEST);
    const replies: string[] = [];
    for (;;) {
      const start = heard.indexOf('\x16M\r');
      if (start < 0) break;
      const command = heard.slice(start + 3);
      const end = command.search(/[.!]/);
      if (end < 0) break;
      const punctuation = command.charAt(end);
      const bodies = command.slice(0, end).split(';');
      replies.push(
        bodies
          .map((body, at) => answerOf(body, at < bodies.length - 1 ? ';' : punctuation))
          .join(''),
      );
      heard = command.slice(end + 1);
    }
    return replies.map((reply) => Uint8Array.from(Buffer.from(reply, 'latin1')));
  };

  return createSimulatedScanner(seed, {
    read: (text) => [new TextEncoder().encode(`${withIdentifier(text)}\r`)],
    answer,
  });
}
