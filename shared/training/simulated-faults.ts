import type { InstrumentKind } from '../measure/instrument.ts';

/**
 * Faults that a simulator can play: the cable is pulled (`disconnected`: nothing is sent or
 * answered), the instrument stops answering (`silent`), garbage instead of frames (`babble`), bits
 * flipped on the line (`line-errors`), the protocol's own error replies in place of values
 * (`error-reply`), a stream that an earlier program left running (`heartbeat-left-on`), the
 * instrument's own alarm (`alarm`), and faults of its kind. One that a simulator does not know changes
 * nothing.
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
  'warming-up',
  'error-reply',
  'line-errors',
  'heartbeat-left-on',
  'alarm',
] as const;
export type SimulatedFault = (typeof SIMULATED_FAULTS)[number];

const LINE_FAULTS = ['disconnected', 'silent', 'babble'] as const satisfies SimulatedFault[];

/** What the simulator of each kind of instrument can play. */
export const FAULTS_OF: { readonly [kind in InstrumentKind]: readonly SimulatedFault[] } = {
  scale: [...LINE_FAULTS, 'overload', 'underload', 'unstable'],
  scanner: LINE_FAULTS,
  dosimeter: [...LINE_FAULTS, 'dead-tube', 'saturated', 'low-battery'],
};
