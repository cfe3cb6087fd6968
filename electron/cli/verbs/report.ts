import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { shiftReport } from '../../core/reports/shift-report.ts';
import { StationError } from '../../core/station-error.ts';
import { openRecordsForReading, type ReadRecords } from '../../core/store/read-records.ts';
import { realClock } from '../../real-clock.ts';
import { existingPath, EXIT, readArguments, required, UsageError, type Verb } from '../verb.ts';

const FORMS = { '.html': 'html', '.csv': 'csv' } as const;

function formOf(file: string): 'html' | 'csv' {
  const extension = path.extname(file).toLowerCase();
  if (extension === '.html' || extension === '.csv') return FORMS[extension];
  const why =
    extension === '.pdf'
      ? 'a PDF is printed by the station itself; give FILE.html or FILE.csv'
      : 'give FILE.html or FILE.csv';
  throw new UsageError(`--out ${file}: ${why}`);
}

function chosen(records: ReadRecords, wanted: string): string {
  if (wanted !== 'last') return wanted;
  const [newest] = records.shifts({ limit: 1, offset: 0 });
  if (newest !== undefined) return newest.shift;
  throw new StationError('no-shift', 'No shift was opened yet: there is nothing to report.');
}

/** Whole or not at all, readable for this account only: reasons and notes are in it. */
function write(file: string, content: string): void {
  const unfinished = path.join(path.dirname(file), `.${randomUUID()}.unfinished`);
  try {
    writeFileSync(unfinished, content, { mode: 0o600, flag: 'wx', flush: true });
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    const why = error instanceof Error ? error.message : String(error);
    throw new StationError(
      'report-not-written',
      `${file} was not written (${why}). The records are unchanged. Choose another place with --out.`,
    );
  }
}

/** `station report`: the report of a shift as a page or a spreadsheet. */
export const report: Verb = {
  name: 'report',
  usage: 'report --data DIR [--shift ID|last] --out FILE.csv|FILE.html',
  about:
    'Writes the report of a shift, the newest when none is named; works while the station runs. ' +
    'A PDF is printed by the station itself.',
  run(args, output) {
    const options = {
      data: { type: 'string' },
      shift: { type: 'string', default: 'last' },
      out: { type: 'string' },
    } as const;
    const { values } = readArguments(args, options, 0);
    const dataDir = existingPath(required(values.data, '--data'));
    const file = path.resolve(required(values.out, '--out'));
    const form = formOf(file);
    const records = openRecordsForReading(dataDir);
    try {
      const shift = chosen(records, values.shift);
      write(file, shiftReport(records, shift, realClock.utcMs())[form]);
      output.answer({ shift, file }, `${file}: report of shift ${shift}`);
      return EXIT.done;
    } finally {
      records.close();
    }
  },
};
