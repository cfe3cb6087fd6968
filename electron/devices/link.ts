import type { Clock, Timer } from '../../shared/clock.ts';
import type {
  InstrumentConfig,
  InstrumentRequest,
  LinkReport,
} from '../../shared/measure/instrument.ts';
import type { FaultCode, Observation, Observed } from '../../shared/measure/reading.ts';
import { createBackOff } from './back-off.ts';
import { createFloodLimiter, FLOOD_WINDOW_MS } from './flood-limiter.ts';
import { startLineSession } from './line-session.ts';
import type { LineSession } from './line-session.ts';
import type { Protocol } from './protocol.ts';
import type { Transport } from './transport/transport.ts';

/** What a link is made of. */
export interface LinkOptions {
  readonly config: InstrumentConfig;
  readonly protocol: Protocol;
  /** A new transport for each opening. */
  readonly openTransport: () => Transport;
  readonly clock: Clock;
  /** From 0 (inclusive) to 1 (exclusive); spreads the retries. */
  readonly random: () => number;
  /** The next number of this instrument; outlives the link when its settings change. */
  readonly nextSeq: () => number;
  onObserved(observed: Observed): void;
  /** Called when something in the report but its time has changed. */
  onReport(report: LinkReport): void;
}

/** The line to one instrument, kept open for as long as the link lives. */
export interface Link {
  /** The latest report. */
  report(): LinkReport;
  /** Asks the instrument; nothing happens while it does not deliver. */
  request(request: InstrumentRequest): void;
  /** A port has come or gone: a line that waits for its next try is opened at once. */
  retryNow(): void;
  /** Nothing is told from here on; resolves when the port is closed. */
  close(): Promise<void>;
}

const NOISE_ADVICE = 'bytes arrive, but they make no sense: check protocol and line settings';

type Status = Pick<LinkReport, 'state' | 'fault' | 'detail' | 'identity'>;

/** Opens the line to an instrument and opens it again, with back-off, whenever it is lost. */
export function openLink(options: LinkOptions): Link {
  const { config, clock } = options;
  const backOff = createBackOff(options.random);
  const limiter = createFloodLimiter();
  let closed = false;
  let session: LineSession | null = null;
  let retryTimer: Timer | null = null;
  let flushTimer: Timer | null = null;
  let readySinceMs: number | null = null;
  let longestReadyMs = 0;
  /** The latest fault since the last valid frame: tells noise from silence. */
  let lineFault: FaultCode | null = null;
  let report: LinkReport = makeReport({
    state: 'opening',
    fault: null,
    detail: '',
    identity: null,
  });

  function makeReport(status: Status): LinkReport {
    const { requests = [] } = options.protocol.descriptor;
    const asked = requests.length === 0 ? {} : { requests };
    return { instrument: config.id, ...status, ...asked, atMs: clock.monotonicMs() };
  }
  const tell = (change: Partial<Status>): void => {
    const { state, fault, detail, identity } = { ...report, ...change };
    const same =
      state === report.state &&
      fault === report.fault &&
      detail === report.detail &&
      identity === report.identity;
    if (closed || same) return;
    trackReadiness(state === 'ready');
    report = makeReport({ state, fault, detail, identity });
    options.onReport(report);
  };
  const trackReadiness = (ready: boolean): void => {
    const nowMs = clock.monotonicMs();
    if (ready) readySinceMs ??= nowMs;
    else if (readySinceMs !== null) {
      longestReadyMs = Math.max(longestReadyMs, nowMs - readySinceMs);
      readySinceMs = null;
    }
  };
  const emit = (observation: Observation, atMs: number): void => {
    if (closed) return;
    options.onObserved({ instrument: config.id, atMs, seq: options.nextSeq(), observation });
  };
  const observed = (observation: Observation, atMs: number): void => {
    if (observation.type === 'fault' && isNoise(observation.code)) lineFault = observation.code;
    const passed = limiter.accept(observation, atMs);
    if (passed !== null) emit(passed, atMs);
    else flushTimer ??= clock.after(FLOOD_WINDOW_MS, flush);
  };
  const flush = (): void => {
    flushTimer = null;
    const summary = limiter.flush();
    if (summary !== null) emit(summary, clock.monotonicMs());
  };
  const silent = (heard: boolean): void => {
    // A driver that waits for an answer says nothing of noise.
    if (heard) lineFault ??= 'malformed';
    const seconds = (options.protocol.descriptor.silentAfterMs ?? 0) / 1000;
    const detail =
      lineFault === null
        ? `nothing received for ${seconds} s: check that the instrument is on and its cable`
        : `no valid frame for ${seconds} s; ${NOISE_ADVICE}`;
    tell({ state: 'stale', fault: lineFault ?? 'silent', detail });
    observed({ type: 'fault', code: 'silent', raw: '', detail }, clock.monotonicMs());
  };
  const ended = (code: FaultCode, detail: string): void => {
    if (code === 'silent' && lineFault !== null) {
      tell({ state: 'lost', fault: lineFault, detail: `${detail}; ${NOISE_ADVICE}` });
    } else if (code !== 'port-missing' || report.fault !== 'disconnected') {
      // The port of a cable that was pulled is missing until it is back: that is no other fault.
      tell({ state: 'lost', fault: code, detail });
    }
    const waitMs = backOff.nextMs(longestReadyMs, code);
    longestReadyMs = 0;
    if (!closed) retryTimer = clock.after(waitMs, () => void reopen());
  };
  const reopen = async (): Promise<void> => {
    retryTimer = null;
    await session?.close();
    if (!closed) start();
  };
  const start = (): void => {
    lineFault = null;
    session = startLineSession({
      protocol: options.protocol,
      transport: options.openTransport(),
      settings: config,
      clock,
      events: {
        opened: () => tell({ state: 'opening', identity: null }),
        identified: (identity) => tell({ identity }),
        observed,
        delivering() {
          lineFault = null;
          tell({ state: 'ready', fault: null, detail: '' });
        },
        silent,
        ended,
      },
    });
  };

  options.onReport(report);
  start();
  return {
    report: () => report,
    request(request) {
      if (report.state === 'ready') session?.request(request);
    },
    retryNow() {
      if (retryTimer === null) return;
      retryTimer.cancel();
      void reopen();
    },
    async close() {
      closed = true;
      retryTimer?.cancel();
      flushTimer?.cancel();
      await session?.close();
    },
  };
}

function isNoise(code: FaultCode): boolean {
  return code === 'malformed' || code === 'checksum' || code === 'wrong-settings';
}
