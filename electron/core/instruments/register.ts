import type {
  InstrumentCheck,
  RegisteredInstrument,
} from '../../../shared/bridge/register-contract.ts';
import type { ShiftCheck } from '../../../shared/bridge/intents.ts';
import {
  isFirst,
  portText,
  type InstrumentConfig,
  type InstrumentKind,
} from '../../../shared/measure/instrument.ts';
import type { RecordedEvent } from '../../../shared/records/event.ts';
import type { ReviewQueries } from '../store/review-queries.ts';

/** The check of a shift that says something of an instrument; a dosimeter's is its background. */
export const CHECK_OF: Readonly<Record<InstrumentKind, ShiftCheck>> = {
  scale: 'test-mass',
  scanner: 'scanner',
  dosimeter: 'background',
};

type Checks = Pick<ReviewQueries, 'shiftChecksOf'>;

function toCheck({ seq, at_ms: atMs, actor, body }: RecordedEvent): InstrumentCheck {
  const { result, detail } = body;
  const known = result === 'pass' || result === 'skipped' ? result : 'fail';
  return { seq, atMs, actor, result: known, detail: typeof detail === 'string' ? detail : null };
}

/** Backgrounds or checks of the first instrument of a kind, newest first. */
export function checksOf(
  records: Checks,
  kind: InstrumentKind,
  page: { readonly before: number | null; readonly limit: number },
): { rows: InstrumentCheck[]; more: boolean } {
  const found = records.shiftChecksOf(CHECK_OF[kind], page.before, page.limit + 1);
  return { rows: found.slice(0, page.limit).map(toCheck), more: found.length > page.limit };
}

const DAY_MS = 24 * 3600 * 1000;

function standing(
  day: string | undefined,
  nowMs: number,
  warnDays: number,
): RegisteredInstrument['calibration'] {
  if (day === undefined) return null;
  const on = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  if (day < on(nowMs)) return { day, state: 'overdue' };
  return { day, state: day <= on(nowMs + warnDays * DAY_MS) ? 'soon' : 'fine' };
}

/** What the register takes from outside the configuration. */
export interface RegisterOptions {
  readonly records: Checks;
  /** UTC. */
  readonly nowMs: number;
  readonly warnDays: number;
  /** What an instrument said of itself; null where it said nothing. */
  readonly identityOf: (id: string) => string | null;
}

/** The instruments of a bench with what is known of each, in the order of the configuration. */
export function registerOf(
  instruments: readonly InstrumentConfig[],
  { records, nowMs, warnDays, identityOf }: RegisterOptions,
): RegisteredInstrument[] {
  return instruments.map((config) => {
    const { id, kind, protocol, transport, calibrationDue, verification, detector } = config;
    const judged = isFirst(config);
    const { rows } = judged ? checksOf(records, kind, { before: null, limit: 1 }) : { rows: [] };
    const port = portText(transport);
    return {
      id,
      kind,
      protocol,
      judged,
      identity: identityOf(id),
      port: port === '' ? transport.kind : port,
      portIdentity: transport.kind === 'serial' ? (transport.identity ?? null) : null,
      calibration: standing(calibrationDue, nowMs, warnDays),
      verification:
        verification === undefined
          ? null
          : {
              class: verification.class,
              e: verification.e,
              min: verification.min,
              max: verification.max,
              due: standing(verification.due, nowMs, warnDays),
            },
      cpmPerMicrosievert: detector?.cpmPerMicrosievert ?? null,
      lastCheck: rows[0] ?? null,
    };
  });
}

/** Whether an instrument is used after its calibration or verification. */
export function isOverdue({ calibration, verification }: RegisteredInstrument): boolean {
  return [calibration, verification?.due].some((due) => due?.state === 'overdue');
}
