import { parseWorldChange } from '../../electron/devices/parse-world-change.ts';
import type {
  Driver,
  DriverStep,
  Protocol,
  SimulatorStep,
} from '../../electron/devices/protocol.ts';
import type {
  DriverSettings,
  InstrumentRequest,
  SimulatedDetector,
} from '../../shared/measure/instrument.ts';
import type { Observation, Reading } from '../../shared/measure/reading.ts';

interface Event {
  readonly atMs: number;
  readonly run: () => void;
}

/** A driver and the simulator of its protocol, joined by a wire in simulated time. */
export interface ProtocolRig {
  nowMs(): number;
  /** Runs until `nowMs() + ms`. */
  run(ms: number): void;
  /** Changes the world by a line of `station simulate`. */
  world(line: string): void;
  /** Bytes straight to the simulator, as if somebody else had sent them. */
  command(text: string): void;
  /** The bench asks the driver for one of the protocol's requests. */
  request(request: InstrumentRequest): void;
  /** Bytes straight to the driver. */
  inject(bytes: Uint8Array): void;
  /** Cuts the wire from the instrument to the host. */
  cut(isCut: boolean): void;
  /** All since the last call. */
  takeObservations(): readonly Observation[];
  readonly sent: string[];
  identity(): string | null;
  failure(): DriverStep['failure'] | null;
}

/** @param byteMs milliseconds per byte on the wire; the bytes of a reply arrive one by one */
export function createProtocolRig(
  protocol: Protocol,
  seed = 1,
  byteMs = 1,
  detector: SimulatedDetector = {},
  settings: DriverSettings = {},
): ProtocolRig {
  const driver: Driver = protocol.createDriver(settings);
  const simulator = protocol.createSimulator(seed, detector);
  const sent: string[] = [];
  let events: Event[] = [];
  let clockMs = 1000;
  let observations: Observation[] = [];
  let driverWakeMs: number | null = null;
  let simulatorWakeMs: number | null = null;
  let identity: string | null = null;
  let failure: DriverStep['failure'] | null = null;
  let cut = false;
  let wireFreeMs = 0;

  const fromDriver = (step: DriverStep): void => {
    observations.push(...step.observations);
    identity = step.identity ?? identity;
    failure = step.failure ?? failure;
    driverWakeMs = step.wakeAtMs;
    for (const bytes of step.send) {
      sent.push(Buffer.from(bytes).toString('latin1'));
      const run = (): void => fromSimulator(simulator.receive(bytes, clockMs));
      events.push({ atMs: clockMs + 1, run });
    }
  };
  const fromSimulator = (step: SimulatorStep): void => {
    simulatorWakeMs = step.wakeAtMs;
    for (const bytes of step.emit) {
      for (const byte of bytes) {
        wireFreeMs = Math.max(wireFreeMs, clockMs) + byteMs;
        const run = (): void => {
          if (!cut && failure === null) fromDriver(driver.receive(Uint8Array.of(byte), clockMs));
        };
        events.push({ atMs: wireFreeMs, run });
      }
    }
  };
  const next = (): Event | null => {
    const due = [...events];
    if (driverWakeMs !== null && failure === null) {
      due.push({ atMs: driverWakeMs, run: () => fromDriver(driver.wake(clockMs)) });
    }
    if (simulatorWakeMs !== null) {
      due.push({ atMs: simulatorWakeMs, run: () => fromSimulator(simulator.wake(clockMs)) });
    }
    return due.reduce<Event | null>(
      (first, event) => (first === null || event.atMs < first.atMs ? event : first),
      null,
    );
  };

  fromSimulator(simulator.start(clockMs));
  fromDriver(driver.start(clockMs));
  return {
    nowMs: () => clockMs,
    run(ms) {
      const untilMs = clockMs + ms;
      for (let event = next(); event !== null && event.atMs <= untilMs; event = next()) {
        const current = event;
        events = events.filter((candidate) => candidate !== current);
        clockMs = Math.max(clockMs, current.atMs);
        current.run();
      }
      clockMs = untilMs;
    },
    world(line) {
      const parsed = parseWorldChange(line);
      if (!parsed.ok) throw new Error(parsed.error);
      fromSimulator(simulator.change(parsed.value, clockMs));
    },
    command: (text) => fromSimulator(simulator.receive(Buffer.from(text, 'latin1'), clockMs)),
    request(request) {
      const step = driver.request?.(request, clockMs);
      if (step === undefined) throw new Error('this driver takes no requests');
      fromDriver(step);
    },
    inject: (bytes) => fromDriver(driver.receive(bytes, clockMs)),
    cut(isCut) {
      cut = isCut;
    },
    takeObservations() {
      const taken = observations;
      observations = [];
      return taken;
    },
    sent,
    identity: () => identity,
    failure: () => failure,
  };
}

/** The readings of one kind among observations. */
export function readingsOf<K extends Reading['kind']>(
  observations: readonly Observation[],
  kind: K,
): readonly (Reading & { readonly kind: K })[] {
  return observations.filter(
    (one): one is Reading & { readonly kind: K } => one.type === 'reading' && one.kind === kind,
  );
}

/** Fault codes in order. */
export function faultCodes(observations: readonly Observation[]): readonly string[] {
  return observations.flatMap((one) => (one.type === 'fault' ? [one.code] : []));
}
