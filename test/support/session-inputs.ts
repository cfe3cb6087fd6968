import fc from 'fast-check';
import type { Distance, Face, SurveyFace } from '../../shared/session/events.ts';
import type { SessionInput } from '../../shared/session/step.ts';
import { OUTCOMES } from '../../shared/words.ts';
import {
  dwellResult,
  found,
  item,
  maximum,
  outsideMeasurement,
  scanned,
  secondResult,
  surveyResult,
  weighed,
} from './session-fixtures.ts';

const doseRates = fc.constantFrom(0.1, 0.12, 0.5, 0.9, 5.1, 7, 130);
/** Goods that are radioactive by nature. */
export const FERTILISER = {
  ...item('2000'),
  lines: item('2000').lines.map((line) => ({
    ...line,
    description: 'NPK fertiliser',
    hs_code: '310520',
  })),
};
const distances = fc.constantFrom<Distance>('contact', '1m', 'unknown');
const faces = fc.constantFrom<SurveyFace>('top', 'front');
const instruments = fc.constantFrom('scale', 'dosimeter', 'scanner');

/** Anything that a session may be told, at any time. */
export const inputs: fc.Arbitrary<SessionInput> = fc.oneof(
  fc
    .constantFrom('CP102030419NL', 'LX876543216DE', 'RR149263818CH', 'COURIER-1', 'HELLO')
    .map(scanned),
  fc
    .tuple(
      fc.constantFrom(item('2000'), item(null, '300'), item(null), FERTILISER, null),
      fc.constantFrom(null, '2026-10-01, hold'),
      fc.constantFrom(null, '2026-10-02'),
    )
    .map(([known, earlier, seenBefore]) => found(known, earlier, seenBefore)),
  fc.constant<SessionInput>({ kind: 'dwell-count', counts: 12, seconds: 5 }),
  fc.constant<SessionInput>({ kind: 'put-aside', reason: 'the officer was called away' }),
  fc.constant<SessionInput>({ kind: 'entered', item: item('800') }),
  fc.constantFrom('0.5', '380', '2010', '3450').map(weighed),
  fc
    .tuple(fc.constantFrom<Face>('top', 'bottom', 'unspecified'), distances)
    .map(([face, distance]): SessionInput => ({
      kind: 'dwell-start',
      start: { face, distance, background: { counts: 19, seconds: 60 } },
    })),
  doseRates.map((rate): SessionInput => ({ kind: 'dwell-alarm', result: dwellResult(rate) })),
  fc.tuple(doseRates, fc.boolean()).map(([rate, alarm]): SessionInput => ({
    kind: 'dwell-end',
    result: dwellResult(rate),
    alarm,
  })),
  fc.constant<SessionInput>({ kind: 'dwell-stop', why: 'interrupted' }),
  faces.map((face): SessionInput => ({
    kind: 'survey-start',
    start: { face, background: { counts: 19, seconds: 60 } },
  })),
  fc.tuple(faces, doseRates).map(([face, rate]): SessionInput => ({
    kind: 'survey-alarm',
    alarm: { counts: 90, seconds: 20, instrument: 'dosimeter', maximum: maximum(face, rate) },
  })),
  fc.tuple(faces, doseRates, fc.boolean()).map(([face, rate, alarm]): SessionInput => ({
    kind: 'survey-end',
    result: surveyResult(face, rate, alarm),
  })),
  fc.constant<SessionInput>({ kind: 'survey-stop', why: 'interrupted' }),
  doseRates.map((rate): SessionInput => ({
    kind: 'second-alarm',
    result: { ...dwellResult(rate), instrument: 'dosimeter-2', distance: 'contact' },
  })),
  fc
    .tuple(faces, doseRates, fc.boolean(), fc.constantFrom(true, false, null))
    .map(([face, rate, alarm, agrees]): SessionInput => ({
      kind: 'second-end',
      result: secondResult(face, rate, alarm, agrees),
    })),
  instruments.map((instrument): SessionInput => ({
    kind: 'fault',
    fault: { instrument, code: 'silent', detail: '' },
  })),
  fc.constant<SessionInput>({
    kind: 'fault',
    fault: { instrument: 'dosimeter', code: 'saturated', detail: '' },
  }),
  fc
    .constantFrom('weight.over', 'radiation.alarm', 'radiation.step-back')
    .map((rule): SessionInput => ({ kind: 'acknowledge', prompt: { rule } })),
  fc
    .tuple(
      fc.constantFrom('foreground', 'background', 'not-specified' as const),
      fc.constantFrom(null, 'Gamma', 'Neutron'),
      fc.integer({ min: 1, max: 2 }),
    )
    .map(([of, category, number]): SessionInput => ({
      kind: 'outside-measurement',
      measurement: outsideMeasurement({
        of,
        number,
        alarms: category === null ? [] : [{ category, description: null }],
      }),
    })),
  fc.constant<SessionInput>({ kind: 'look-up-failed', why: 'damaged' }),
  fc.tuple(doseRates, distances).map(([doseRate, distance]): SessionInput => ({
    kind: 'high-rate',
    seen: { doseRate, instrument: 'dosimeter', distance },
  })),
  fc.constantFrom('gamma', 'neutron').map((alarm): SessionInput => ({
    kind: 'instrument-alarm',
    alarm: { instrument: 'dosimeter', alarm },
  })),
  fc.constant<SessionInput>({
    kind: 'calibration-overdue',
    overdue: { instrument: 'scale', due: '2026-01-31' },
  }),
  instruments.map((instrument): SessionInput => ({ kind: 'recovered', instrument })),
  fc
    .tuple(fc.constantFrom(...OUTCOMES), fc.constantFrom(null, 'a reason'))
    .map(([outcome, override]): SessionInput => ({
      kind: 'decide',
      outcome,
      override,
      second: null,
    })),
);
