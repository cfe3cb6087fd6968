import { describe, expect, it } from 'vitest';
import type { Distance } from '../../../shared/session/events.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import { step, type SessionInput } from '../../../shared/session/step.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import {
  decided,
  dwellResult,
  declaring,
  found,
  item,
  measuredFace,
  openPrompts as prompts,
  playSession as play,
  rules,
  scanned,
  weighed,
} from '../../support/session-fixtures.ts';

const LABEL = scanned('CP102030419NL');

describe('a radiation alarm', () => {
  const fertiliser = declaring([{ description: 'NPK fertiliser', hs_code: '310520' }]);
  const begin = [LABEL, found(fertiliser), weighed('400')];
  const release = (state: SessionState) => step(state, decided('release'), rules);

  it('is explained by declared potassium on two faces alike, and then released without a word', () => {
    const one = play(...begin, ...measuredFace('top', 0.27));
    expect(prompts(one)).toEqual(['radiation.alarm']);
    expect(release(one).effects.refused).toBe('why.radiation-alarm');
    const two = play(...begin, ...measuredFace('top', 0.27), ...measuredFace('bottom', 0.25));
    expect(prompts(two)).toEqual([]);
    const { effects } = release(two);
    expect(effects.refused).toBeNull();
    const decision = effects.events.find(({ kind }) => kind === 'decided');
    expect(decision?.body).toMatchObject({
      outcome: 'release',
      answers: {
        'radiation.alarm': { shown: 'true' },
        'radiation.explained': {
          shown: 'K-40 in potash and NPK fertiliser (HS 310520), top 0.27 uSv/h, bottom 0.25 uSv/h',
        },
      },
    });
  });

  it('says in the record why its prompt was answered', () => {
    const one = play(
      ...begin,
      ...measuredFace('top', 0.27),
      measuredFace('bottom', 0.25)[0] as SessionInput,
    );
    const ended = step(one, measuredFace('bottom', 0.25)[1] as SessionInput, rules);
    const answered = ended.effects.events.find(({ kind }) => kind === 'prompt-answered');
    expect(answered?.body).toMatchObject({ rule: 'radiation.alarm' });
    expect(JSON.stringify(answered?.body)).toContain('K-40 in potash and NPK fertiliser');
  });

  const explained = (...inputs: SessionInput[]): unknown => {
    const fact = factsOf(play(...begin, ...inputs), rules)['radiation.explained'];
    return fact.state === 'value' ? fact.value : fact.state;
  };

  it('trap 10: fertiliser with a hot spot above 5 uSv/h is not explained', () => {
    expect(explained(...measuredFace('top', 5.2), ...measuredFace('bottom', 5.1))).toBe(false);
    const hot = play(...begin, ...measuredFace('top', 0.3), ...measuredFace('bottom', 6));
    expect(prompts(hot)).toEqual(['radiation.above-surface-limit']);
  });

  it.each([
    ['one face only', measuredFace('top', 0.27)],
    ['the same face twice', [...measuredFace('top', 0.27), ...measuredFace('top', 0.27)]],
    [
      'a face that nobody named',
      [...measuredFace('top', 0.27), ...measuredFace('unspecified', 0.27)],
    ],
    [
      'one face beyond a factor of two',
      [...measuredFace('top', 0.6), ...measuredFace('bottom', 0.27)],
    ],
    [
      'two that differ over the background',
      [...measuredFace('top', 0.39), ...measuredFace('bottom', 0.21)],
    ],
    ['a face without an alarm', [...measuredFace('top', 0.27), ...measuredFace('bottom', 0.19)]],
    [
      'one face away from the surface',
      [...measuredFace('top', 0.27), ...measuredFace('bottom', 0.27, '1m')],
    ],
    [
      'a third face that was broken off',
      [
        ...measuredFace('top', 0.27),
        ...measuredFace('bottom', 0.27),
        measuredFace('left', 0.27)[0] as SessionInput,
      ],
    ],
    [
      'an alarm of the instrument itself',
      [
        ...measuredFace('top', 0.27),
        ...measuredFace('bottom', 0.27),
        { kind: 'instrument-alarm', alarm: { instrument: 'dosimeter', alarm: 'gamma' } } as const,
      ],
    ],
  ])('is not explained with %s', (_name, inputs) => {
    expect(explained(...inputs)).toBe(false);
  });

  describe('on a face that was broken off', () => {
    const [startTop, endTop] = measuredFace('top', 4) as [SessionInput, SessionInput];
    const seen: SessionInput = { kind: 'dwell-alarm', result: dwellResult(4) };
    const others = [...measuredFace('left', 0.27), ...measuredFace('right', 0.27)];

    it.each([
      ['the first one', [startTop, seen, ...others]],
      [
        'one after others',
        [...measuredFace('left', 0.27), startTop, seen, ...measuredFace('right', 0.27)],
      ],
      [
        'one that a fault stopped',
        [
          ...measuredFace('left', 0.27),
          startTop,
          seen,
          { kind: 'dwell-stop', why: 'silent' },
          ...others,
        ],
      ],
    ] satisfies [string, SessionInput[]][])(
      'is not explained by other faces: %s',
      (_name, told) => {
        expect(explained(...told)).toBe(false);
        expect(play(...begin, ...told).peak).toBe(4);
      },
    );

    it('is explained once that face is measured, and is like the others', () => {
      expect(explained(startTop, ...others, ...measuredFace('top', 0.27))).toBe(true);
      expect(explained(startTop, ...others, startTop, endTop)).toBe(false);
    });
  });

  it('of a face that was measured under a misread label is not explained by other faces', () => {
    const misread = play(scanned('RR149263818CH'), ...measuredFace('top', 4));
    const told = [LABEL, found(fertiliser), weighed('400'), ...measuredFace('left', 0.27)];
    const right = [...told, ...measuredFace('right', 0.27)].reduce(
      (state, input) => step(state, input, rules).state,
      misread,
    );
    expect(factsOf(right, rules)['radiation.explained']).toMatchObject({ value: false });
    expect(release(right).effects.refused).toBe('why.radiation-alarm');
  });

  it('is not explained by goods that are not radioactive by nature', () => {
    const shirts = declaring([{ hs_code: '610910' }]);
    const state = play(
      LABEL,
      found(shirts),
      ...measuredFace('top', 0.27),
      ...measuredFace('bottom', 0.27),
    );
    expect(factsOf(state, rules)['radiation.explained']).toMatchObject({ value: false });
  });

  it('trap 11: declared radioactive material above the surface limit is a violation all the same', () => {
    const declared = declaring([{ description: 'UN2911 smoke detectors', hs_code: '284443' }]);
    const state = play(LABEL, found(declared), weighed('400'), ...measuredFace('front', 7));
    expect(prompts(state)).toEqual(
      expect.arrayContaining(['radiation.above-surface-limit', 'radiation.excepted-limit']),
    );
  });
});

