import { assertNever } from '../result.ts';
import type { SecondResult, SessionEvent, SessionEventBodies, SurveyResult } from './events.ts';
import type { SessionState } from './state.ts';

/** What a session is told of moving surveys and of further dosimeters. */
export type SurveyInput =
  | {
      readonly kind: 'survey-start';
      readonly start: Omit<SessionEventBodies['survey-started'], 'survey'>;
    }
  | {
      readonly kind: 'survey-alarm';
      readonly alarm: Omit<SessionEventBodies['survey-alarmed'], 'survey'>;
    }
  | { readonly kind: 'survey-end'; readonly result: Omit<SurveyResult, 'survey'> }
  | { readonly kind: 'survey-stop'; readonly why: string }
  | { readonly kind: 'second-alarm'; readonly result: SessionEventBodies['second-alarmed'] }
  | { readonly kind: 'second-end'; readonly result: SecondResult };

const KINDS: ReadonlySet<string> = new Set<SurveyInput['kind']>([
  'survey-start',
  'survey-alarm',
  'survey-end',
  'survey-stop',
  'second-alarm',
  'second-end',
]);

export function isSurveyInput<I extends { readonly kind: string }>(
  input: I,
): input is Extract<I, SurveyInput> {
  return KINDS.has(input.kind);
}

/** A survey that is broken off has no result; an alarm that it had is recorded already. */
export function stopSurvey({ survey }: SessionState, why: string): readonly SessionEvent[] {
  return survey === null ? [] : [{ kind: 'survey-interrupted', body: { survey, why } }];
}

/** The events of an input. Each survey's alarm is recorded once, and that of each second dosimeter. */
export function surveyEvents(state: SessionState, input: SurveyInput): readonly SessionEvent[] {
  const { survey } = state;
  switch (input.kind) {
    case 'survey-start':
      return [
        ...stopSurvey(state, 'another survey'),
        { kind: 'survey-started', body: { ...input.start, survey: state.surveys + 1 } },
      ];
    case 'survey-alarm':
      return survey === null || state.surveyAlarms.some((known) => known.survey === survey)
        ? []
        : [{ kind: 'survey-alarmed', body: { ...input.alarm, survey } }];
    case 'survey-end':
      return survey === null
        ? []
        : [{ kind: 'survey-finished', body: { ...input.result, survey } }];
    case 'survey-stop':
      return stopSurvey(state, input.why);
    case 'second-alarm': {
      const { instrument, dwell } = input.result;
      return state.secondAlarms.includes(`${instrument} ${dwell}`)
        ? []
        : [{ kind: 'second-alarmed', body: input.result }];
    }
    case 'second-end':
      return [{ kind: 'second-measured', body: input.result }];
    default:
      return assertNever(input);
  }
}
