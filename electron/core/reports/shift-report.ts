import { StationError } from '../station-error.ts';
import { toHtml } from './html.ts';
import { WORDS, type ReportWords } from './report-words.ts';
import { shiftDocument } from './shift-document.ts';
import { readShiftFacts, type ReportRecords } from './shift-facts.ts';
import { toSpreadsheet } from './spreadsheet.ts';

/** A report in both forms, and the file name for both without extension. */
export interface Report {
  readonly html: string;
  readonly csv: string;
  readonly name: string;
}

/** Longest part of a shift's id in a file name; ids that the station makes have 36 characters. */
const NAME_ID = 60;

/** One name for one shift; an open shift's report never replaces the final one. */
function fileName(shift: string, openedAtMs: number, open: boolean): string {
  const day = new Date(openedAtMs).toISOString().slice(0, 10);
  const id = shift.replaceAll(/[^A-Za-z0-9_-]/g, '_').slice(0, NAME_ID);
  return `shift-${day}-${id}${open ? '-open' : ''}`;
}

/**
 * A shift's report as an HTML page and a CSV: what was screened and decided, by whom and why, what
 * did not work, what is still open, and the anchor that makes a later change visible.
 *
 * @param nowMs when it is made, UTC; ages and the station's time zone are of that moment
 * @throws StationError `no-shift` when there is no such shift
 */
export function shiftReport(
  records: ReportRecords,
  shift: string,
  nowMs: number,
  words: ReportWords = WORDS,
): Report {
  const facts = readShiftFacts(records, shift);
  if (facts === null) {
    throw new StationError(
      'no-shift',
      'There is no shift of this id. The records are unchanged. Choose one from the list of shifts.',
    );
  }
  const offsetMinutes = -new Date(nowMs).getTimezoneOffset();
  const { mode, station } = records;
  const document = shiftDocument(facts, { mode, station, nowMs, offsetMinutes }, words);
  const { openedAtMs, closedSeq } = facts.summary;
  return {
    html: toHtml(document, words),
    csv: toSpreadsheet(document, words),
    name: fileName(shift, openedAtMs, closedSeq === null),
  };
}
