import { parse } from 'csv-parse/sync';
import { Window } from 'happy-dom';
import { onEnd } from '../store/support.ts';

export type Rows = Record<string, string>[];

/** The tables of a report's CSV by section, as another program reads them. */
export function readCsv(csv: string): Record<string, Rows> {
  const sections: Record<string, Rows> = {};
  let titles: string[] = [];
  for (const [id = '', line = '', ...cells] of parse(csv, { bom: true })) {
    if (line === '0') {
      titles = cells.filter((title) => title !== '');
      sections[id] = [];
      continue;
    }
    sections[id]?.push(Object.fromEntries(titles.map((title, at) => [title, cells[at] ?? ''])));
  }
  return sections;
}

/** Terms of a list section by name. */
export function readList(csv: string, id: string): Record<string, string> {
  const rows = readCsv(csv)[id] ?? [];
  return Object.fromEntries(rows.map((row) => [row['What'] ?? '', row['Value'] ?? '']));
}

/** The page as a browser reads it. */
export function readPage(html: string): Window['document'] {
  const window = new Window();
  onEnd(() => void window.happyDOM.close());
  window.document.write(html);
  return window.document;
}
