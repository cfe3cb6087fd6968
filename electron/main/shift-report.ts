import type { PrintReply } from '../../shared/bridge/contract.ts';
import type { Envelope } from '../../shared/bridge/envelope.ts';
import { PRINT_DEADLINE_MS } from '../../shared/bridge/methods.ts';
import type { Log } from './log.ts';
import { isReportName, writeReport } from './report-file.ts';

export interface ShiftReportOptions {
  /** Core's `shiftReport`, which the screen cannot call. */
  readonly askCore: (deadlineMs: number) => Promise<Envelope<unknown>>;
  /** Renders HTML as PDF; rejects when it cannot within the deadline. */
  readonly render: (html: string, deadlineMs: number) => Promise<Uint8Array>;
  /** Absolute path of the folder for reports. */
  readonly folder: string;
  readonly log: Log;
}

/**
 * Serves `printShiftReport`. A second call while the first is under way gets the same answer.
 * Errors: those of core, `malformed-reply`, `report-not-printed`, `report-not-written`.
 */
export function createShiftReport(
  options: ShiftReportOptions,
): () => Promise<Envelope<PrintReply>> {
  let underWay: Promise<Envelope<PrintReply>> | undefined;
  return () => {
    underWay ??= print(options).finally(() => (underWay = undefined));
    return underWay;
  };
}

async function print(options: ShiftReportOptions): Promise<Envelope<PrintReply>> {
  const reply = await options.askCore(PRINT_DEADLINE_MS);
  if (!reply.ok) return reply;
  const report = reportOf(reply.value);
  if (report === undefined) {
    return failed(options.log, 'malformed-reply', 'core sent no report', 'Report this to IT.');
  }
  const { html, name } = report;
  let pdf: Uint8Array;
  try {
    pdf = await options.render(html, PRINT_DEADLINE_MS);
  } catch (thrown) {
    return failed(options.log, 'report-not-printed', String(thrown), 'Print it again.');
  }
  try {
    return { ok: true, value: { path: await writeReport(options.folder, name, pdf) } };
  } catch (thrown) {
    const next = `Make room or grant access to ${options.folder}, then print it again.`;
    return failed(options.log, 'report-not-written', String(thrown), next);
  }
}

function reportOf(value: unknown): { html: string; name: string } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('html' in value && 'name' in value)) return undefined;
  const { html, name } = value;
  if (typeof html !== 'string' || typeof name !== 'string') return undefined;
  return isReportName(name) ? { html, name } : undefined;
}

function failed(log: Log, code: string, reason: string, next: string): Envelope<never> {
  log('error', code, { reason });
  const message = `There is no new report file. The records are unchanged. ${next}`;
  return { ok: false, error: { code, message } };
}
