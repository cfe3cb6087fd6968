import { describe, expect, it } from 'vitest';
import {
  debriefOf,
  debriefSchema,
  faultOf,
  type Screened,
} from '../../../shared/training/debrief.ts';
import type { ScenarioParcel } from '../../../shared/training/scenario.ts';

const PARCEL: ScenarioParcel = {
  title: '6 Camera lens',
  steps: [{ at: 0, scan: 'LX612300471JP' }],
  expect: { prompts: ['radiation.above-surface-limit'], outcome: 'hold' },
  debrief: { en: 'Measure every face.' },
};
const SOURCE = { background: 0.12, depthM: 0.05, contact: { front: 7 } };
const GOOD: Screened = {
  prompts: ['radiation.above-surface-limit'],
  faults: [],
  outcome: 'hold',
  reasonGiven: false,
  measured: [{ face: 'front', distance: 'contact', result: 'alarm', held: null }],
};

function judge(screened: Partial<Screened>, parcel: Partial<ScenarioParcel> = {}) {
  return debriefOf({ ...PARCEL, ...parcel }, SOURCE, { ...GOOD, ...screened });
}

describe('a debrief', () => {
  it('is as expected when outcome and prompts are, and says where the source was', () => {
    const debrief = judge({});
    expect(debrief).toEqual({
      asExpected: true,
      outcome: { expected: 'hold', is: 'hold' },
      prompts: [{ rule: 'radiation.above-surface-limit', expected: true, shown: true }],
      reason: { wanted: false, given: false },
      unplayed: null,
      measured: GOOD.measured,
      source: [{ face: 'front', doseRate: '7' }],
      text: { en: 'Measure every face.' },
    });
    expect(debriefSchema.safeParse(debrief).success).toBe(true);
  });

  it('is not with another outcome', () => {
    expect(judge({ outcome: 'release' })).toMatchObject({
      asExpected: false,
      outcome: { expected: 'hold', is: 'release' },
    });
  });

  it('is not when a prompt did not come up, as at the wrong face', () => {
    expect(judge({ prompts: [] })).toMatchObject({
      asExpected: false,
      prompts: [{ expected: true, shown: false }],
    });
  });

  it('is when another prompt came up as well, which it names', () => {
    const debrief = judge({ prompts: ['item.seen-before', ...GOOD.prompts] });
    expect(debrief.asExpected).toBe(true);
    expect(debrief.prompts.at(-1)).toEqual({
      rule: 'item.seen-before',
      expected: false,
      shown: true,
    });
  });

  it.each([true, false])('wants the reason of an override, given: %s', (reasonGiven) => {
    const override = { outcome: 'hold', reason: 'Declared by letter' } as const;
    const debrief = judge({ reasonGiven }, { steps: [{ at: 0, override }] });
    expect(debrief).toMatchObject({
      asExpected: reasonGiven,
      reason: { wanted: true, given: reasonGiven },
    });
  });

  it('says which fault was not played', () => {
    const parcel = {
      steps: [{ at: 0, fault: { scale: 'disconnected' } } as const],
      expect: { faults: ['disconnected'] } as const,
    } as unknown as Partial<ScenarioParcel>;
    const unplayed = { instrument: 'scale', fault: 'disconnected' };
    expect(judge({}, parcel).unplayed).toEqual(unplayed);
    expect(judge({ faults: ['disconnected'] }, parcel).unplayed).toBeNull();
  });

  it('leaves open what the scenario leaves open', () => {
    const parcel: ScenarioParcel = { steps: PARCEL.steps };
    const debrief = debriefOf(parcel, SOURCE, { ...GOOD, prompts: [], outcome: 'refer' });
    expect(debrief).toMatchObject({ asExpected: true, outcome: { expected: null }, text: null });
  });
});

describe('the fault of a parcel', () => {
  it('is the first that its steps play', () => {
    const fault = { dosimeter: 'dead-tube' } as const;
    expect(
      faultOf([
        { at: 0, remove: true },
        { at: 1, fault },
      ]),
    ).toEqual({
      instrument: 'dosimeter',
      fault: 'dead-tube',
    });
    expect(faultOf(PARCEL.steps)).toBeNull();
  });
});
