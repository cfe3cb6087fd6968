import type { BenchIntent } from '../../../shared/bridge/intents.ts';
import { formatDoseRate, isExposure, toMicrosieverts } from '../../../shared/measure/dose-rate.ts';
import type { CountsReading, DoseRateReading, Fault } from '../../../shared/measure/reading.ts';
import { isDeadTube } from '../../../shared/radiation/tube-faults.ts';
import { assertNever } from '../../../shared/result.ts';
import type { Distance } from '../../../shared/session/events.ts';
import { FACT_INSTRUMENTS } from '../../../shared/session/known-facts.ts';
import {
  earlierBackgrounds,
  hasRunLongEnough,
  judgeBackground,
  measureBackground,
  readBackground,
  type Background,
} from './background.ts';
import { createBackgroundTracking } from './background-tracking.ts';
import { addReading, hasCollapsed, isComplete, startMeter } from './dwell-meter.ts';
import { lastingFault, type InstrumentState } from './instruments.ts';
import type { BenchMemory, BenchOptions } from './memory.ts';
import type { Told } from '../told.ts';
import { createSecondDosimeters, type SecondDosimeters } from './second-dosimeters.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { createSurveyDesk, type SurveyDesk } from './survey-desk.ts';
import {
  hasFallenShort,
  judgedBy,
  judgingPolicy,
  lookAtDwell,
  sharedFalseAlarm,
} from './survey.ts';

/** Latest backgrounds that are looked through for those of earlier shifts. */
const LOOKED_THROUGH = 200;
/** What ended a dwell stays on the screen this long, so that somebody sees why. */
const FAULT_SHOWN_MS = 10_000;
/** Count sums of a running dwell are recorded this often. */
const COUNT_RECORD_S = 5;

type TubeFault = Pick<Fault, 'code' | 'detail'>;

const COLLAPSED: TubeFault = {
  code: 'rate-collapse',
  detail: 'the rate fell at once: the tube may be overrun, or the parcel was taken away',
};
const MOVED =
  'The background has moved faster than it drifts. Take parcels away from the dosimeter and measure again.';
const TOO_OLD =
  'The background is too old. Take parcels away from the dosimeter and measure again.';
const LOADED =
  'Something was put on the scale while the background was measured. Take it away and measure again.';
const FALLEN_SHORT: TubeFault = {
  code: 'dead-tube',
  detail: 'the dose rate stayed far below the background',
};

/** What a background came to, in words: by counts, or by dose rate where there are none. */
function inWords({ doseRate, counts, seconds, basis, exposure }: Background): string {
  const converted =
    exposure === undefined
      ? ''
      : ` (${exposure.value} ${exposure.unit} at ${exposure.sievertPerRoentgen} Sv/R)`;
  const how =
    basis === 'dose-rate'
      ? `by dose rate over ${Math.round(seconds)} s`
      : `${counts} counts in ${seconds} s`;
  return `${formatDoseRate(doseRate)} uSv/h${converted}, ${how}`;
}

/** Background and dwells: everything that is measured over time. */
export interface RadiationDesk extends Pick<SurveyDesk, 'moveOver'> {
  /** Further dosimeters. */
  readonly seconds: SecondDosimeters;
  /** Ends the survey with the instrument moved over the faces. */
  endSurvey(): Told;
  startBackground(): Told;
  /** Something was put on the scale: no background is taken beside it. */
  panLoaded(): void;
  startSurvey(intent: Extract<BenchIntent, { kind: 'start-survey' }>): Told;
  /** Adds a reading of the dosimeter that arrived at `atMs`; false when it served nothing. */
  take(reading: CountsReading | DoseRateReading, atMs: number): boolean;
  /**
   * Looks at a reading for danger only: a high rate, an alarm of the instrument. False when it was
   * neither.
   */
  watch(reading: CountsReading | DoseRateReading, instrument: string): boolean;
  /** Tells the session of alarms that an instrument raises itself; false when there are none. */
  passAlarmsOn(alarms: readonly string[], instrument: string): boolean;
  /** The line says which dosimeter it is: another one makes the background worthless. */
  identified(dosimeter: InstrumentState): void;
  /** An instrument with `dead-tube` or `rate-collapse` as its fault where its counts say so. */
  checkTube(dosimeter: InstrumentState, atMs: number): InstrumentState;
  /** The dosimeter has a lasting fault: what was being measured is measured again. */
  interrupt(code: string): void;
  /** Takes the background of the open shift from the records, after a restart. */
  resume(): void;
}

