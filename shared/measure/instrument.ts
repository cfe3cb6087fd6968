import type { FaultCode } from './reading.ts';

export const INSTRUMENT_KINDS = ['scale', 'scanner', 'dosimeter'] as const;
export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number];

/** Protocols that this version speaks. */
export const PROTOCOL_IDS = ['mt-sics', 'line-scanner', 'gq-gmc'] as const;
export type ProtocolId = (typeof PROTOCOL_IDS)[number];

/** What each protocol measures. A test holds it against the protocols' own descriptors. */
export const PROTOCOL_KINDS: Readonly<Record<ProtocolId, InstrumentKind>> = {
  'mt-sics': 'scale',
  'line-scanner': 'scanner',
  'gq-gmc': 'dosimeter',
};

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
  | { readonly kind: 'serial'; readonly path: string; readonly settings?: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | ({ readonly kind: 'virtual'; readonly seed: number } & SimulatedDetector)
  | { readonly kind: 'replay'; readonly file: string };

/** One instrument of the bench, as the site configured it. */
export interface InstrumentConfig {
  readonly id: string;
  readonly kind: InstrumentKind;
  readonly protocol: ProtocolId;
  readonly transport: TransportConfig;
  /** Last day on which it may be used, YYYY-MM-DD; left out where the site keeps no such date. */
  readonly calibrationDue?: string;
}

/** Most instruments of a bench. */
export const MOST_INSTRUMENTS = 12;

/**
 * Whether this is the bench's first instrument of its kind: it is named after the kind. Facts,
 * placement, dwells and checks are its own; further ones (`scale-2`) are shown and judged nowhere.
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
  readonly atMs: number;
}
