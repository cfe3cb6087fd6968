import type { SheetReply } from '../../shared/bridge/contract.ts';
import type { Envelope } from '../../shared/bridge/envelope.ts';
import { PRINT_DEADLINE_MS } from '../../shared/bridge/methods.ts';
import type { Log } from './log.ts';
import { printFailure } from './print-failure.ts';
import { isReportName, writeReport } from './report-file.ts';

export interface CommandSheetOptions {
  /** Core's `commandSheetPage`, which the screen cannot call. */
  readonly askCore: (deadlineMs: number) => Promise<Envelope<unknown>>;
  /** Renders HTML as PDF; rejects when it cannot within the deadline. */
  readonly render: (html: string, deadlineMs: number) => Promise<Uint8Array>;
  /** Absolute path of the folder for reports. */
  readonly folder: string;
  readonly log: Log;
}

/**
 * Serves `printCommandSheet`. The screen is told where the PDF lies and nothing of its barcodes; who
 * may print it is for core to judge.
 * Errors: those of core, `malformed-reply`, `sheet-not-printed`, `sheet-not-written`.
 */
export function createCommandSheet(
  options: CommandSheetOptions,
): () => Promise<Envelope<SheetReply>> {
  const { folder, log } = options;
  return async () => {
    const reply = await options.askCore(PRINT_DEADLINE_MS);
    if (!reply.ok) return reply;
    const sheet = sheetOf(reply.value);
    if (sheet === undefined) {
      return printFailure(log, 'malformed-reply', 'core sent no sheet', 'Report this to IT.');
    }
    let pdf: Uint8Array;
    try {
      pdf = await options.render(sheet.html, PRINT_DEADLINE_MS);
    } catch (thrown) {
      return printFailure(log, 'sheet-not-printed', String(thrown), 'Print it again.');
    }
    try {
      const [path = ''] = await writeReport(folder, sheet.name, { pdf });
      return { ok: true, value: { path } };
    } catch (thrown) {
      const next = `Close the sheet where it is open, make room or grant access to ${folder}, then print it again.`;
      return printFailure(log, 'sheet-not-written', String(thrown), next);
    }
  };
}

function sheetOf(value: unknown): { readonly html: string; readonly name: string } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('html' in value && 'name' in value)) return undefined;
  const { html, name } = value;
  if (typeof html !== 'string' || typeof name !== 'string') return undefined;
  return isReportName(name) ? { html, name } : undefined;
}
