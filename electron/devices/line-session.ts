import type { Clock, Timer } from '../../shared/clock.ts';
import type { DriverSettings, InstrumentRequest } from '../../shared/measure/instrument.ts';
import type { FaultCode, Observation } from '../../shared/measure/reading.ts';
import { createDoseFromCounts } from './dosimeters/dose-from-counts.ts';
import type { Driver, DriverStep, Protocol } from './protocol.ts';
import { TransportError } from './transport/transport.ts';
import type { Transport } from './transport/transport.ts';

/** Faults of the line; any other fault was told by the instrument in a valid frame. */
const LINE_FAULTS: ReadonlySet<FaultCode> = new Set<FaultCode>([
  'malformed',
  'checksum',
  'wrong-settings',
  'stale',
  'silent',
  'disconnected',
  'port-busy',
  'port-denied',
  'port-missing',
]);

/** What one opening of a line tells. Nothing is called after `ended` or `close()`. */
export interface LineSessionEvents {
  /** The port is open and the instrument is being asked. */
  opened(): void;
  identified(identity: string): void;
  observed(observation: Observation, atMs: number): void;
  /** A valid frame arrived, or the protocol needs none. Called again and again. */
  delivering(): void;
  /**
   * Nothing valid for longer than the protocol allows; `heard`: though bytes arrived. Once until the
   * next `delivering`.
   */
  silent(heard: boolean): void;
  /** The port could not be opened, was lost, or the driver gave up. */
  ended(code: FaultCode, detail: string): void;
}

/** One opening of a line: a transport, a driver and their timers. */
export interface LineSession {
  /** Asks the instrument; nothing happens before it delivers or where the driver cannot. */
  request(request: InstrumentRequest): void;
  /** Idempotent; resolves when the port is closed. */
  close(): Promise<void>;
}

/** What a session is made of. */
export interface LineSessionOptions {
  readonly protocol: Protocol;
  readonly transport: Transport;
  readonly settings: DriverSettings;
  readonly clock: Clock;
  readonly events: LineSessionEvents;
}

/** Opens the line, lets it settle, then runs a new driver until the line or the driver ends. */
export function startLineSession(options: LineSessionOptions): LineSession {
  const { protocol, transport, clock, events } = options;
  const { settleMs, silentAfterMs } = protocol.descriptor;
  let over = false;
  let driver: Driver | null = null;
  let wakeTimer: Timer | null = null;
  let silenceTimer: Timer | null = null;
  let validAtMs = 0;
  /** Bytes arrived since the last valid frame. */
  let heard = false;
  let closing: Promise<void> | null = null;
  const withDoseRates = createDoseFromCounts(
    options.settings.detector,
    protocol.descriptor.deadTime,
  );

  const close = (): Promise<void> => {
    over = true;
    wakeTimer?.cancel();
    silenceTimer?.cancel();
    closing ??= transport.close().catch(() => {});
    return closing;
  };
  const end = (code: FaultCode, detail: string): void => {
    if (over) return;
    void close();
    events.ended(code, detail);
  };
  const watchSilence = (): void => {
    if (silentAfterMs === null) return;
    const restMs = validAtMs + silentAfterMs - clock.monotonicMs();
    silenceTimer = restMs > 0 ? clock.after(restMs, watchSilence) : null;
    if (restMs <= 0) events.silent(heard);
  };
  const delivering = (atMs: number): void => {
    if (over) return;
    validAtMs = atMs;
    heard = false;
    events.delivering();
    if (!over && silenceTimer === null) watchSilence();
  };
  const observe = (observation: Observation, atMs: number): void => {
    if (over) return;
    if (isValidFrame(observation)) delivering(atMs);
    if (!over) events.observed(observation, atMs);
  };
  const send = (bytes: Uint8Array): void => {
    transport.write(bytes).catch((error: unknown) => end('disconnected', messageOf(error)));
  };
  const perform = (step: DriverStep, nowMs: number): void => {
    wakeTimer?.cancel();
    wakeTimer = wakeAfter(step.wakeAtMs, nowMs);
    step.send.forEach(send);
    if (step.identity !== undefined && !over) {
      events.identified(step.identity);
      delivering(nowMs);
    }
    for (const observation of withDoseRates(step.observations)) observe(observation, nowMs);
    if (step.failure === undefined) return;
    observe(step.failure, nowMs);
    end(step.failure.code, step.failure.detail ?? 'the instrument does not answer as expected');
  };
  /** A mistake in one driver must not take the other instruments down. */
  const run = (task: (driver: Driver, nowMs: number) => DriverStep): void => {
    if (over || driver === null) return;
    const nowMs = clock.monotonicMs();
    let step: DriverStep;
    try {
      step = task(driver, nowMs);
    } catch (error) {
      end('instrument-error', `driver of ${protocol.descriptor.id} failed: ${messageOf(error)}`);
      return;
    }
    perform(step, nowMs);
  };
  /** At least 1 ms ahead: a driver that asks for the past must not hold up the process. */
  const wakeAfter = (atMs: number | null, nowMs: number): Timer | null =>
    atMs === null
      ? null
      : clock.after(Math.max(1, atMs - nowMs), () => run((awake, now) => awake.wake(now)));

  const startDriver = (): void => {
    if (over) return;
    driver = protocol.createDriver(options.settings);
    validAtMs = clock.monotonicMs();
    watchSilence();
    run((started, nowMs) => started.start(nowMs));
    if (silentAfterMs === null && !over) events.delivering();
  };

  transport
    .open({
      // Until the driver lives the line is settling and what comes is thrown away.
      data(bytes) {
        heard = true;
        run((receiving, nowMs) => receiving.receive(bytes, nowMs));
      },
      lost: end,
    })
    .then(
      () => {
        if (over) return;
        events.opened();
        wakeTimer = clock.after(settleMs, startDriver);
      },
      (error: unknown) =>
        end(error instanceof TransportError ? error.code : 'port-missing', messageOf(error)),
    );
  return {
    request: (request) =>
      run((asked, nowMs) => asked.request?.(request, nowMs) ?? asked.wake(nowMs)),
    close,
  };
}

function isValidFrame(observation: Observation): boolean {
  return observation.type === 'reading' || !LINE_FAULTS.has(observation.code);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
