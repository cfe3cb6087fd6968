import { GENESIS, parseJournalLine } from '../../../shared/records/chain.ts';
import type { ChainedEvent } from '../../../shared/records/chain.ts';
import { isNextLink } from './chain-hash.ts';
import { readLines } from './journal-files.ts';
import type { JournalFile } from './journal-files.ts';
import { bad, good, notesOf } from './verification.ts';
import type { Verification } from './verification.ts';
import { createChainRules } from './verify-rules.ts';
import type { Anchor } from './verify-rules.ts';

const NO_EVENT = 'The journal has no event: there was nothing to check.';
const NOT_WRITTEN = 'the line is not the record that was written';

/** A journal by itself; a later file of a rotated journal starts where its first line says. */
export function verifyJournal(
  files: readonly JournalFile[],
  anchor: Anchor | null = null,
): Verification {
  let [events, seq, prev, bytes] = [0, 1, GENESIS, 0];
  const rules = createChainRules(anchor);
  for (const line of readLines(files)) {
    if (!line.complete) {
      bytes = line.bytes.length;
      break;
    }
    const event = parseJournalLine(line.bytes.toString('utf8'));
    if (events === 0) [seq, prev] = start(event);
    const fault =
      event === null || !isNextLink(event, seq, prev) ? NOT_WRITTEN : rules.follow(event);
    if (event === null || fault !== null) {
      return bad(events, { seq, where: 'journal', reason: fault ?? NOT_WRITTEN });
    }
    [events, seq, prev] = [events + 1, seq + 1, event.hash];
  }
  const first = seq - events;
  const unsigned = events === 0 ? null : rules.unsigned(seq - 1);
  if (unsigned !== null) {
    const reason = 'no checkpoint covers this record: more than 100 records are not signed';
    return bad(events, { seq: unsigned, where: 'journal', reason });
  }
  const begin = `The file begins at event ${first}: those before it were not checked.`;
  const about = events === 0 ? NO_EVENT : first === 1 ? null : begin;
  const whose = rules.parts.at(-1)?.station;
  return good(events, [about, ...notesOf(rules, anchor)], { events: 0, bytes }, whose);
}

function start(first: ChainedEvent | null): [number, string] {
  if (first === null || first.header.seq === 1) return [1, GENESIS];
  return [first.header.seq, first.prev];
}
