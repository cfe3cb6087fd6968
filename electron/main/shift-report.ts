import type { PrintReply, ReportRequest } from '../../shared/bridge/contract.ts';
import type { Envelope } from '../../shared/bridge/envelope.ts';
import { PRINT_DEADLINE_MS } from '../../shared/bridge/methods.ts';
import type { Log } from './log.ts';
import { printFailure } from './print-failure.ts';
import { isReportName, writeReport } from './report-file.ts';

export interface ShiftReportOptions {
  /** Core's `shiftReport`, which the screen cannot call. */
  readonly askCore: (request: ReportRequest, deadlineMs: number) => Promise<Envelope<unknown>>;
  /** Renders HTML as PDF; rejects when it cannot within the deadline. */
  readonly render: (html: string, deadlineMs: number) => Promise<Uint8Array>;
  /** Absolute path of the folder for reports. */
  readonly folder: string;
  readonly log: Log;
}

/**
 * Serves `printShiftReport`: the PDF and the CSV beside it, both or neither. A second call for the
 * same shift while the first is under way gets the same answer. Whether the shift exists, and who may
 * print it, is for core to judge.
 * Errors: those of core, `malformed-call`, `malformed-reply`, `report-not-printed`,
 * `report-not-written`.
 */
export function createShiftReport(
  options: ShiftReportOptions,
): (params: unknown) => Promise<Envelope<PrintReply>> {
  const underWay = new Map<string | null, Promise<Envelope<PrintReply>>>();
  return (params) => {
    if (!isReportRequest(params)) return Promise.resolve(MALFORMED);
    const { shift } = params;
    const known = underWay.get(shift);
    if (known !== undefined) return known;
    const printing = print(options, { shift }).finally(() => underWay.delete(shift));
    underWay.set(shift, printing);
    return printing;
  };
}

const MALFORMED = {
  ok: false,
  error: {
    code: 'malformed-call',
    message: 'It was not said which shift to report. Nothing was done. Load the screen again.',
  },
} as const;

/** As `reportRequestSchema`, which core checks it against; main has no zod. */
const LONGEST_SHIFT_ID = 100;

function isReportRequest(params: unknown): params is ReportRequest {
  if (typeof params !== 'object' || params === null || !('shift' in params)) return false;
  const { shift } = params;
  if (shift === null) return true;
  return typeof shift === 'string' && shift !== '' && shift.length <= LONGEST_SHIFT_ID;
}

async function print(
  options: ShiftReportOptions,
  request: ReportRequest,
): Promise<Envelope<PrintReply>> {
  const { folder, log } = options;
  const reply = await options.askCore(request, PRINT_DEADLINE_MS);
  if (!reply.ok) return reply;
  const report = reportOf(reply.value);
  if (report === undefined) {
    return printFailure(log, 'malformed-reply', 'core sent no report', 'Report this to IT.');
  }
  const { html, csv, name } = report;
  let pdf: Uint8Array;
  try {
    pdf = await options.render(html, PRINT_DEADLINE_MS);
  } catch (thrown) {
    return printFailure(log, 'report-not-printed', String(thrown), 'Print it again.');
  }
  try {
    const [path = '', csvPath = ''] = await writeReport(folder, name, { pdf, csv });
    return { ok: true, value: { path, csvPath } };
  } catch (thrown) {
    const next = `Close the report where it is open, make room or grant access to ${folder}, then print it again.`;
    return printFailure(log, 'report-not-written', String(thrown), next);
  }
}

interface CoreReport {
  readonly html: string;
  readonly csv: string;
  readonly name: string;
}

function reportOf(value: unknown): CoreReport | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('html' in value && 'csv' in value && 'name' in value)) return undefined;
  const { html, csv, name } = value;
  if (typeof html !== 'string' || typeof csv !== 'string' || typeof name !== 'string') {
    return undefined;
  }
  return isReportName(name) ? { html, csv, name } : undefined;
}
