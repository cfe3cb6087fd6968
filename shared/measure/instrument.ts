import type { GenericProfile } from './generic-profile.ts';
import type { FaultCode } from './reading.ts';

export const INSTRUMENT_KINDS = ['scale', 'scanner', 'dosimeter'] as const;
export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number];

/** What each protocol measures. A test holds it against the protocols' own descriptors. */
export const PROTOCOL_KINDS = {
  'mt-sics': 'scale',
  'mt-continuous': 'scale',
  'toledo-8217': 'scale',
  'st-gs': 'scale',
  'nci-scp01': 'scale',
  sma: 'scale',
  'sartorius-sbi': 'scale',
  ohaus: 'scale',
  'rice-lake': 'scale',
  adam: 'scale',
  dibal: 'scale',
  'generic-scale': 'scale',
  'line-scanner': 'scanner',
  'zebra-ssi': 'scanner',
  honeywell: 'scanner',
  datalogic: 'scanner',
  'gq-gmc': 'dosimeter',
  'rad-pro': 'dosimeter',
  radeye: 'dosimeter',
  accurad: 'dosimeter',
  'automess-6150ad': 'dosimeter',
  'gamma-scout': 'dosimeter',
  'adm-300': 'dosimeter',
  'radex-one': 'dosimeter',
  mightyohm: 'dosimeter',
  bgeigie: 'dosimeter',
  'generic-dosimeter': 'dosimeter',
} as const satisfies Readonly<Record<string, InstrumentKind>>;
export type ProtocolId = keyof typeof PROTOCOL_KINDS;

/** Protocols that this version speaks. */
export const PROTOCOL_IDS = Object.keys(PROTOCOL_KINDS) as readonly ProtocolId[];

/**
 * What the bench may ask of an instrument besides its value. Nothing of it is ever sent while an
 * instrument is being detected.
 */
export const INSTRUMENT_REQUESTS = ['zero', 'tare', 'clear-tare', 'good-read', 'bad-read'] as const;
export type InstrumentRequest = (typeof INSTRUMENT_REQUESTS)[number];

/**
 * Where an instrument's line stands:
 * `opening` (port being opened, instrument being identified), `ready` (delivers),
 * `stale` (open but silent for longer than the protocol allows), `lost` (no port; being retried).
 */
export type LinkState = 'opening' | 'ready' | 'stale' | 'lost';

/** Line settings in the notation `9600-8N1`. */
export interface LineSettings {
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
}

/** The detector of a simulated dosimeter; a simulator of another kind ignores it. */
export interface SimulatedDetector {
  /**
   * Counts per minute for each uSv/h, with a calibration to match; from 1 (a high-range tube) to 2000
   * (a small scintillator). Left out: the tube that the simulated model has.
   */
  readonly cpmPerMicrosievert?: number;
}

/** How the bytes of an instrument arrive. */
export type TransportConfig =
  | {
      readonly kind: 'serial';
      /** Where it was last; what is opened when `identity` is left out. */
      readonly path: string;
      readonly settings?: string;
      /** Stable id of its port (`PortDescription.stableId`): the line follows it to another path. */
      readonly identity?: string;
    }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | ({ readonly kind: 'virtual'; readonly seed: number } & SimulatedDetector)
  | { readonly kind: 'replay'; readonly file: string };

/** Accuracy classes of a scale (OIML R 76, Directive 2014/31/EU). */
export const SCALE_CLASSES = ['I', 'II', 'III', 'IIII'] as const;

/** What a verified scale's type plate says, and until when the verification holds. */
export interface Verification {
  readonly class: (typeof SCALE_CLASSES)[number];
  /** Verification scale interval, least and largest load, as the plate has them: `2 g`, `6 kg`. */
  readonly e: string;
  readonly min: string;
  readonly max: string;
  /** Last day on which the verification holds, YYYY-MM-DD; left out where none is kept. */
  readonly due?: string;
}

/** The port as somebody writes it; empty for a simulator or a recording. */
export function portText(transport: TransportConfig): string {
  if (transport.kind === 'serial') return transport.path;
  return transport.kind === 'tcp' ? `${transport.host}:${String(transport.port)}` : '';
}

/** One instrument of the bench, as the site configured it. */
export interface InstrumentConfig {
  readonly id: string;
  readonly kind: InstrumentKind;
  readonly protocol: ProtocolId;
  readonly transport: TransportConfig;
  /** Last day on which it may be used, YYYY-MM-DD; left out where the site keeps no such date. */
  readonly calibrationDue?: string;
  /** Of a scale. */
  readonly verification?: Verification;
  /**
   * The site states that this scale has no tare, or that nobody may use it: a mass that does not say
   * gross or net is gross. Left out: such a mass is not judged.
   */
  readonly tare?: 'none';
  /** Of a Toledo 8217 scale, which sends no unit: what it shows. Left out: told by the decimals. */
  readonly unit?: 'kg' | 'lb';
  /** How a generic protocol reads its instrument. */
  readonly profile?: GenericProfile;
  /** The detector of a dosimeter that gives counts only, as its certificate states it. */
  readonly detector?: Detector;
}

/** What turns counts into a dose rate: never assumed, always from the instrument's own papers. */
export interface Detector {
  /** Counts per minute for each uSv/h. */
  readonly cpmPerMicrosievert: number;
  /** Microseconds after a pulse in which the tube is blind; left out where the instrument corrects it. */
  readonly deadTimeUs?: number;
}

/** What a driver has to know of its instrument besides the protocol. */
export type DriverSettings = Pick<InstrumentConfig, 'profile' | 'detector' | 'tare' | 'unit'>;

/** Most instruments of a bench. */
export const MOST_INSTRUMENTS = 12;

/**
 * Whether this is the bench's first instrument of its kind: it is named after the kind. Facts,
 * placement, dwells and checks are its own. Further ones (`scale-2`) are shown and judged nowhere, but a
 * further dosimeter measures along in dwells: it may alarm, and never clears.
 */
export function isFirst({ id, kind }: Pick<InstrumentConfig, 'id' | 'kind'>): boolean {
  return id === kind;
}

/** What the line to an instrument is doing, as it leaves the devices process. */
export interface LinkReport {
  readonly instrument: string;
  readonly state: LinkState;
  /** Why the line is not ready, when it is not. */
  readonly fault: FaultCode | null;
  readonly detail: string;
  /** Model and firmware as the instrument gave them, once known. */
  readonly identity: string | null;
  /** What its protocol can be asked for; left out where that is nothing. */
  readonly requests?: readonly InstrumentRequest[];
  readonly atMs: number;
}
