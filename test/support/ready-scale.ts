import type { Protocol } from '../../electron/devices/protocol.ts';
import type { Observation } from '../../shared/measure/reading.ts';
import { createProtocolRig, type ProtocolRig } from './protocol-rig.ts';

/** A simulated scale that its driver has identified, with `load` (`1 kg`) on it where one is given. */
export function createReadyScale(protocol: Protocol, load?: string): ProtocolRig {
  const rig = createProtocolRig(protocol);
  if (load !== undefined) rig.world(`place ${load}`);
  rig.run(1500);
  rig.takeObservations();
  return rig;
}

/** What is observed in the next `ms` milliseconds alone. */
export function after(rig: ProtocolRig, ms: number): readonly Observation[] {
  rig.takeObservations();
  rig.run(ms);
  return rig.takeObservations();
}
