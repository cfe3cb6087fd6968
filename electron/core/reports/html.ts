import { WORDS, type ReportWords } from './report-words.ts';
import type {
  Column,
  ListSection,
  ReportDocument,
  Section,
  TableSection,
  Value,
} from './document.ts';
import { escapeHtml } from './safe-text.ts';
import { durationText, utcText } from './times.ts';

/** Black on white, weight and rules instead of colour: a copier must not lose anything. */
const STYLE = `
  @page { size: A4; margin: 14mm 14mm 16mm; }
  body { font: 9pt/1.35 'Noto Sans', 'DejaVu Sans', sans-serif; color: #000; margin: 0; }
  h1 { font-size: 15pt; margin: 0 0 2mm; }
  h2 { font-size: 11pt; margin: 5mm 0 1mm; break-after: avoid; }
  p { margin: 0 0 1mm; break-after: avoid; }
  dl { display: grid; grid-template-columns: 64mm 1fr; gap: 0.5mm 4mm; margin: 0; }
  dt { font-weight: 600; }
  dd { margin: 0; }
  dd, td, p { overflow-wrap: anywhere; white-space: pre-line; }
  table { border-collapse: collapse; inline-size: 100%; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  tr.long { break-inside: auto; break-before: auto; }
  th { border-block-end: 0.4mm solid #000; text-align: start; vertical-align: bottom; }
  td { border-block-end: 0.1mm solid #777; vertical-align: top; }
  tr.upper td { border-block-end: 0; }
  tr.upper { break-after: avoid; }
  th, td { padding: 0.6mm 2mm 0.6mm 0; }
  .number { text-align: end; font-variant-numeric: tabular-nums; }
  .time { white-space: nowrap; font-variant-numeric: tabular-nums; }
  td.short { white-space: nowrap; overflow-wrap: normal; }
  td.code { font-family: 'Noto Sans Mono', 'DejaVu Sans Mono', monospace; font-size: 8pt; }
  .warning { border: 0.8mm solid #000; padding: 2mm; font-weight: 700; font-size: 12pt; }
  .signatures { display: grid; grid-template-columns: 1fr 1fr; gap: 8mm; margin-block-start: 18mm; break-inside: avoid; }
  .signatures p { border-block-start: 0.3mm solid #000; padding-block-start: 1mm; }
`;

/** Digits of a hash that are printed in a table; the CSV has all of them. */
const SHORT_HASH = 16;
const WHOLE_HASH = /^[0-9a-f]{64}$/;
/** Texts up to here stay on one line, so that numbers, badges and outcomes are read at a glance. */
const SHORT_CODE = 20;
const SHORT_WORD = 14;
/** A row longer than this may go over the end of a page. */
const LONG_TEXT = 1_500;

function shown(value: Value, { kind }: Column): string {
  if (value === null) return '';
  if (kind === 'time') return utcText(Number(value));
  if (kind === 'duration') return durationText(Number(value));
  const text = String(value);
  return kind === 'code' && WHOLE_HASH.test(text) ? text.slice(0, SHORT_HASH) : text;
}

function row(values: readonly Value[], { columns }: TableSection): string {
  const cells = columns.map((column, at) => ({ column, text: shown(values[at] ?? null, column) }));
  const notes = cells.filter(({ column, text }) => column.kind === 'note' && text !== '');
  const line = cells
    .filter(({ column }) => column.kind !== 'note')
    .map(({ column: { kind }, text }) => {
      const short = text.length <= (kind === 'code' ? SHORT_CODE : SHORT_WORD);
      // `auto`: a text that is written from right to left turns round itself and nothing beside it.
      return `<td class="${kind}${short ? ' short' : ''}" dir="auto">${escapeHtml(text)}</td>`;
    });
  const below = notes.map(({ column, text }, at) => {
    const part = `${text.length > LONG_TEXT ? 'long ' : ''}${at === notes.length - 1 ? '' : 'upper'}`;
    const title = `<b>${escapeHtml(column.title)}:</b>`;
    const said = `<bdi>${escapeHtml(text)}</bdi>`;
    return `<tr class="${part}"><td class="note" colspan="${line.length}">${title} ${said}</td></tr>`;
  });
  const upper = notes.length === 0 ? '' : ' class="upper"';
  return `<tr${upper}>${line.join('')}</tr>${below.join('')}`;
}

function table(part: TableSection, words: ReportWords): string {
  const { columns, rows } = part;
  if (rows.length === 0) return `<p>${escapeHtml(words.none)}</p>`;
  const titles = columns
    .filter(({ kind }) => kind !== 'note')
    .map(({ title, kind }) => {
      const unit = kind === 'time' ? ` (${words.utc})` : '';
      return `<th class="${kind}" scope="col">${escapeHtml(title + unit)}</th>`;
    });
  const body = rows.map((values) => row(values, part)).join('\n');
  return `<table><thead><tr>${titles.join('')}</tr></thead><tbody>\n${body}\n</tbody></table>`;
}

function list({ entries }: ListSection): string {
  const items = entries.map(
    ([term, value]) =>
      `<dt>${escapeHtml(term)}</dt><dd dir="auto">${escapeHtml(String(value))}</dd>`,
  );
  return `<dl>\n${items.join('\n')}\n</dl>`;
}

function section(part: Section, words: ReportWords): string {
  const notes = part.notes.map((note) => `<p>${escapeHtml(note)}</p>`).join('');
  const content = part.layout === 'table' ? table(part, words) : list(part);
  return `<section id="${escapeHtml(part.id)}"><h2>${escapeHtml(part.title)}</h2>${notes}${content}</section>`;
}

/**
 * A report as one HTML page for printing on A4: no script, one style sheet, nothing from elsewhere,
 * every value escaped. Page numbers are put on it by whoever prints it.
 */
export function toHtml(document: ReportDocument, words: ReportWords = WORDS): string {
  const { title, language, warning, sections, signatures } = document;
  const warned = warning === null ? '' : `<p class="warning">${escapeHtml(warning)}</p>`;
  const lines = signatures.map((line) => `<p>${escapeHtml(line)}</p>`).join('');
  return `<!doctype html>
<html lang="${escapeHtml(language)}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<style>${STYLE}</style></head>
<body><h1>${escapeHtml(title)}</h1>${warned}
${sections.map((part) => section(part, words)).join('\n')}
<div class="signatures">${lines}</div>
</body></html>
`;
}
