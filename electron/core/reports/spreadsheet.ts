import { toCsv, type CsvValue } from './csv.ts';
import type { Column, ReportDocument, Section, Value } from './document.ts';
import type { ReportWords } from './report-words.ts';
import { utcText } from './times.ts';

function cell(value: Value, { kind }: Column): CsvValue {
  if (value === null) return null;
  if (kind === 'time') return utcText(Number(value));
  if (kind === 'duration') return Math.round(Number(value) / 1000);
  return value;
}

function heading({ title, kind }: Column, words: ReportWords): string {
  if (kind === 'time') return `${title} (${words.utc})`;
  return kind === 'duration' ? `${title} (s)` : title;
}

function rowsOf(section: Section, words: ReportWords): CsvValue[][] {
  if (section.layout === 'list') {
    const titles = [words.columns.what, words.columns.value];
    return [titles, ...section.entries.map(([term, value]) => [term, value])];
  }
  const { columns, rows } = section;
  return [
    columns.map((column) => heading(column, words)),
    ...rows.map((values) => columns.map((column, at) => cell(values[at] ?? null, column))),
  ];
}

/**
 * A report as one CSV. The first column names the section, so that a spreadsheet's filter shows one
 * table at a time; the second is the row's number in it, and row 0 has the titles of its columns.
 */
export function toSpreadsheet(document: ReportDocument, words: ReportWords): string {
  return toCsv(
    document.sections.flatMap((section) =>
      rowsOf(section, words).map((values, line) => [section.id, line, ...values]),
    ),
  );
}
