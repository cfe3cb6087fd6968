import { describe, expect, it } from 'vitest';
import type { FactName } from '../../../shared/rules/facts.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import { step, type SessionInput } from '../../../shared/session/step.ts';
import {
  decided,
  declaring,
  found,
  item,
  measuredFace,
  openPrompts,
  outsideMeasurement,
  playSession,
  rules,
  scanned,
  secondResult,
  surveyResult,
  weighed,
} from '../../support/session-fixtures.ts';

const LABEL = scanned('CP102030419NL');
const FERTILISER = found(declaring([{ description: 'NPK fertiliser', hs_code: '310520' }]));
const NO_LABELS: SessionInput = { kind: 'labels', labels: { un: [], hazards: [] } };

function fact(name: FactName, ...inputs: SessionInput[]) {
  return factsOf(playSession(LABEL, ...inputs), rules)[name];
}

describe('class 7', () => {
  it.each<[string, SessionInput[]]>([
    ['a label', [{ kind: 'labels', labels: { un: [], hazards: ['class-7'] } }]],
    ['a UN number on it', [{ kind: 'labels', labels: { un: ['2910'], hazards: [] } }]],
    ['its description', [found(declaring([{ description: 'smoke detectors, UN 2911' }]))]],
  ])('is known by %s', (_name, inputs) => {
    expect(fact('radiation.class-7', ...inputs)).toMatchObject({ state: 'value', value: true });
  });

  it('is no radioactive material that the post does not carry: that stays held', () => {
    const source = declaring([{ description: 'UN2915 source', hs_code: '284443' }]);
    expect(fact('radiation.class-7', found(source), NO_LABELS)).toMatchObject({ value: false });
    expect(openPrompts(playSession(LABEL, found(source)))).toContain('goods.radioactive');
  });

  it('is no other UN number', () => {
    const batteries = found(declaring([{ description: 'UN3481 phone' }]));
    expect(fact('radiation.class-7', batteries, NO_LABELS)).toMatchObject({ value: false });
  });

  it('is not said not to be, before declaration and labels were looked at', () => {
    expect(fact('radiation.class-7').state).toBe('not-yet');
    expect(fact('radiation.class-7', found(item('400'))).state).toBe('absent');
    expect(fact('radiation.class-7', found(item('400')), NO_LABELS)).toMatchObject({
      value: false,
    });
  });

  it('is nothing that fertiliser explains', () => {
    const faces = [...measuredFace('top', 0.27), ...measuredFace('bottom', 0.27)];
    const label: SessionInput = { kind: 'labels', labels: { un: [], hazards: ['class-7'] } };
    expect(fact('radiation.explained', FERTILISER, ...faces)).toMatchObject({ value: true });
    expect(fact('radiation.explained', FERTILISER, ...faces, label)).toMatchObject({
      value: false,
    });
  });

  it('trap 11: declared as UN2911 and 7 uSv/h at its surface is a violation', () => {
    const detectors = found(declaring([{ description: 'UN2911 smoke detectors' }]));
    const state = playSession(LABEL, detectors, weighed('400'), ...measuredFace('front', 7));
    expect(openPrompts(state)).toContain('radiation.excepted-limit');
    expect(step(state, decided('release', 'a reason'), rules).effects.refused).toBe(
      'why.radiation-alarm',
    );
  });
});

describe('a hot spot', () => {
  const hot = (...inputs: SessionInput[]) => fact('radiation.hot-spot', ...inputs);

  it('is one face that adds more than twice what the lowest adds', () => {
    const found = hot(...measuredFace('top', 1.2), ...measuredFace('bottom', 0.15));
    expect(found).toMatchObject({ value: true, shown: 'top 1.2 uSv/h, bottom 0.15 uSv/h' });
  });

  it('is not known from one face, and a reading at 1 m is none', () => {
    expect(hot(...measuredFace('top', 1.2)).state).toBe('absent');
    expect(hot(...measuredFace('top', 1.2), ...measuredFace('bottom', 0.12, '1m')).state).toBe(
      'absent',
    );
  });

  it('is not what goods are that are radioactive throughout', () => {
    expect(hot(...measuredFace('top', 0.27), ...measuredFace('bottom', 0.25))).toMatchObject({
      value: false,
    });
  });

  it('is not chance on a clean parcel', () => {
    expect(hot(...measuredFace('top', 0.13), ...measuredFace('bottom', 0.11))).toMatchObject({
      value: false,
    });
  });

  it('is still possible while a face is to be measured again', () => {
    const [begun] = measuredFace('left', 1);
    const broken: SessionInput = { kind: 'dwell-stop', why: 'silent' };
    const faces = [...measuredFace('top', 0.27), ...measuredFace('bottom', 0.25)];
    expect(hot(...faces, begun, broken).state).toBe('absent');
  });

  it('trap 10: on declared fertiliser is not explained', () => {
    const faces = [...measuredFace('top', 6), ...measuredFace('bottom', 0.3)];
    expect(hot(FERTILISER, ...faces)).toMatchObject({ value: true });
    expect(fact('radiation.explained', FERTILISER, ...faces)).toMatchObject({ value: false });
  });
});