export function createRadiationDesk(
  options: BenchOptions,
  memory: BenchMemory,
  keeper: SessionKeeper,
): RadiationDesk {
  const { clock, records } = options;
  const policy = options.rules.policy.radiation;
  const { sievertPerRoentgen } = policy;
  const tracking = createBackgroundTracking(policy);
  const further = createSecondDosimeters(options, memory, keeper);
  const surveys = createSurveyDesk(options, memory, keeper, forDwell);
  /** What last ended a dwell, and when (monotonic). */
  let ended: { readonly fault: TubeFault; readonly atMs: number } | null = null;

  function followBackground(): void {
    if (memory.background.state !== 'measuring' || memory.shift === null) return;
    const { meter } = memory.background;
    // Before the records are asked for earlier ones: this runs with every reading.
    if (!hasRunLongEnough(meter, policy)) return;
    const dosimeter = memory.instruments.get(FACT_INSTRUMENTS.doseRate)?.link.identity ?? null;
    const taken = records.latest('background-taken', LOOKED_THROUGH);
    const earlier = earlierBackgrounds(taken, memory.shift.shift);
    const judged = judgeBackground(meter, policy, earlier, dosimeter);
    const accepted = judged.state === 'value';
    const result = accepted ? 'pass' : 'fail';
    const detail = accepted ? inWords(judged.background) : judged.why;
    keeper.noteAll([
      accepted
        ? { kind: 'background-taken', body: { ...judged.background } }
        : { kind: 'background-refused', body: { why: judged.why } },
      { kind: 'shift-check', body: { check: 'background', result, detail } },
    ]);
    memory.checks.background = { result, detail };
    memory.background = judged;
    if (accepted) tracking.begin(judged.background, clock.monotonicMs());
    else tracking.end();
  }

  /** Whether what is put on the scale is there for its check: the checks may be made in any order. */
  function isTestMassDue(): boolean {
    const result = memory.checks['test-mass']?.result;
    return result !== 'pass' && result !== 'skipped';
  }

  /** Follows the background while nothing is at the bench. */
  function followFree(reading: CountsReading | DoseRateReading, atMs: number): void {
    const { background, session, survey, pan } = memory;
    const isFree = session === null && survey === null && pan.state !== 'loaded';
    if (background.state !== 'value' || !isFree) return tracking.pause();
    if (tracking.addFree(reading, atMs)) lose(MOVED);
    else if (tracking.current(clock.monotonicMs()) === null) lose(TOO_OLD);
  }

  /** The background holds no longer. */
  function lose(why: string): void {
    tracking.end();
    keeper.noteAll([
      { kind: 'background-refused', body: { why } },
      { kind: 'shift-check', body: { check: 'background', result: 'fail', detail: why } },
    ]);
    memory.checks.background = { result: 'fail', detail: why };
    memory.background = { state: 'fault', why };
  }

  /** What a dwell is judged by from now on, as tracked and as it may have drifted; null: nothing holds. */
  function forDwell(): Background | null {
    if (memory.background.state !== 'value') return null;
    const background = tracking.current(clock.monotonicMs());
    if (background === null) lose(TOO_OLD);
    else memory.background = { state: 'value', background };
    return background;
  }

  /** One reading at the step-back rate is enough, whether a dwell runs or not. */
  function watchHighRate(reading: DoseRateReading, instrument: string): boolean {
    const { value, unit } = reading;
    const doseRate = toMicrosieverts(value, unit, sievertPerRoentgen);
    if (doseRate === null || doseRate < policy.stepBack) return false;
    const exposure = isExposure(unit) ? { exposure: { value, unit, sievertPerRoentgen } } : {};
    const seen = { doseRate, instrument, distance: distanceOf(instrument), ...exposure };
    keeper.tell({ kind: 'high-rate', seen });
    return true;
  }

  /** Dwells and jig are the first dosimeter's: how far another one is nobody has said. */
  function distanceOf(instrument: string): Distance {
    if (instrument !== FACT_INSTRUMENTS.doseRate) return 'unknown';
    return memory.session?.state.dwell?.distance ?? policy.jigDistance;
  }

  /** An alarm of the instrument itself beats our arithmetic; no background is taken under one. */
  function passAlarmsOn(alarms: readonly string[], instrument: string): boolean {
    const [alarm] = alarms;
    if (alarm === undefined) return false;
    if (memory.background.state === 'measuring') {
      const why = `The dosimeter raised its own alarm (${alarm}). Find out why and measure again.`;
      memory.background = { state: 'fault', why };
    }
    keeper.tell(
      ...alarms.map((name) => ({
        kind: 'instrument-alarm' as const,
        alarm: { instrument, alarm: name },
      })),
    );
    return true;
  }

  /** What a running dwell shows of its instrument's failing; null when nothing. */
  function dwellFault(background: Background): TubeFault | null {
    if (memory.survey === null) return null;
    const judged = judgedBy(memory.survey.meter, background);
    if (hasCollapsed(judged.recent, background)) return COLLAPSED;
    return hasFallenShort(judged, background, policy) ? FALLEN_SHORT : null;
  }

  /** Why the tube is not to be believed at `atMs`, by what it measured; null when it is. */
  function tubeFault(dosimeter: InstrumentState, atMs: number): TubeFault | null {
    if (memory.background.state !== 'value') return null;
    const { background } = memory.background;
    const quietS = dosimeter.lastPulseMs === null ? 0 : (atMs - dosimeter.lastPulseMs) / 1000;
    if (isDeadTube(quietS, background)) {
      return { code: 'dead-tube', detail: `no pulse for ${Math.round(quietS)} s` };
    }
    const fault = dwellFault(background);
    if (fault !== null) ended = { fault, atMs };
    return ended === null || atMs - ended.atMs >= FAULT_SHOWN_MS ? null : ended.fault;
  }

  function watch(reading: CountsReading | DoseRateReading, instrument: string): boolean {
    const high = reading.kind === 'dose-rate' && watchHighRate(reading, instrument);
    return passAlarmsOn(reading.alarms ?? [], instrument) || high;
  }

  function followSurvey(): void {
    const { survey, background } = memory;
    if (survey === null || background.state !== 'value') return;
    const { basis = 'counts' } = background.background;
    if (!isComplete(survey.meter, basis)) return;
    const { counted } = judgedBy(survey.meter, background.background);
    const judging = judgingPolicy(policy, memory.session?.state.dwell);
    const look = lookAtDwell(survey, background.background, judging);
    const due = counted.seconds - survey.recordedS >= COUNT_RECORD_S;
    memory.survey = { ...survey, look, recordedS: due ? counted.seconds : survey.recordedS };
    if (due) keeper.tell({ kind: 'dwell-count', ...counted });
    // Survey and background end after the record: what could not be recorded is tried again.
    switch (look.kind) {
      case 'keep-measuring':
        return;
      case 'alarm':
        keeper.tell({ kind: 'dwell-alarm', result: look.result });
        return;
      case 'step-back':
        keeper.tell(
          { kind: 'dwell-alarm', result: look.result },
          ...further.results(look.result, survey.meter),
          { kind: 'dwell-stop', why: 'step back' },
        );
        memory.survey = null;
        return;
      case 'end':
        keeper.tell(
          { kind: 'dwell-end', result: look.result, alarm: look.alarm },
          ...further.results(look.result, survey.meter),
        );
        memory.survey = null;
        return;
      default:
        assertNever(look);
    }
  }

  return {
    seconds: further,
    moveOver: surveys.moveOver,
    endSurvey: surveys.end,
    startBackground() {
      if (memory.shift === null) return { seq: 0, refused: 'todo.open-shift' };
      // A parcel at the bench would become part of what parcels are measured against.
      if (memory.session !== null) return { seq: 0, refused: 'why.other-item-open' };
      if (memory.pan.state === 'loaded' && !isTestMassDue()) {
        return { seq: 0, refused: 'why.scale-loaded' };
      }
      const dosimeter = memory.instruments.get(FACT_INSTRUMENTS.doseRate);
      const fault = dosimeter === undefined ? null : lastingFault(dosimeter);
      if (dosimeter === undefined || fault !== null) {
        const why = `The dosimeter cannot measure: ${fault?.code ?? 'none is configured'}.`;
        memory.background = { state: 'fault', why };
        return { seq: 0, refused: 'todo.fix-instrument' };
      }
      memory.background = measureBackground(clock.monotonicMs());
      further.startBackground();
      return { seq: 0, refused: null };
    },
    panLoaded() {
      if (isTestMassDue()) return;
      further.faultBackgrounds(LOADED);
      if (memory.background.state === 'measuring') {
        memory.background = { state: 'fault', why: LOADED };
      }
    },
    startSurvey({ face, distance }) {
      if (memory.background.state !== 'value') return { seq: 0, refused: 'todo.take-background' };
      const dosimeter = memory.instruments.get(FACT_INSTRUMENTS.doseRate);
      if (dosimeter === undefined || lastingFault(dosimeter) !== null) {
        return { seq: 0, refused: 'todo.fix-instrument' };
      }
      const background = forDwell();
      if (background === null) return { seq: 0, refused: 'todo.take-background' };
      const { counts, seconds, basis, drift } = background;
      const by = {
        ...(basis === undefined ? {} : { basis }),
        ...(drift === undefined ? {} : { drift }),
      };
      surveys.end();
      const dosimeters = 1 + further.ready().length;
      const falseAlarm = sharedFalseAlarm(memory.session?.state, policy, dosimeters);
      const told = keeper.tell({
        kind: 'dwell-start',
        start: { face, distance, background: { counts, seconds }, falseAlarm, ...by },
      });
      if (told.refused !== null) return told;
      memory.survey = {
        dwell: memory.session?.state.dwells ?? 1,
        meter: startMeter(clock.monotonicMs()),
        recordedS: 0,
        look: null,
      };
      further.startDwell();
      return told;
    },
    watch,
    passAlarmsOn,
    take(reading, atMs) {
      watch(reading, FACT_INSTRUMENTS.doseRate);
      const moved = surveys.take(reading, atMs);
      const served = moved || memory.background.state === 'measuring' || memory.survey !== null;
      followFree(reading, atMs);
      if (memory.background.state === 'measuring') {
        const meter = addReading(memory.background.meter, reading, atMs, sievertPerRoentgen);
        memory.background = { state: 'measuring', meter };
        followBackground();
      }
      if (memory.survey !== null) {
        const meter = addReading(memory.survey.meter, reading, atMs, sievertPerRoentgen);
        memory.survey = { ...memory.survey, meter };
        followSurvey();
      }
      const state = memory.session?.state;
      return served || (state !== undefined && (state.alarm || state.peak !== null));
    },
    identified({ config: { id }, link }) {
      if (id !== FACT_INSTRUMENTS.doseRate) return further.identified(id, link.identity);
      const { background } = memory;
      if (background.state !== 'value' || link.identity === null) return;
      const { dosimeter } = background.background;
      if (dosimeter === null || dosimeter === link.identity) return;
      tracking.end();
      const why = `Another dosimeter is connected (${link.identity}). Take the background again.`;
      memory.background = { state: 'fault', why };
    },
    checkTube(dosimeter, atMs) {
      const { id } = dosimeter.config;
      const first = id === FACT_INSTRUMENTS.doseRate;
      const fault = first ? tubeFault(dosimeter, atMs) : further.tubeFault(dosimeter, atMs);
      return fault === null
        ? dosimeter
        : { ...dosimeter, fault: { type: 'fault', raw: '', ...fault } };
    },
    interrupt(code) {
      tracking.pause();
      if (memory.background.state === 'measuring') {
        memory.background = { state: 'fault', why: `The dosimeter has a fault: ${code}.` };
      }
      surveys.interrupt(code);
      if (memory.survey === null) return;
      memory.survey = null;
      keeper.tell({ kind: 'dwell-stop', why: `the dosimeter has a fault: ${code}` });
    },
    resume() {
      further.resume();
      // One that was skipped or refused since then is not in force again.
      if (memory.shift === null || memory.checks.background?.result !== 'pass') return;
      const { shift } = memory.shift;
      const taken = records.events({ shift, kinds: ['background-taken'], limit: 1000, offset: 0 });
      const latest = taken.at(-1);
      const background = readBackground(latest?.body ?? {});
      if (background === null || latest === undefined) return;
      memory.background = { state: 'value', background };
      const ageS = Math.max(0, (clock.utcMs() - latest.at_ms) / 1000);
      tracking.begin(background, clock.monotonicMs(), ageS);
    },
  };
}
