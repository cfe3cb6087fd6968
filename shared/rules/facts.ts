import type { FaultCode } from '../measure/reading.ts';

/** The published list of facts that rules may use, with the type of each. */
export const FACTS = {
  'identity.valid': 'boolean',
  'manifest.found': 'boolean',
  'declaration.entered': 'boolean',
  'declared.gross': 'mass',
  'measured.gross': 'mass',
  /** Measured gross mass above the declared mass and its tolerance; negative when within. */
  'weight.excess': 'mass',
  /** An earlier session of the same item ended with a finding or without a decision. */
  'item.earlier-finding': 'boolean',
  /** The same item was released at this bench within the last 12 months. */
  'item.seen-before': 'boolean',
  'radiation.alarm': 'boolean',
  'radiation.saturated': 'boolean',
  /** Mean of a finished dwell, the highest face, background included. */
  'radiation.dose-rate': 'dose-rate',
  /** Highest mean seen, also of a dwell still running after its alarm. */
  'radiation.peak-dose-rate': 'dose-rate',
} as const;
export type FactName = keyof typeof FACTS;

/** What is known of one fact. Masses in micrograms, dose rates in uSv/h. */
export type Fact =
  | { readonly state: 'value'; readonly value: boolean | number; readonly shown: string }
  /** Known to be missing: declared blank, no such instrument. */
  | { readonly state: 'absent'; readonly why: string }
  | { readonly state: 'not-yet' }
  | { readonly state: 'fault'; readonly code: FaultCode; readonly instrument: string };

export type Facts = { readonly [name in FactName]: Fact };
