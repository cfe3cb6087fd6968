import type {
  DriverSettings,
  InstrumentKind,
  InstrumentRequest,
  LineSettings,
  ProtocolId,
  SimulatedDetector,
} from '../../shared/measure/instrument.ts';
import type { Observation } from '../../shared/measure/reading.ts';
import type { WorldChange } from './world.ts';

/** USB ids in lower-case hex, four digits; `productId` null for every product of the vendor. */
export interface UsbHint {
  readonly vendorId: string;
  readonly productId: string | null;
}

/** One question of a probe. */
export interface ProbeStep {
  readonly send: Uint8Array;
  /** Milliseconds to listen afterwards. */
  readonly listenMs: number;
}

/**
 * A question that is safe to ask whatever instrument is on the line: it tares, zeroes, resets, clears
 * and switches off nothing, and changes no setting that outlives it.
 */
export interface SafeProbe {
  readonly steps: readonly [ProbeStep, ...ProbeStep[]];
  /** Always sent at the end, also when the port is given up: takes back what a step began. */
  readonly restore?: Uint8Array;
  /** What the answer to the last step says of the instrument; null when it is of another protocol. */
  recognise(answer: Uint8Array): string | null;
}

/** How a protocol is recognised on a line. */
export interface Detection {
  /** They rank ports and protocols and prove nothing. */
  readonly usb: readonly UsbHint[];
  /**
   * What it proves that bytes heard without a question decode as this protocol: `checksum` (chance
   * does not), `shape` (a strict form), `weak` (much else decodes as well), `nothing` (it does not
   * speak unasked, or a line scanner or generic profile, which take any line).
   */
  readonly passive: 'checksum' | 'shape' | 'weak' | 'nothing';
  /** Text without which its frames prove nothing: it also reads lines that anything may send. */
  readonly mark?: string;
  /** Most telling first; empty for an instrument that only sends. */
  readonly probes: readonly SafeProbe[];
}

/** What a protocol says of itself; enough to open a line and to show it to IT. */
export interface ProtocolDescriptor {
  readonly id: ProtocolId;
  readonly kind: InstrumentKind;
  readonly title: string;
  /** Settings to try, the usual factory setting first. */
  readonly lineSettings: readonly [LineSettings, ...LineSettings[]];
  /** Milliseconds to leave the line alone after opening (opening toggles DTR on many adapters). */
  readonly settleMs: number;
  /**
   * Milliseconds without a valid frame after which the instrument counts as silent; null for an
   * instrument that speaks only when used, such as a barcode scanner.
   */
  readonly silentAfterMs: number | null;
  readonly detection: Detection;
  /** What `Driver.request` takes; nothing when left out. */
  readonly requests?: readonly InstrumentRequest[];
  /**
   * `corrected`: the instrument corrects its counts for dead time, or its driver judges them; they are
   * not corrected again. Left out: its counts are raw.
   */
  readonly deadTime?: 'corrected';
  /** Control lines that the adapter needs; left as the system sets them where left out. */
  readonly controlLines?: { readonly rts: boolean; readonly dtr: boolean };
}

/** What a driver wants done now. */
export interface DriverStep {
  /** Bytes to write, in order. */
  readonly send: readonly Uint8Array[];
  readonly observations: readonly Observation[];
  /** Monotonic milliseconds at which `wake` is to be called, or null for never. */
  readonly wakeAtMs: number | null;
  /** Model, firmware and serial number in one line, in the step in which they became known. */
  readonly identity?: string;
  /**
   * Set when the driver cannot go on (no answer to its probe, an answer of another protocol):
   * the link closes the port and opens it again with back-off.
   */
  readonly failure?: Observation & { readonly type: 'fault' };
}

/**
 * The host's side of a protocol as a state machine: one command in flight, no I/O and no clock of
 * its own. The link writes what it returns and wakes it when asked. A driver lives from one opening
 * of the port to the next; a new opening gets a new driver.
 */
export interface Driver {
  /** Called once when the port is open and has settled. */
  start(nowMs: number): DriverStep;
  /** Called with bytes as they arrive, in any chunking. */
  receive(bytes: Uint8Array, nowMs: number): DriverStep;
  /** Called at `wakeAtMs` of the latest step. */
  wake(nowMs: number): DriverStep;
  /**
   * Asks the instrument for one of the descriptor's `requests`. What comes of it shows in the
   * readings; a refusal is a fault (`not-executable`).
   */
  request?(request: InstrumentRequest, nowMs: number): DriverStep;
}

/** Bytes that an instrument sends, and when. */
export interface SimulatorStep {
  readonly emit: readonly Uint8Array[];
  readonly wakeAtMs: number | null;
}

/**
 * The instrument's side of a protocol. Shares no encoder or decoder with the driver: a shared
 * mistake would pass every test.
 */
export interface Simulator {
  start(nowMs: number): SimulatorStep;
  receive(bytes: Uint8Array, nowMs: number): SimulatorStep;
  wake(nowMs: number): SimulatorStep;
  /** The world around the instrument changes: a parcel is placed, a source appears, a fault begins. */
  change(change: WorldChange, nowMs: number): SimulatorStep;
}

/** One line of a recorded exchange: bytes sent by the host or by the instrument. */
export interface ExchangeLine {
  readonly from: 'host' | 'instrument';
  readonly bytes: Uint8Array;
}

/** One protocol: the only thing that the rest of the devices room knows about it. */
export interface Protocol {
  readonly descriptor: ProtocolDescriptor;
  createDriver(settings?: DriverSettings): Driver;
  /** `seed` makes noise and pulses repeatable. */
  createSimulator(seed: number, detector?: SimulatedDetector): Simulator;
  /**
   * Decodes a recording of the instrument's bytes without a conversation; same result for any
   * chunking. Ends with what an idle line would flush.
   */
  decodeStream(chunks: readonly Uint8Array[], settings?: DriverSettings): readonly Observation[];
  /** Decodes a recorded conversation in both directions. */
  decodeExchange(lines: readonly ExchangeLine[], settings?: DriverSettings): readonly Observation[];
}
