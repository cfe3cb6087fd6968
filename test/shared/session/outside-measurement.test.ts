import { describe, expect, it } from 'vitest';
import type { OutsideMeasurement } from '../../../shared/measure/outside-measurement.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import { step, type SessionInput } from '../../../shared/session/step.ts';
import {
  decided,
  found,
  item,
  measured,
  openPrompts,
  outsideMeasurement,
  playSession as play,
  rules,
  scanned,
  weighed,
} from '../../support/session-fixtures.ts';

const LABEL = scanned('CP102030419NL');
const CLEAN = [LABEL, found(item('400')), weighed('400'), ...measured(0.12)];
const GAMMA = { category: 'Gamma', description: null };
const NEUTRON = { category: 'Neutron', description: null };
const CS137 = { name: 'Cs-137', confidence: '9', category: null };

function brought(of: Partial<OutsideMeasurement>): SessionInput {
  return { kind: 'outside-measurement', measurement: outsideMeasurement(of) };
}

describe('a measurement brought from another instrument', () => {
  it('holds the item when it has an alarm', () => {
    const state = play(...CLEAN, brought({ alarms: [GAMMA] }));
    expect(openPrompts(state)).toEqual(['radiation.outside-alarm']);
    expect(state.prompts[0]?.because).toContain('Gamma alarm (Finder 3)');
    expect(step(state, decided('release'), rules).effects.refused).toBe('why.open-prompts');
  });

  it('holds the item when it names a nuclide, without any alarm', () => {
    const state = play(...CLEAN, brought({ nuclides: [CS137] }));
    expect(openPrompts(state)).toEqual(['radiation.outside-alarm']);
  });

  it('is danger when its alarm is one of neutrons: nothing releases the item', () => {
    const state = play(...CLEAN, brought({ alarms: [NEUTRON] }));
    expect(openPrompts(state)).toEqual([
      'radiation.outside-alarm',
      'radiation.outside-neutron-alarm',
    ]);
    const released = step(state, decided('release', 'it was a mistake'), rules);
    expect(released.effects.refused).toBe('why.radiation-alarm');
    expect(released.state.outcome).toBeNull();
  });

  it('says nothing of the item where it is its background', () => {
    const state = play(...CLEAN, brought({ of: 'background', alarms: [NEUTRON, GAMMA] }));
    expect(openPrompts(state)).toEqual([]);
  });

  it('counts as of the item where it does not say what it is of', () => {
    const state = play(...CLEAN, brought({ of: 'not-specified', alarms: [GAMMA] }));
    expect(openPrompts(state)).toEqual(['radiation.outside-alarm']);
  });

  it('without a finding clears nothing: the survey of this bench is still owed', () => {
    const quiet = brought({ doseRate: { value: '0.10', unit: 'uSv/h' } });
    const state = play(LABEL, found(item('400')), weighed('400'), quiet);
    const facts = factsOf(state, rules);
    expect(facts['radiation.dose-rate'].state).toBe('not-yet');
    expect(facts['radiation.alarm'].state).toBe('not-yet');
    expect(step(state, decided('release'), rules).effects.refused).toBe('why.missing-facts');
  });

  it('without a finding takes no alarm of this bench away', () => {
    const state = play(LABEL, found(item('400')), weighed('400'), ...measured(0.9), brought({}));
    expect(openPrompts(state)).toEqual(['radiation.alarm']);
  });

  it('is recorded once, however often it is found', () => {
    const once = play(...CLEAN, brought({ alarms: [GAMMA] }));
    const again = step(once, brought({ alarms: [GAMMA] }), rules);
    expect(again.effects.events).toEqual([]);
    const other = step(once, brought({ alarms: [GAMMA], number: 2 }), rules);
    expect(other.effects.events.map(({ kind }) => kind)).toEqual(['outside-measurement-found']);
  });

  it('stays when another label is read: what was found stays until it is decided', () => {
    const state = play(
      scanned('COURIER-1'),
      found(null),
      brought({ alarms: [GAMMA] }),
      LABEL,
      found(null),
    );
    expect(openPrompts(state)).toContain('radiation.outside-alarm');
  });

  it('is not known before the look-up, and a fault where the manifest cannot be read', () => {
    const fact = (...inputs: SessionInput[]) =>
      factsOf(play(...inputs), rules)['radiation.outside-alarm'].state;
    expect(fact(LABEL)).toBe('not-yet');
    expect(fact(LABEL, { kind: 'look-up-failed', why: 'damaged' })).toBe('fault');
    expect(fact(LABEL, found(null))).toBe('value');
  });
});
