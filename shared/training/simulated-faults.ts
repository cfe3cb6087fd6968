import type { InstrumentKind } from '../measure/instrument.ts';

/**
 * Faults that a simulator can play: the cable is pulled (`disconnected`: nothing is sent or
 * answered), the instrument stops answering (`silent`), garbage instead of frames (`babble`), and
 * faults of its kind.
 */
export const SIMULATED_FAULTS = [
  'disconnected',
  'silent',
  'babble',
  'overload',
  'underload',
  'unstable',
  'dead-tube',
  'saturated',
  'low-battery',
] as const;
export type SimulatedFault = (typeof SIMULATED_FAULTS)[number];

const LINE_FAULTS = ['disconnected', 'silent', 'babble'] as const satisfies SimulatedFault[];

/** What the simulator of each kind of instrument can play. */
export const FAULTS_OF: { readonly [kind in InstrumentKind]: readonly SimulatedFault[] } = {
  scale: [...LINE_FAULTS, 'overload', 'underload', 'unstable'],
  scanner: LINE_FAULTS,
  dosimeter: [...LINE_FAULTS, 'dead-tube', 'saturated', 'low-battery'],
};
