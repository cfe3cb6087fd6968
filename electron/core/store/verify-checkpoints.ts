import { parseCheckpointLine } from '../../../shared/records/checkpoint.ts';
import type { Checkpoint } from '../../../shared/records/checkpoint.ts';
import type { ChainedEvent } from '../../../shared/records/chain.ts';
import { statementFault } from './checkpoint.ts';
import { lineOf, linesIn } from './checkpoint-file.ts';
import type { RawLine } from './journal-files.ts';
import { bad, good } from './verification.ts';
import type { BadRecord, Verification } from './verification.ts';
import type { ChainRules } from './verify-rules.ts';

/** Compares checkpoints.jsonl with the checkpoints of the records, in order. */
export interface CheckpointComparison {
  /** The next checkpoint of the records. */
  match(event: ChainedEvent): BadRecord | null;
  /** What the file has beyond them. @param hash of the last record `head` */
  rest(head: number, hash: string): BadRecord | null;
  /** Statements about records that a restore has left behind. */
  readonly leftBehind: number;
  /** Bytes of an unfinished line. */
  readonly tornBytes: number;
}

/**
 * @param lines of checkpoints.jsonl
 * @param mark last record whose checkpoint is surely in the file
 */
export function compareCheckpoints(
  lines: Iterator<RawLine, void>,
  rules: ChainRules,
  mark: number,
): CheckpointComparison {
  let leftBehind = 0;
  let tornBytes = 0;

  /** The next line that is `expected`, or that no restore accounts for. */
  const next = (expected: string | null): string | null => {
    for (;;) {
      const line = lines.next().value ?? null;
      if (line === null) return null;
      if (!line.complete) {
        tornBytes += line.bytes.length;
        return null;
      }
      const text = line.bytes.toString('utf8');
      if (text === expected) return text;
      const statement = validStatement(text);
      if (statement === null || !isLeftBehind(statement, rules)) return text;
      leftBehind += 1;
    }
  };

  return {
    match(event) {
      const expected = lineOf(event);
      const line = next(expected);
      const { seq } = event.header;
      if (line === expected) return null;
      if (line !== null) return { seq, where: 'journal', reason: reasonOf(line) };
      const reason = 'checkpoints.jsonl lacks this checkpoint, which it had';
      return seq <= mark ? { seq, where: 'journal', reason } : null;
    },
    rest(head, hash) {
      const line = next(null);
      if (line === null) return null;
      const statement = validStatement(line);
      if (statement === null || !rules.parts.some(({ station }) => station === statement.station)) {
        return { seq: head, where: 'journal', reason: reasonOf(line) };
      }
      const fits = statement.seq > head || statement.hash === hash;
      if (!fits) return { seq: head, where: 'journal', reason: CONTRADICTS };
      const reason = `records were cut off here: a signed checkpoint was record ${statement.seq + 1}`;
      return { seq: head + 1, where: 'db', reason };
    },
    get leftBehind() {
      return leftBehind;
    },
    get tornBytes() {
      return tornBytes;
    },
  };
}

const CONTRADICTS =
  'checkpoints.jsonl: the station has signed other records than these; they were cut off or replaced';
const NOT_WRITTEN = 'the line of checkpoints.jsonl is not the one that was written';

function reasonOf(line: string): string {
  return validStatement(line) === null ? NOT_WRITTEN : CONTRADICTS;
}

function validStatement(line: string): Checkpoint | null {
  const statement = parseCheckpointLine(line);
  return statement === null || statementFault(statement) !== null ? null : statement;
}

/** Whether a restore, or the station's own finding, says that the records of a statement are gone. */
function isLeftBehind({ station, epoch, seq }: Checkpoint, { parts, cuts }: ChainRules): boolean {
  const at = parts.findIndex((part) => part.epoch === epoch && part.station === station);
  const following = parts[at + 1];
  if (at >= 0 && following !== undefined && seq + 1 >= following.from) return true;
  return cuts.some(({ after, upTo }) => seq >= after && seq < (upTo ?? 0));
}

/** checkpoints.jsonl by itself: each line is a statement that its station has signed. */
export function verifyCheckpointFile(path: string): Verification {
  let [events, last, bytes] = [0, 0, 0];
  for (const line of linesIn(path)) {
    if (!line.complete) {
      bytes = line.bytes.length;
      break;
    }
    const statement = validStatement(line.bytes.toString('utf8'));
    // The checkpoint is the record after the one that it signs.
    if (statement === null)
      return bad(events, { seq: last + 1, where: 'journal', reason: NOT_WRITTEN });
    [events, last] = [events + 1, statement.seq + 1];
  }
  const note = 'Only the signatures were checked: the records were not there to be compared.';
  return good(events, [note], { events: 0, bytes });
}
