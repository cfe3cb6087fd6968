import { assertNever } from '../result.ts';
import type { Face, SessionEvent } from './events.ts';
import { withRate } from './peak.ts';
import type { SessionState } from './state.ts';

/** What is recorded of moving surveys and of further dosimeters. */
export type SurveyEvent = Extract<
  SessionEvent,
  {
    kind:
      | 'survey-started'
      | 'survey-alarmed'
      | 'survey-finished'
      | 'survey-interrupted'
      | 'second-alarmed'
      | 'second-measured';
  }
>;

function withOpen(faces: readonly Face[], face: Face): readonly Face[] {
  return faces.includes(face) ? faces : [...faces, face];
}

/** The alarm of a survey, with the highest place that is known by then. */
function withSurveyAlarm(
  state: SessionState,
  survey: number,
  { face, doseRate }: { readonly face: Face; readonly doseRate: number },
): SessionState {
  const others = state.surveyAlarms.filter((known) => known.survey !== survey);
  return {
    ...withRate(state, doseRate, 'contact'),
    alarm: true,
    surveyAlarms: [...others, { survey, face, doseRate }],
  };
}

/** The survey is over: where it alarmed has to be measured by a dwell before anything explains it. */
function ended(state: SessionState, survey: number): SessionState {
  const alarm = state.surveyAlarms.find((known) => known.survey === survey);
  const openFaces = alarm === undefined ? state.openFaces : withOpen(state.openFaces, alarm.face);
  return { ...state, survey: null, openFaces };
}

/** The part of `apply` for surveys and further dosimeters; total as well. */
export function applySurvey(state: SessionState, event: SurveyEvent): SessionState {
  switch (event.kind) {
    case 'survey-started':
      return { ...state, survey: event.body.survey, surveys: event.body.survey };
    case 'survey-alarmed':
      return withSurveyAlarm(state, event.body.survey, event.body.maximum);
    case 'survey-finished': {
      const { survey, alarm, maximum } = event.body;
      const surveyed = [...state.surveyed, event.body];
      const known = { ...state, surveyed, alarm: state.alarm || alarm };
      const alarmed = alarm && maximum !== null;
      return ended(alarmed ? withSurveyAlarm(known, survey, maximum) : known, survey);
    }
    case 'survey-interrupted':
      return ended(state, event.body.survey);
    case 'second-alarmed': {
      const { doseRate, distance, instrument, dwell } = event.body;
      return {
        ...withRate(state, doseRate, distance),
        alarm: true,
        secondAlarms: [...state.secondAlarms, `${instrument} ${dwell}`],
      };
    }
    case 'second-measured': {
      const { doseRate, distance, alarm } = event.body;
      const measured = { ...state, seconds: [...state.seconds, event.body] };
      return alarm ? { ...withRate(measured, doseRate, distance), alarm: true } : measured;
    }
    default:
      return assertNever(event);
  }
}
