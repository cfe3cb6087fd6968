import type { BenchIntent } from '../../../shared/bridge/intents.ts';
import { formatDoseRate, toMicrosieverts } from '../../../shared/measure/dose-rate.ts';
import type { CountsReading, DoseRateReading } from '../../../shared/measure/reading.ts';
import { isDeadTube } from '../../../shared/radiation/tube-faults.ts';
import { assertNever } from '../../../shared/result.ts';
import { FACT_INSTRUMENTS } from '../../../shared/session/known-facts.ts';
import {
  hasRunLongEnough,
  judgeBackground,
  measureBackground,
  readBackground,
  type Background,
} from './background.ts';
import { addReading, isComplete, startMeter } from './dwell-meter.ts';
import { lastingFault, type InstrumentState } from './instruments.ts';
import type { BenchMemory, BenchOptions } from './memory.ts';
import type { Told } from '../told.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { lookAtDwell } from './survey.ts';

/** Backgrounds that a new one is compared with. */
const HISTORY = 10;
/** Count sums of a running dwell are recorded this often. */
const COUNT_RECORD_S = 5;

/** Background and dwells: everything that is measured over time. */
export interface RadiationDesk {
  startBackground(): Told;
  startSurvey(intent: Extract<BenchIntent, { kind: 'start-survey' }>): Told;
  /** Adds a reading of the dosimeter that arrived at `atMs`; false when it served nothing. */
  take(reading: CountsReading | DoseRateReading, atMs: number): boolean;
  /** The line says which dosimeter it is: another one makes the background worthless. */
  identified(dosimeter: InstrumentState): void;
  /** The dosimeter with `dead-tube` as its fault where the background says so. */
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

  function followBackground(): void {
    if (memory.background.state !== 'measuring' || memory.shift === null) return;
    const { meter } = memory.background;
    // Before the records are asked for earlier ones: this runs with every reading.
    if (!hasRunLongEnough(meter, policy)) return;
    const dosimeter = memory.instruments.get(FACT_INSTRUMENTS.doseRate)?.link.identity ?? null;
    const judged = judgeBackground(meter, policy, earlierBackgrounds(), dosimeter);
    const taken = judged.state === 'value';
    const result = taken ? 'pass' : 'fail';
    const detail = taken
      ? `${formatDoseRate(judged.background.doseRate)} uSv/h, ${judged.background.counts} counts in ${judged.background.seconds} s`
      : judged.why;
    keeper.noteAll([
      taken
        ? { kind: 'background-taken', body: { ...judged.background } }
        : { kind: 'background-refused', body: { why: judged.why } },
      { kind: 'shift-check', body: { check: 'background', result, detail } },
    ]);
    memory.checks.background = { result, detail };
    memory.background = judged;
  }

  /** The latest backgrounds of this bench, oldest first. */
  function earlierBackgrounds(): Background[] {
    return records.latest('background-taken', HISTORY).flatMap(({ body }) => {
      const taken = readBackground(body);
      return taken === null ? [] : [taken];
    });
  }

  /** One reading at the step-back rate is enough, whether a dwell runs or not. */
  function watchHighRate(reading: DoseRateReading): void {
    const doseRate = toMicrosieverts(reading.value, reading.unit);
    if (doseRate === null || doseRate < policy.stepBack) return;
    const distance = memory.session?.state.dwell?.distance ?? ('unknown' as const);
    const seen = { doseRate, instrument: FACT_INSTRUMENTS.doseRate, distance };
    keeper.tell({ kind: 'high-rate', seen });
  }