describe('a survey', () => {
  const start: SessionInput = {
    kind: 'survey-start',
    start: { face: 'top', background: { counts: 19, seconds: 60 } },
  };
  const end = (rate: number, alarm: boolean): SessionInput => ({
    kind: 'survey-end',
    result: surveyResult('back', rate, alarm),
  });
  const books = [found(item('400')), weighed('400')];
  const release = (...inputs: SessionInput[]) =>
    step(playSession(LABEL, ...inputs), decided('release'), rules).effects.refused;

  it('without an alarm clears nothing: a dwell does', () => {
    expect(release(...books, start, end(0.2, false))).toBe('why.missing-facts');
    expect(release(...books, start, end(0.2, false), ...measuredFace('top', 0.12))).toBeNull();
  });

  it('with an alarm is an alarm like that of a dwell, also after clean dwells', () => {
    const alarmed = [...books, start, end(0.9, true)];
    expect(openPrompts(playSession(LABEL, ...alarmed))).toEqual(['radiation.alarm']);
    expect(release(...alarmed, ...measuredFace('top', 0.12))).toBe('why.radiation-alarm');
  });

  it('above the surface limit counts until its place is measured', () => {
    const hot = [...books, start, end(7, true)];
    const elsewhere = [...hot, ...measuredFace('top', 0.12)];
    expect(openPrompts(playSession(LABEL, ...elsewhere))).toEqual([
      'radiation.above-surface-limit',
    ]);
    expect(fact('radiation.dose-rate', ...elsewhere)).toMatchObject({ value: 7 });
    expect(fact('radiation.dose-rate', ...hot, ...measuredFace('back', 4))).toMatchObject({
      value: 4,
    });
  });

  it('keeps what it alarmed at from being explained by other faces', () => {
    const others = [...measuredFace('top', 0.27), ...measuredFace('bottom', 0.27)];
    const alarmed = [FERTILISER, start, end(0.3, true), ...others];
    expect(fact('radiation.explained', ...alarmed)).toMatchObject({ value: false });
    expect(fact('radiation.explained', ...alarmed, ...measuredFace('back', 0.27))).toMatchObject({
      value: true,
    });
  });

  it('that another label ends has no result', () => {
    const state = playSession(scanned('RR149263818CH'), start);
    const { effects } = step(state, LABEL, rules);
    expect(effects.events.map(({ kind }) => kind)).toContain('survey-interrupted');
  });
});

describe('two dosimeters that do not agree', () => {
  const disagree = 'radiation.dosimeters-disagree';
  const second = (agrees: boolean | null, rate = 1.5): SessionInput => ({
    kind: 'second-end',
    result: secondResult('top', rate, false, agrees),
  });

  it('are a prompt that says both values', () => {
    const state = playSession(LABEL, ...measuredFace('top', 0.12), second(false));
    expect(openPrompts(state)).toContain('instrument.dosimeters-disagree');
    expect(fact(disagree, second(false))).toMatchObject({
      value: true,
      shown: 'top: 0.12 uSv/h, dosimeter-2 1.5 uSv/h',
    });
  });

  it('agree again when the face is measured again', () => {
    expect(fact(disagree, second(false), second(true, 0.13))).toMatchObject({ value: false });
  });

  it('are not known to agree while there is one, or nothing to compare', () => {
    expect(fact(disagree).state).toBe('absent');
    expect(fact(disagree, second(null)).state).toBe('absent');
  });

  it('explain nothing by declared goods', () => {
    const faces = [...measuredFace('top', 0.27), ...measuredFace('bottom', 0.27)];
    expect(fact('radiation.explained', FERTILISER, ...faces, second(false))).toMatchObject({
      value: false,
    });
  });

  it('alarm both: the second one’s alarm closes the release of a parcel that the first cleared', () => {
    const alarm: SessionInput = {
      kind: 'second-end',
      result: secondResult('top', 6, true, false),
    };
    const state = playSession(
      LABEL,
      found(item('400')),
      weighed('400'),
      ...measuredFace('top', 0.12),
      alarm,
    );
    expect(step(state, decided('release'), rules).effects.refused).toBe('why.radiation-alarm');
    expect(openPrompts(state)).toContain('radiation.above-surface-limit');
  });
});

describe('nuclides', () => {
  it('are those that other instruments named in the item, each once', () => {
    const named = (
      number: number,
      of: 'foreground' | 'calibration',
      name: string,
    ): SessionInput => ({
      kind: 'outside-measurement',
      measurement: outsideMeasurement({
        number,
        of,
        nuclides: [{ name, confidence: null, category: null }],
      }),
    });
    const nuclides = fact(
      'radiation.nuclides',
      found(item('400')),
      named(1, 'foreground', 'K-40'),
      named(2, 'foreground', 'K-40'),
      named(3, 'calibration', 'Cs-137'),
    );
    expect(nuclides).toMatchObject({ value: ['K-40'], shown: 'K-40' });
  });

  it('are absent where no instrument named one, and not known before the look-up', () => {
    expect(fact('radiation.nuclides', found(item('400'))).state).toBe('absent');
    expect(fact('radiation.nuclides').state).toBe('not-yet');
  });
});
