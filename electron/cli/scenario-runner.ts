import type { Station } from '../core/station.ts';
import type { DevicesHost } from '../devices/devices-host.ts';
import type { IntentReply } from '../../shared/bridge/contract.ts';
import type { Intent } from '../../shared/bridge/intents.ts';
import type { ScenarioParcel, ScenarioStep } from '../../shared/training/scenario.ts';
import type { Outcome } from '../../shared/words.ts';
import type { SimulatedClock } from './simulated-clock.ts';

/** A bench, its simulated instruments and the time they share. */
export interface ScenarioBench {
  readonly bench: Pick<Station, 'state' | 'intend'>;
  readonly host: DevicesHost;
  readonly clock: SimulatedClock;
  /** World line that takes every source away. */
  readonly background: string;
}

/** Seconds for the pan to come to rest at zero between two parcels. */
const BETWEEN_PARCELS_S = 4;

function world({ host }: ScenarioBench, instrument: string, line: string): void {
  host.handle({ kind: 'world', instrument, line });
}

function perform(scenario: ScenarioBench, step: ScenarioStep): IntentReply | null {
  const { bench } = scenario;
  const intend = (intent: Intent): IntentReply => bench.intend(intent);
  if ('scan' in step) world(scenario, 'scanner', `scan ${step.scan}`);
  else if ('type' in step) return intend({ kind: 'type-identity', text: step.type });
  else if ('place' in step) world(scenario, 'scale', `place ${step.place}`);
  else if ('remove' in step) world(scenario, 'scale', 'remove');
  else if ('bytes' in step) {
    for (const [id, hex] of Object.entries(step.bytes)) world(scenario, id, `bytes ${hex}`);
  } else if ('source' in step) {
    // Measuring begins first: what the parcel shows then has a face and a distance from the start.
    const reply = survey(bench, step);
    world(scenario, 'dosimeter', `source ${step.source}`);
    return reply;
  } else if ('fault' in step) {
    for (const [id, name] of Object.entries(step.fault)) world(scenario, id, `fault ${name}`);
  } else if ('ok' in step) world(scenario, step.ok, 'ok');
  else if ('declare' in step) {
    const { description, gross_g: grossG = null, origin_country: origin = null } = step.declare;
    return intend({
      kind: 'enter-declaration',
      declaration: { description, grossG, originCountry: origin },
    });
  } else if ('answer' in step) {
    return intend({ kind: 'answer-referral', ...step.answer, note: null });
  } else if ('decide' in step) return decide(bench, step);
  else return intend({ kind: 'override', ...step.override });
  return null;
}

/** Begins a dwell where the step says how the parcel is held; a source alone is only there. */
function survey(
  bench: ScenarioBench['bench'],
  { face, distance }: Pick<Extract<ScenarioStep, { source: string }>, 'face' | 'distance'>,
): IntentReply | null {
  if (face === undefined && distance === undefined) return null;
  return bench.intend({
    kind: 'start-survey',
    face: face ?? 'unspecified',
    distance: distance ?? 'unknown',
  });
}

/** Puts an item aside that nobody has decided; one under a radiation alarm is held. */
export function endSession(bench: ScenarioBench['bench'], reason: string): void {
  if (bench.state().session === null) return;
  if (bench.intend({ kind: 'put-aside', reason }).accepted) return;
  bench.intend({ kind: 'override', outcome: 'hold', reason });
}

/** A scenario's officer who is asked why something was not measured says so. */
function decide(
  bench: ScenarioBench['bench'],
  { decide: outcome, found }: Extract<ScenarioStep, { decide: Outcome }>,
): IntentReply {
  const said = found && { found };
  const reply = bench.intend({ kind: 'decide', outcome, ...said });
  if (reply.accepted || reply.refusal.code !== 'why.not-measured') return reply;
  const reason = 'the scenario decides without measuring';
  return bench.intend({ kind: 'override', outcome, reason, ...said });
}

/**
 * Plays one parcel on simulated time, then empties the bench for the next one. A parcel that nobody
 * decided is put aside.
 */
export async function playParcel(
  scenario: ScenarioBench,
  parcel: ScenarioParcel,
  onRefused: (step: ScenarioStep, code: string) => void,
): Promise<void> {
  const { clock } = scenario;
  const start = clock.monotonicMs();
  const steps = [...parcel.steps].sort((left, right) => left.at - right.at);
  for (const step of steps) {
    await clock.runUntil(start + step.at * 1000);
    const reply = perform(scenario, step);
    if (reply !== null && !reply.accepted) onRefused(step, reply.refusal.code);
  }
  await clock.runUntil(clock.monotonicMs() + 1000);
  endSession(scenario.bench, 'the scenario ends without a decision');
  world(scenario, 'scale', 'remove');
  world(scenario, 'dosimeter', scenario.background);
  await clock.runUntil(clock.monotonicMs() + BETWEEN_PARCELS_S * 1000);
}
