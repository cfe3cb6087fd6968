// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { SessionView } from '../../../shared/bridge/contract.ts';
import { idle, promptSession } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';

enableAutoUnmount(afterEach);

type Radiation = SessionView['radiation'];

const MOVING: NonNullable<Radiation['moving']> = {
  running: true,
  face: 'front',
  elapsedS: 12.4,
  longestS: 120,
  alarm: false,
  maximum: { face: 'top', netDoseRate: '0.21' },
};

async function shown(radiation: Partial<Radiation>) {
  const session = { ...promptSession, radiation: { ...promptSession.radiation, ...radiation } };
  return mountApp({ ...idle, session });
}

describe('the steps of the protocol', () => {
  it('say which face is next, how near, and how many are done', async () => {
    const guide: Radiation['guide'] = {
      ...{ next: { step: 'face', face: 'bottom' }, facesDone: 1, facesNeeded: 2 },
      oneMetre: 'left',
    };
    const { find } = await shown({ alarm: true, verdict: 'alarm', guide });
    expect(find('survey-guide').text()).toBe(
      'Next: Bottom, at contact (5 to 10 cm) or in the jig, held still. 1 of 2 faces measured.',
    );
  });

  it('offer the reading at 1 m with its distance', async () => {
    const guide: Radiation['guide'] = {
      ...{ next: { step: 'one-metre', face: 'top' }, facesDone: 2, facesNeeded: 2 },
      oneMetre: 'left',
    };
    const { find } = await shown({ alarm: true, verdict: 'alarm', guide });
    expect(find('survey-guide').text()).toContain('one reading at 1 m from Top');
    expect(find('distance').html()).toContain('1m');
  });

  it('say nothing where nobody shall stay', async () => {
    const { find } = await shown({ alarm: true, verdict: 'alarm', guide: null });
    expect(find('survey-guide').exists()).toBe(false);
  });
});

describe('a survey', () => {
  it('that runs says where, how fast and where it is highest', async () => {
    const { find } = await shown({ moving: MOVING });
    expect(find('moving-status').text()).toContain('Moving over Front: 12 of at most 120 s');
    expect(find('moving-status').text()).toContain('10 to 20 cm/s');
    expect(find('moving-maximum').text()).toBe('Highest: Top, 0.21 µSv/h above background');
    expect(find('move-over').text()).toContain('Move over: Back');
    expect(find('start-survey').exists()).toBe(false);
  });

  it('without an alarm never says that the parcel is clear', async () => {
    const { find } = await shown({ moving: { ...MOVING, running: false, face: null } });
    expect(find('moving-status').text()).toContain('It clears nothing');
    expect(find('end-survey').exists()).toBe(false);
  });

  it('with an alarm asks to hold still at the maximum', async () => {
    const { find } = await shown({ alarm: true, moving: { ...MOVING, alarm: true } });
    expect(find('moving-alarm').text()).toContain('hold still at the maximum');
  });
});

describe('a dwell that runs', () => {
  it('says that nothing is decided, and what it still needs', async () => {
    const stillNeeded = { goal: '0.30', toClearS: 9, toSeeS: null };
    const { find } = await shown({ state: 'measuring', verdict: 'undecided', stillNeeded });
    expect(find('radiation-status').text()).toContain('Not decided, keep measuring');
    const text = find('dose-rate').text();
    expect(text).toMatch(/Still to clear 0\.30 µSv\/h\s*9 s/);
    expect(text).toMatch(/Still to see 0\.30 µSv\/h \(95 %\)\s*not in one dwell/);
  });
});

describe('further dosimeters', () => {
  it('show what they measured, and whether they agree with the first', async () => {
    const second = { ...{ id: 'dosimeter-2', seconds: 8.2, netDoseRate: '2.9' }, alarm: true };
    const seconds = [{ ...second, state: 'measured' as const, agrees: false }];
    const { find } = await shown({ seconds });
    const text = find('second-dosimeters').text().replace(/\s+/g, ' ');
    expect(text).toContain('dosimeter-2: 2.9 µSv/h above background, 8 s');
    expect(text).toContain('alarm');
    expect(text).toContain('does not agree with the first');
  });
});
