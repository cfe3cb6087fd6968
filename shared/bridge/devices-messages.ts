import type { InstrumentConfig, LinkReport } from '../measure/instrument.ts';
import type { Observed } from '../measure/reading.ts';

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
    };

/** What the devices process sends to core. */
export type FromDevices =
  | { readonly kind: 'observed'; readonly observed: Observed }
  | { readonly kind: 'link'; readonly report: LinkReport };