describe('a dwell that is not at contact', () => {
  const books = [LABEL, found(item('400')), weighed('400')];

  it.each(['1m', 'unknown'] as const)('clears nothing: %s', (distance) => {
    const state = play(...books, ...measuredFace('top', 0.12, distance));
    expect(step(state, decided('release', 'a reason'), rules).effects.refused).toBe(
      'why.missing-facts',
    );
    const measuredToo = play(
      ...books,
      ...measuredFace('top', 0.12, distance),
      ...measuredFace('top', 0.12),
    );
    expect(step(measuredToo, decided('release'), rules).effects.refused).toBeNull();
  });

  it.each(['1m', 'unknown'] as const)('alarms all the same: %s', (distance) => {
    expect(prompts(play(...books, ...measuredFace('top', 0.6, distance)))).toEqual([
      'radiation.alarm',
    ]);
  });
});

describe('danger', () => {
  const seen = (doseRate: number, distance: Distance): SessionInput => ({
    kind: 'high-rate',
    seen: { doseRate, distance, instrument: 'dosimeter' },
  });

  it.each([
    ['contact', ['radiation.step-back']],
    ['1m', ['radiation.cordon', 'radiation.step-back']],
    ['unknown', ['radiation.cordon', 'radiation.step-back']],
  ] as const)('100 uSv/h at distance %s', (distance, expected) => {
    expect(prompts(play(LABEL, seen(100, distance)))).toEqual(expected);
  });

  it('at contact first and then at 1 m, the cordon is called for as well', () => {
    const state = play(LABEL, seen(400, 'contact'), seen(120, '1m'));
    expect(prompts(state)).toEqual(['radiation.cordon', 'radiation.step-back']);
  });

  it('any neutron alarm calls for a cordon', () => {
    const alarm = { instrument: 'dosimeter', alarm: 'neutron' };
    const state = play(LABEL, { kind: 'instrument-alarm', alarm });
    expect(prompts(state)).toEqual(['radiation.cordon', 'radiation.instrument-alarm']);
    const release = step(state, decided('release', 'a reason'), rules);
    expect(release.effects.refused).toBe('why.radiation-alarm');
  });

  it('keeps a parcel from going back into the mail', () => {
    const state = play(LABEL, found(item('400')), weighed('400'), seen(130, 'contact'));
    const back = {
      kind: 'decide',
      outcome: 'return',
      override: 'to sender',
      second: null,
    } as const;
    expect(step(state, back, rules).effects.refused).toBe('why.radiation-alarm');
    expect(step(state, decided('hold'), rules).effects.refused).toBeNull();
  });
});
