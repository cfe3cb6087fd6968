import { describe, expect, it } from 'vitest';
import type { SessionInput } from '../../../shared/session/step.ts';
import { guideOf } from '../../../shared/session/survey-guide.ts';
import {
  measuredFace,
  playSession,
  policy,
  scanned,
  surveyResult,
} from '../../support/session-fixtures.ts';

const LABEL = scanned('CP102030419NL');
const start: SessionInput = {
  kind: 'survey-start',
  start: { face: 'top', background: { counts: 19, seconds: 60 } },
};

const guide = (inputs: readonly SessionInput[], faces = policy.radiation.faces) =>
  guideOf(playSession(LABEL, ...inputs), { ...policy.radiation, faces });

describe('the six-face protocol', () => {
  it('asks one dwell of a clean parcel, of whichever face', () => {
    expect(guide([])).toEqual({
      next: { step: 'face', face: 'top' },
      facesDone: 0,
      facesNeeded: 1,
      oneMetre: 'not-needed',
    });
    const done = guide(measuredFace('left', 0.12));
    expect(done).toMatchObject({ next: null, facesDone: 1, facesNeeded: 1 });
  });

  it('asks as many faces as the site wants after an alarm, and then for a reading at 1 m', () => {
    const top = measuredFace('top', 0.3);
    expect(guide(top, 3)?.next).toEqual({ step: 'face', face: 'bottom' });
    const three = [...top, ...measuredFace('bottom', 0.4), ...measuredFace('front', 0.3)];
    expect(guide(three, 3)).toMatchObject({
      next: { step: 'one-metre', face: 'bottom' },
      facesDone: 3,
      oneMetre: 'left',
    });
    const whole = [...three, ...measuredFace('bottom', 0.13, '1m')];
    expect(guide(whole, 3)).toMatchObject({ next: null, facesDone: 3, oneMetre: 'done' });
  });

  it('asks to hold still where a survey alarmed, until that place is measured at contact', () => {
    const alarmed: SessionInput[] = [
      start,
      { kind: 'survey-end', result: surveyResult('back', 2, true) },
    ];
    expect(guide(alarmed)?.next).toEqual({ step: 'maximum', face: 'back' });
    const away = [...alarmed, ...measuredFace('back', 0.4, '1m')];
    expect(guide(away)?.next).toEqual({ step: 'maximum', face: 'back' });
    const held = [...alarmed, ...measuredFace('back', 1.8)];
    expect(guide(held)?.next).toEqual({ step: 'face', face: 'top' });
  });

  it('begins where a survey without an alarm was highest', () => {
    const quiet: SessionInput[] = [
      start,
      { kind: 'survey-end', result: surveyResult('left', 0.2, false) },
    ];
    expect(guide(quiet)?.next).toEqual({ step: 'maximum', face: 'left' });
  });

  it.each<[string, SessionInput]>([
    [
      'at the step-back rate',
      {
        kind: 'high-rate',
        seen: { doseRate: 120, instrument: 'dosimeter', distance: 'contact' },
      },
    ],
    [
      'with neutrons',
      { kind: 'instrument-alarm', alarm: { instrument: 'dosimeter', alarm: 'neutron' } },
    ],
    [
      'where the tube is overrun',
      { kind: 'fault', fault: { instrument: 'dosimeter', code: 'saturated', detail: '' } },
    ],
  ])('asks nobody to stay %s', (_name, input) => {
    expect(guide([input])).toBeNull();
  });
});
