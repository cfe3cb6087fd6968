import type { CountsReading, DoseRateReading } from '../../../shared/measure/reading.ts';
import type { Counted } from '../../../shared/radiation/evidence.ts';
import {
  holdMaximum,
  startHold,
  type MaximumHold,
} from '../../../shared/radiation/held-maximum.ts';
import {
  createSurveyDetector,
  type SurveyDetector,
} from '../../../shared/radiation/survey-detector.ts';
import type { SurveyFace, SurveyMaximum, SurveyResult } from '../../../shared/session/events.ts';
import { FACT_INSTRUMENTS } from '../../../shared/session/known-facts.ts';
import type { BenchPolicy } from '../../../shared/session/policy.ts';
import type { Background } from './background.ts';
import { addReading, startMeter, type DwellMeter } from './dwell-meter.ts';
import { judgedBy, sensitivity } from './survey.ts';

/**
 * Seconds that the maximum is a mean of: at 15 cm/s a hot spot is near for about as long. Our choice.
 */
const MAXIMUM_S = 3;

/** A survey that runs: the instrument is moved over the faces. */
export interface MovingSurvey {
  readonly face: SurveyFace;
  /** Faces that it went over, in order, each once. */
  readonly faces: readonly SurveyFace[];
  readonly background: Background;
  readonly detector: SurveyDetector;
  readonly meter: DwellMeter;
  /** What the detector has seen. */
  readonly seen: Counted;
  readonly hold: MaximumHold<SurveyFace>;
  readonly alarm: boolean;
}

/** Begins a survey at `nowMs` with one face. */
export function startMoving(
  face: SurveyFace,
  background: Background,
  { surveyS, falseAlarm }: BenchPolicy['radiation'],
  nowMs: number,
): MovingSurvey {
  // As if the background had risen since by all that it may have: fewer seconds for as many counts.
  const seconds = background.seconds / (1 + (background.drift ?? 0));
  const known = { counts: background.counts, seconds };
  return {
    face,
    faces: [face],
    background,
    detector: createSurveyDetector(known, { surveyS, falseAlarm }),
    meter: startMeter(nowMs),
    seen: { counts: 0, seconds: 0 },
    hold: startHold(),
    alarm: false,
  };
}

/** The instrument goes on to another face. */
export function moveTo(survey: MovingSurvey, face: SurveyFace): MovingSurvey {
  const faces = survey.faces.includes(face) ? survey.faces : [...survey.faces, face];
  return { ...survey, face, faces };
}

/** Adds a reading that arrived at `atMs`. An alarm stays one. */
export function addMoving(
  survey: MovingSurvey,
  reading: CountsReading | DoseRateReading,
  atMs: number,
  sievertPerRoentgen: number,
): MovingSurvey {
  const { background, detector, face } = survey;
  const meter = addReading(survey.meter, reading, atMs, sievertPerRoentgen);
  const { counted } = judgedBy(meter, background);
  const next = {
    counts: counted.counts - survey.seen.counts,
    seconds: counted.seconds - survey.seen.seconds,
  };
  // Counts that begin anew, because plain ones came after rates, are no reading.
  if (next.seconds <= 0 || next.counts < 0) return { ...survey, meter };
  // By dose rate, rounding alone may lift every value by a step of the display, as in a dwell.
  const perCount = (background.doseRate * background.seconds) / background.counts;
  const sure = Math.max(0, next.counts - ((background.step ?? 0) * next.seconds) / perCount);
  const alarm = detector.add({ counts: sure, seconds: next.seconds });
  return {
    ...survey,
    meter,
    seen: counted,
    hold: holdMaximum(survey.hold, next, face, MAXIMUM_S),
    alarm: survey.alarm || alarm,
  };
}

/** The latest readings at the face at hand, together. */
function latestOf({ face, hold }: MovingSurvey): { face: SurveyFace; counted: Counted } {
  const counted = hold.recent.reduce(
    (sum, one) => ({ counts: sum.counts + one.counts, seconds: sum.seconds + one.seconds }),
    { counts: 0, seconds: 0 },
  );
  return { face, counted };
}

const rateOf = ({ counts, seconds }: Counted): number => counts / seconds;

/** Where an alarm comes from: an instrument that has just come to a face has no whole mean there. */
export function alarmPlaceOf(survey: MovingSurvey): SurveyMaximum | null {
  const { held } = survey.hold;
  const latest = latestOf(survey);
  const isHere = held === null || rateOf(latest.counted) > rateOf(held.counted);
  return latest.counted.seconds > 0 && isHere ? inDose(survey, latest) : maximumOf(survey);
}

/** The highest place so far; null before there is a mean. */
export function maximumOf(survey: MovingSurvey): SurveyMaximum | null {
  const { held } = survey.hold;
  return held === null ? null : inDose(survey, held);
}

/** A place in the instrument's own dose rate; null where nobody knows what a count is worth. */
function inDose(
  { meter, background }: MovingSurvey,
  { face, counted }: { readonly face: SurveyFace; readonly counted: Counted },
): SurveyMaximum | null {
  const perCount = sensitivity(meter, background);
  if (perCount === null) return null;
  const doseRate = rateOf(counted) * perCount;
  const netDoseRate = doseRate - background.doseRate;
  return { face, doseRate, netDoseRate, seconds: counted.seconds };
}

/** What is recorded of it at its end. */
export function resultOf(survey: MovingSurvey): Omit<SurveyResult, 'survey'> {
  const { seen, alarm, faces } = survey;
  return {
    ...seen,
    alarm,
    faces,
    maximum: maximumOf(survey),
    instrument: FACT_INSTRUMENTS.doseRate,
  };
}
