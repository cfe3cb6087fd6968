import type { BenchState, SessionView } from '../../../shared/bridge/contract.ts';
import { formatDoseRate } from '../../../shared/measure/dose-rate.ts';
import { secondsStillNeeded, timeToVisible } from '../../../shared/radiation/dwell.ts';
import type { BenchPolicy } from '../../../shared/session/policy.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import { guideOf } from '../../../shared/session/survey-guide.ts';
import type { BenchMemory } from './memory.ts';
import { maximumOf } from './moving-survey.ts';
import { judgedBy, judgingPolicy, sensitivity } from './survey.ts';

type View = SessionView['radiation'];
type Policy = BenchPolicy['radiation'];

/** Thousandths of a uSv/h are the last that a dwell can tell. */
export function shownRate(rate: number): string {
  return formatDoseRate(Number(rate.toFixed(3)));
}

/** What a dwell that runs without an alarm still needs. By dose rate it lasts as long as it may. */
function viewStillNeeded(
  { survey, background }: BenchMemory,
  state: SessionState,
  policy: Policy,
): View['stillNeeded'] {
  if (survey === null || background.state !== 'value' || state.alarm) return null;
  const { dwellS, clearTo, falseAlarm } = judgingPolicy(policy, state.dwell);
  const known = background.background;
  const { drift } = known;
  const { counted } = judgedBy(survey.meter, known);
  const perCount = sensitivity(survey.meter, known);
  if (perCount === null || known.counts === 0) return null;
  const increase = clearTo / perCount;
  const early = known.basis === undefined || known.basis === 'counts';
  const asked = { dwellS, drift, clearTo: early ? increase : null };
  const visibleAt = timeToVisible(increase, known, { dwellS, falseAlarm, drift });
  return {
    goal: shownRate(clearTo),
    toClearS: secondsStillNeeded(counted, known, asked),
    toSeeS: visibleAt === null ? null : Math.max(0, Math.ceil(visibleAt - counted.seconds)),
  };
}

function viewMoving(
  { moving }: BenchMemory,
  { surveyed }: SessionState,
  { surveyS }: Policy,
): View['moving'] {
  const latest = surveyed.at(-1);
  const common = { longestS: surveyS, running: moving !== null, face: moving?.face ?? null };
  const inDose = (maximum: ReturnType<typeof maximumOf>) =>
    maximum && { face: maximum.face, netDoseRate: shownRate(maximum.netDoseRate) };
  if (moving !== null) {
    const { seen, alarm } = moving;
    return { ...common, elapsedS: seen.seconds, alarm, maximum: inDose(maximumOf(moving)) };
  }
  if (latest === undefined) return null;
  const { seconds, alarm, maximum } = latest;
  return { ...common, elapsedS: seconds, alarm, maximum: inDose(maximum) };
}

/** Further dosimeters in the dwell that runs, or in the latest one. */
function viewSeconds({ seconds, survey }: BenchMemory, state: SessionState): View['seconds'] {
  if (survey !== null) {
    return [...seconds].flatMap(([id, { dwell }]) => {
      const result = dwell?.result ?? null;
      if (dwell === null || result === null) return [];
      const netDoseRate = shownRate(result.netDoseRate);
      const shown = { id, netDoseRate, seconds: result.seconds, alarm: dwell.alarm };
      return [{ ...shown, state: 'measuring' as const, agrees: null }];
    });
  }
  const latest = state.seconds.at(-1)?.dwell;
  return state.seconds
    .filter(({ dwell }) => dwell === latest)
    .map(({ instrument, seconds: measured, netDoseRate, alarm, agrees }) => ({
      ...{ id: instrument, state: 'measured' as const, seconds: measured, alarm, agrees },
      netDoseRate: shownRate(netDoseRate),
    }));
}

/** Nothing is measured: null. An alarm stays one; what has no result is not decided. */
function verdictOf({ survey }: BenchMemory, state: SessionState): View['verdict'] {
  if (state.alarm) return 'alarm';
  if (survey !== null || state.dwellOwed) return 'undecided';
  const latest = state.finished.at(-1);
  if (latest === undefined) return null;
  return latest.clearedTo === null ? 'undecided' : 'cleared';
}

/** Verdict, protocol, survey and further dosimeters of the open item. */
export function viewProtocol(
  memory: BenchMemory,
  state: SessionState,
  policy: Policy,
): Pick<View, 'verdict' | 'stillNeeded' | 'guide' | 'moving' | 'seconds'> {
  return {
    verdict: verdictOf(memory, state),
    stillNeeded: viewStillNeeded(memory, state, policy),
    guide: guideOf(state, policy),
    moving: viewMoving(memory, state, policy),
    seconds: viewSeconds(memory, state),
  };
}

/** Backgrounds of further dosimeters. */
export function viewSecondBackgrounds({
  seconds,
}: BenchMemory): BenchState['background']['seconds'] {
  return [...seconds].map(([id, { background }]) => ({
    id,
    state: background.state,
    doseRate: background.state === 'value' ? shownRate(background.background.doseRate) : null,
    why: background.state === 'fault' ? background.why : null,
  }));
}