  function followSurvey(): void {
    const { survey, background } = memory;
    if (survey === null || background.state !== 'value' || !isComplete(survey.meter)) return;
    const { meter } = survey;
    const look = lookAtDwell(survey, background.background, policy);
    const due = meter.counted.seconds - survey.recordedS >= COUNT_RECORD_S;
    memory.survey = { ...survey, look, recordedS: due ? meter.counted.seconds : survey.recordedS };
    if (due) keeper.tell({ kind: 'dwell-count', ...meter.counted });
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
          { kind: 'dwell-stop', why: 'step back' },
        );
        memory.survey = null;
        return;
      case 'end':
        keeper.tell({ kind: 'dwell-end', result: look.result, alarm: look.alarm });
        memory.survey = null;
        return;
      default:
        assertNever(look);
    }
  }

  return {
    startBackground() {
      if (memory.shift === null) return { seq: 0, refused: 'todo.open-shift' };
      // A parcel at the bench would become part of what parcels are measured against.
      if (memory.session !== null) return { seq: 0, refused: 'why.other-item-open' };
      const dosimeter = memory.instruments.get(FACT_INSTRUMENTS.doseRate);
      const fault = dosimeter === undefined ? null : lastingFault(dosimeter);
      if (dosimeter === undefined || fault !== null) {
        const why = `The dosimeter cannot measure: ${fault?.code ?? 'none is configured'}.`;
        memory.background = { state: 'fault', why };
        return { seq: 0, refused: 'todo.fix-instrument' };
      }
      memory.background = measureBackground(clock.monotonicMs());
      return { seq: 0, refused: null };
    },
    startSurvey({ face, distance }) {
      const { background } = memory;
      if (background.state !== 'value') return { seq: 0, refused: 'todo.take-background' };
      const dosimeter = memory.instruments.get(FACT_INSTRUMENTS.doseRate);
      if (dosimeter === undefined || lastingFault(dosimeter) !== null) {
        return { seq: 0, refused: 'todo.fix-instrument' };
      }
      const { counts, seconds } = background.background;
      const told = keeper.tell({
        kind: 'dwell-start',
        start: { face, distance, background: { counts, seconds } },
      });
      if (told.refused !== null) return told;
      memory.survey = {
        dwell: memory.session?.state.dwells ?? 1,
        meter: startMeter(clock.monotonicMs()),
        recordedS: 0,
        look: null,
      };
      return told;
    },
    take(reading, atMs) {
      if (reading.kind === 'dose-rate') watchHighRate(reading);
      const served = memory.background.state === 'measuring' || memory.survey !== null;
      if (memory.background.state === 'measuring') {
        const meter = addReading(memory.background.meter, reading, atMs);
        memory.background = { state: 'measuring', meter };
        followBackground();
      }
      if (memory.survey !== null) {
        const meter = addReading(memory.survey.meter, reading, atMs);
        memory.survey = { ...memory.survey, meter };
        followSurvey();
      }
      return served || (memory.session !== null && memory.session.state.peak !== null);
    },
    identified({ link }) {
      const { background } = memory;
      if (background.state !== 'value' || link.identity === null) return;
      const { dosimeter } = background.background;
      if (dosimeter === null || dosimeter === link.identity) return;
      const why = `Another dosimeter is connected (${link.identity}). Take the background again.`;
      memory.background = { state: 'fault', why };
    },
    checkTube(dosimeter, atMs) {
      if (memory.background.state !== 'value' || dosimeter.lastPulseMs === null) return dosimeter;
      const quietS = (atMs - dosimeter.lastPulseMs) / 1000;
      if (!isDeadTube(quietS, memory.background.background)) return dosimeter;
      const detail = `no pulse for ${Math.round(quietS)} s`;
      return { ...dosimeter, fault: { type: 'fault', code: 'dead-tube', raw: '', detail } };
    },
    interrupt(code) {
      if (memory.background.state === 'measuring') {
        memory.background = { state: 'fault', why: `The dosimeter has a fault: ${code}.` };
      }
      if (memory.survey === null) return;
      memory.survey = null;
      keeper.tell({ kind: 'dwell-stop', why: `the dosimeter has a fault: ${code}` });
    },
    resume() {
      // One that was skipped or refused since then is not in force again.
      if (memory.shift === null || memory.checks.background?.result !== 'pass') return;
      const { shift } = memory.shift;
      const taken = records.events({ shift, kinds: ['background-taken'], limit: 1000, offset: 0 });
      const background = readBackground(taken.at(-1)?.body ?? {});
      if (background !== null) memory.background = { state: 'value', background };
    },
  };
}
