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
