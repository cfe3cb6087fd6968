import type {
  InstrumentConfig,
  InstrumentKind,
  InstrumentRequest,
  LinkReport,
  ProtocolId,
} from '../measure/instrument.ts';
import type { Observed } from '../measure/reading.ts';
import type { DetectionNews } from './detection.ts';

/** What core sends to the devices process, over the channel that main brokers. */
export type ToDevices =
  | {
      /** Replaces the whole set of instruments; unchanged ones keep their line. */
      readonly kind: 'configure';
      readonly instruments: readonly InstrumentConfig[];
    }
  | {
      /** Training only: a line of `station simulate` for the simulator behind a virtual instrument. */
      readonly kind: 'world';
      readonly instrument: string;
      readonly line: string;
    }
  | {
      /**
       * From now on the bytes of this instrument's line are told as they come and go; null for none.
       * It ends by itself after 15 s unless it is said again: who looked may be gone.
       */
      readonly kind: 'tap';
      readonly instrument: string | null;
    }
  | {
      /** Zero, tare, or the feedback for a scan; ignored while the instrument does not deliver. */
      readonly kind: 'request';
      readonly instrument: string;
      readonly request: InstrumentRequest;
    }
  | { readonly kind: 'list-ports' }
  | {
      /** Finds out what is on a port, or on all that no instrument of the bench is on (null). */
      readonly kind: 'detect';
      readonly path: string | null;
    }
  | { readonly kind: 'cancel-detect' };

/** Bytes that went over an instrument's line, at the monotonic time of the devices process. */
export interface RawChunk {
  readonly from: 'instrument' | 'host';
  readonly hex: string;
  readonly atMs: number;
}

/** Bytes of a tapped line since the last message. */
export interface RawBytes {
  readonly instrument: string;
  readonly chunks: readonly RawChunk[];
  /** Bytes that came meanwhile and are not told: more than anybody reads. */
  readonly leftOut: number;
}

/** A serial port of this computer, as IT knows it by its USB identity. */
export interface PortView {
  /** What to open: `/dev/ttyUSB0`, `COM7`. */
  readonly path: string;
  /** USB ids in lower-case hex; null for a port that is not on USB. */
  readonly vendorId: string | null;
  readonly productId: string | null;
  readonly serialNumber: string | null;
  readonly manufacturer: string | null;
  /** Names the instrument's adapter whatever its path becomes; see `port-description.ts`. */
  readonly stableId: string;
}

/** What a protocol says of itself. */
export interface ProtocolView {
  readonly id: ProtocolId;
  readonly kind: InstrumentKind;
  readonly title: string;
  /** Usual settings of its line, `9600-8N1`. */
  readonly lineSettings: string;
  readonly requests: readonly InstrumentRequest[];
}

/** What the devices process sends to core. */
export type FromDevices =
  | { readonly kind: 'observed'; readonly observed: Observed }
  | { readonly kind: 'link'; readonly report: LinkReport }
  | { readonly kind: 'raw'; readonly raw: RawBytes }
  | { readonly kind: 'detection'; readonly news: DetectionNews }
  | {
      readonly kind: 'ports';
      readonly ports: readonly PortView[];
      readonly protocols: readonly ProtocolView[];
      /** Why ports could not be listed; null when they were. */
      readonly why: string | null;
    };
