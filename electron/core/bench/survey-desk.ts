import type { BenchIntent } from '../../../shared/bridge/intents.ts';
import type { CountsReading, DoseRateReading } from '../../../shared/measure/reading.ts';
import { SURVEY_FACES, type SurveyFace } from '../../../shared/session/events.ts';
import { FACT_INSTRUMENTS } from '../../../shared/session/known-facts.ts';
import { refuse, type Told } from '../told.ts';
import type { Background } from './background.ts';
import { lastingFault } from './instruments.ts';
import type { BenchMemory, BenchOptions } from './memory.ts';
import {
  addMoving,
  alarmPlaceOf,
  maximumOf,
  moveTo,
  resultOf,
  startMoving,
} from './moving-survey.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { sharedFalseAlarm } from './survey.ts';
import { judgedWindow, LONG_WINDOW_S } from './view-radiation.ts';

/** The survey with the instrument moved over the faces of the open item. */
export interface SurveyDesk {
  /** Begins a survey at a face, or goes on to it; the next one after the last face ends it. */
  moveOver(intent: Extract<BenchIntent, { kind: 'move-over' }>): Told;
  /** Ends the survey with what it has found; a survey that does not run is ended already. */
  end(): Told;
  /** Adds a reading of the dosimeter that arrived at `atMs`; false when no survey runs. */
  take(reading: CountsReading | DoseRateReading, atMs: number): boolean;
  /** The dosimeter has a lasting fault: the survey says nothing. */
  interrupt(code: string): void;
}

const NOTHING: Told = { seq: 0, refused: null };

/** @param background what is measured against from now on; null without one */
export function createSurveyDesk(
  options: BenchOptions,
  memory: BenchMemory,
  keeper: SessionKeeper,
  background: () => Background | null,
): SurveyDesk {
  const { clock } = options;
  const policy = options.rules.policy.radiation;

  function begin(face: SurveyFace): Told {
    const dosimeter = memory.instruments.get(FACT_INSTRUMENTS.doseRate);
    if (dosimeter === undefined || lastingFault(dosimeter) !== null) {
      return refuse('todo.fix-instrument');
    }
    const known = background();
    if (known === null) return refuse('todo.take-background');
    // Seconds later nobody knows over which place a value was measured.
    if (judgedWindow(memory) >= LONG_WINDOW_S) return refuse('why.averages-too-long');
    const { counts, seconds, basis, drift } = known;
    const falseAlarm = sharedFalseAlarm(memory.session?.state, policy);
    const told = keeper.tell({
      kind: 'survey-start',
      start: {
        face,
        background: { counts, seconds },
        falseAlarm,
        ...(basis === undefined ? {} : { basis }),
        ...(drift === undefined ? {} : { drift }),
      },
    });
    if (told.refused !== null) return told;
    memory.moving = startMoving(face, known, { ...policy, falseAlarm }, clock.monotonicMs());
    return told;
  }

  function end(): Told {
    if (memory.moving === null) return NOTHING;
    const told = keeper.tell({ kind: 'survey-end', result: resultOf(memory.moving) });
    memory.moving = null;
    return told;
  }

  return {
    moveOver({ face: wanted }) {
      const { moving } = memory;
      const after = moving === null ? 0 : SURVEY_FACES.indexOf(moving.face) + 1;
      const face = wanted === 'next' ? SURVEY_FACES[after] : wanted;
      if (face === undefined) return end();
      if (moving === null) return begin(face);
      memory.moving = moveTo(moving, face);
      return NOTHING;
    },
    end,
    take(reading, atMs) {
      if (memory.moving === null) return false;
      const moving = addMoving(memory.moving, reading, atMs, policy.sievertPerRoentgen);
      const maximum = maximumOf(moving);
      memory.moving = moving;
      const place = moving.alarm ? alarmPlaceOf(moving) : null;
      if (place !== null) {
        const { seen } = moving;
        const instrument = FACT_INSTRUMENTS.doseRate;
        keeper.tell({ kind: 'survey-alarm', alarm: { ...seen, instrument, maximum: place } });
      }
      const isDanger = maximum !== null && maximum.doseRate >= policy.stepBack;
      if (isDanger || moving.seen.seconds >= policy.surveyS) end();
      return true;
    },
    interrupt(code) {
      if (memory.moving === null) return;
      memory.moving = null;
      keeper.tell({ kind: 'survey-stop', why: `the dosimeter has a fault: ${code}` });
    },
  };
}
