import type { Intent } from '../../shared/bridge/intents.ts';
import type { BenchPolicy } from '../../shared/session/policy.ts';
import { formatGrams } from '../../shared/measure/mass.ts';
import type { Station } from '../core/station.ts';
import { StationError } from '../core/station-error.ts';
import type { SimulatedClock } from './simulated-clock.ts';

/** A bench with simulated instruments, before its first parcel. */
export interface ChecksBench {
  readonly bench: Pick<Station, 'state' | 'intend'>;
  readonly clock: SimulatedClock;
  /** Changes the simulated world of the bench's scale or scanner. */
  world(instrument: 'scale' | 'scanner', line: string): void;
}

/** Longest that taking the background may last, in simulated seconds. */
const BACKGROUND_LIMIT_S = 7200;
/** Seconds for the pan to come to rest. */
const PAN_REST_S = 4;

/**
 * Sends an intent that has to be followed.
 * @throws StationError with the refusal
 */
export function must(bench: ChecksBench['bench'], intent: Intent): void {
  const reply = bench.intend(intent);
  if (reply.accepted) return;
  const { code, message } = reply.refusal;
  throw new StationError(code, `The bench did not follow ${intent.kind}: ${message}.`);
}

/**
 * Opens a shift as an officer does: test mass on the pan, test label under the scanner, background.
 * @throws StationError when nobody is signed in or a shift is open
 */
export async function openCheckedShift(
  { bench, clock, world }: ChecksBench,
  policy: BenchPolicy['shift'],
): Promise<void> {
  must(bench, { kind: 'open-shift' });
  world('scanner', `scan ${policy.scannerTest}`);
  world('scale', `place ${formatGrams(policy.testMassG)} g`);
  await clock.advance(PAN_REST_S * 1000);
  world('scale', 'remove');
  await clock.advance(PAN_REST_S * 1000);
  for (let second = 0; second < BACKGROUND_LIMIT_S; second += 1) {
    const { background } = bench.state();
    if (background.state === 'value' || background.state === 'fault') return;
    await clock.advance(1000);
  }
}
