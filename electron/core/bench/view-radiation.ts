import type { SessionView } from '../../../shared/bridge/contract.ts';
import type { Facts } from '../../../shared/rules/facts.ts';
import type { Basis, DwellResult } from '../../../shared/session/events.ts';
import { FACT_INSTRUMENTS } from '../../../shared/session/known-facts.ts';
import { latestByFace } from '../../../shared/session/faces.ts';
import type { BenchPolicy } from '../../../shared/session/policy.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import { elapsedS } from './dwell-meter.ts';
import type { BenchMemory } from './memory.ts';
import { faultOf } from './view-fault.ts';
import { shownRate, viewProtocol } from './view-protocol.ts';

/** The radiation card of the open session. */
export function viewRadiation(
  memory: BenchMemory,
  state: SessionState,
  facts: Facts,
  policy: BenchPolicy['radiation'],
): SessionView['radiation'] {
  const { survey, background } = memory;
  const { dwellS } = policy;
  const basis = background.state === 'value' ? background.background.basis : shownBasis(state);
  const windowS = judgedWindow(memory);
  const running = survey?.look?.kind === 'alarm' || survey?.look?.kind === 'keep-measuring';
  const current: DwellResult | null = running ? (survey?.look?.result ?? null) : null;
  const shown = current ?? (survey === null ? (state.finished.at(-1) ?? null) : null);
  const fact = facts['radiation.dose-rate'];
  const explained = facts['radiation.explained'];
  const inDose = (rate: number | null | undefined): string | null =>
    rate === null || rate === undefined ? null : shownRate(rate);
  return {
    state: survey !== null ? 'measuring' : fact.state,
    alarm: state.alarm,
    explained: explained.state === 'value' && explained.value === true ? explained.shown : null,
    face: state.dwell?.face ?? null,
    distance: state.dwell?.distance ?? null,
    elapsedS: survey === null ? (shown?.seconds ?? 0) : elapsedS(survey.meter),
    dwellS: Math.max(dwellS, wholeWindows(dwellS, windowS)),
    basis: basis ?? 'counts',
    windowS: windowS >= LONG_WINDOW_S ? windowS : null,
    doseRate: inDose(shown?.doseRate),
    netDoseRate: inDose(shown?.netDoseRate),
    smallestVisible: inDose(shown?.smallestVisible),
    // What earlier versions recorded has none.
    clearedTo: inDose(shown?.clearedTo),
    fault: faultOf(fact),
    faces: viewFaces(state),
    ...viewProtocol(memory, state, policy),
  };
}

/** What the latest finished dwell was judged by. */
function shownBasis({ finished }: SessionState): Basis | undefined {
  return finished.at(-1)?.basis;
}

/** A value over this long or longer is said to the officer: the parcel has to stay for all of it. */
export const LONG_WINDOW_S = 10;

/** Seconds that one value averages over which dwells are judged by; 0 while there is none. */
export function judgedWindow({ background, instruments }: BenchMemory): number {
  const dosimeter = instruments.get(FACT_INSTRUMENTS.doseRate);
  const byDose = background.state === 'value' && background.background.basis === 'dose-rate';
  const counts = byDose ? undefined : dosimeter?.counts?.reading.windowS;
  return counts ?? dosimeter?.dose?.reading.windowS ?? 0;
}

/** A dwell of values over `windowS` ends with a whole one. */
function wholeWindows(dwellS: number, windowS: number): number {
  return windowS === 0 ? dwellS : Math.ceil(dwellS / windowS - 1e-9) * windowS;
}

/** The faces of this parcel with their latest results; one that was broken off since has none. */
function viewFaces({ finished, openFaces }: SessionState): SessionView['radiation']['faces'] {
  const open = new Set(openFaces);
  return [
    ...latestByFace(finished)
      .filter(({ face }) => !open.has(face))
      .map(({ face, result }) => ({ face, result })),
    ...[...open].map((face) => ({ face, result: 'interrupted' as const })),
  ];
}
