import { createHash } from 'node:crypto';
import { parseJournalLine } from '../../../shared/records/chain.ts';
import {
  exportStatement,
  parseExportFooter,
  parseExportHeader,
} from '../../../shared/records/export.ts';
import type { ExportFooter, ExportHeader } from '../../../shared/records/export.ts';
import { isNextLink } from './chain-hash.ts';
import { journalFile, readLines } from './journal-files.ts';
import type { RawLine } from './journal-files.ts';
import { signatureFault } from './station-key.ts';
import { bad, good, notesOf } from './verification.ts';
import type { Verification } from './verification.ts';
import { createChainRules } from './verify-rules.ts';
import type { Anchor } from './verify-rules.ts';

const NOT_WRITTEN = 'the line is not the record that was exported';
const NO_HEADER = 'the first line is not the header that was written';
const NO_FOOTER = 'the last line is not the footer that was written';
const OTHER_SIGNER = 'another station than that of the last record has signed the export';
const LINE_FEED = '\n';

/**
 * An export by itself. A header that is not right is named by the first record, a footer by the last.
 */
export function verifyExport(path: string, anchor: Anchor | null): Verification {
  const lines = readLines([journalFile(path)]);
  const first = lines.next().value ?? null;
  const header = first === null ? null : parseExportHeader(text(first));
  if (first === null || header === null || header.to < header.from) {
    return bad(0, { seq: firstSeq(path), where: 'export', reason: NO_HEADER });
  }
  const hash = createHash('sha256').update(first.bytes).update(LINE_FEED);
  const rules = createChainRules(anchor);
  let [seq, events, prev] = [header.from, 0, header.prev];
  const wrong = (reason: string, at = Math.min(seq, header.to)): Verification =>
    bad(events, { seq: at, where: 'export', reason });
  let line = lines.next().value ?? null;
  for (let after = next(lines); after !== null; [line, after] = [after, next(lines)]) {
    if (line === null) break;
    hash.update(line.bytes).update(LINE_FEED);
    const event = parseJournalLine(text(line));
    if (events === 0 && event !== null && event.header.seq !== header.from) {
      return wrong(NO_HEADER, event.header.seq);
    }
    const whole = event !== null && isNextLink(event, seq, prev);
    const fault = whole ? rules.follow(event) : NOT_WRITTEN;
    if (!whole || fault !== null) return wrong(fault ?? NOT_WRITTEN);
    [seq, events, prev] = [seq + 1, events + 1, event.hash];
  }
  const footer = line?.complete === true ? parseExportFooter(text(line)) : null;
  if (footer === null || footer.count !== events || footer.hash !== prev) return wrong(NO_FOOTER);
  const fault = footerFault(footer, header, hash.digest('hex'));
  if (fault !== null) return wrong(fault.reason, fault.header ? header.from : seq - 1);
  if (header.to !== seq - 1) return wrong(NO_HEADER, header.from);
  const recorded = rules.parts.at(-1)?.station;
  // Anybody can sign with a key of their own; only the station of the last record vouches for it.
  if (recorded !== header.station) return wrong(OTHER_SIGNER, header.to);
  return good(events, notesOf(rules, anchor), undefined, recorded);
}

function next(lines: Generator<RawLine, void>): RawLine | null {
  return lines.next().value ?? null;
}

/** The first record of an export whose header is damaged. */
function firstSeq(path: string): number {
  const begin: string[] = [];
  for (const line of readLines([journalFile(path)])) {
    begin.push(text(line));
    if (begin.length === 3) break;
  }
  const said = Number(/"from":(\d{1,15})/.exec(begin.join(''))?.[1] ?? 0);
  const [record] = begin.map(parseJournalLine).filter((event) => event !== null);
  // The line feed after the header may be what is damaged: then the first record is in its line.
  if (record === undefined || record.header.seq === said + 1) return Math.max(said, 1);
  return record.header.seq;
}

function footerFault(
  footer: ExportFooter,
  { station, key }: ExportHeader,
  sha256: string,
): { reason: string; header: boolean } | null {
  const fault = signatureFault(station, key, exportStatement(footer), footer.signature);
  // All records are whole by themselves, so that what differs is the header or this line: the key is
  // in the header, and a signature that holds vouches for this line.
  const header = fault === null || fault.startsWith('its key');
  if (footer.sha256 !== sha256) return { reason: header ? NO_HEADER : NO_FOOTER, header };
  return fault === null ? null : { reason: `the export does not hold: ${fault}`, header };
}

function text(line: RawLine): string {
  return line.bytes.toString('utf8');
}
