import { describe, expect, it } from 'vitest';
import { foldRecorded, toNewEvent } from '../../../../electron/core/bench/recorded-session.ts';
import type { OutsideMeasurement } from '../../../../shared/measure/outside-measurement.ts';
import type { Json, RecordedEvent } from '../../../../shared/records/event.ts';
import type { SessionEvent } from '../../../../shared/session/events.ts';
import { step } from '../../../../shared/session/step.ts';
import {
  found,
  item,
  openPrompts,
  outsideMeasurement,
  playSession,
  rules,
  scanned,
} from '../../../support/session-fixtures.ts';

/** What stays readable when every key is lost. */
function erased(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(erased);
  if ('personal' in value) return { personal: null };
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, erased(part)]));
}

/** Bodies of events as they are kept without their keys. */
function inClear(events: readonly SessionEvent[]): string {
  return JSON.stringify(events.map((event) => erased(toNewEvent(event, 's', 'B-1').body as Json)));
}

const LABELLED = playSession(scanned('CP102030419NL'), found(item('400')));

function brought(of: Partial<OutsideMeasurement>): readonly SessionEvent[] {
  const measurement = outsideMeasurement(of);
  return step(LABELLED, { kind: 'outside-measurement', measurement }, rules).effects.events;
}

describe('what a session records in clear', () => {
  it('is a referral without how, by whom and with what result it was answered', () => {
    const answer = {
      referral: 'RFS',
      referral_method: 'X-ray by Lee',
      referral_result: 'Lee saw nothing',
      referral_by: 'Lee',
    } as const;
    const before = playSession(scanned('CP102030419NL'));
    const { events } = step(before, found({ ...item('400'), ...answer }), rules).effects;
    const kept = inClear(events);
    expect(kept).toContain('"referral":"RFS"');
    expect(kept).not.toContain('Lee');
  });

  it('is no free text of another instrument, in the measurement or in its prompt', () => {
    const kept = inClear(
      brought({
        alarms: [{ category: 'seen by Lee', description: 'Lee stood beside it' }],
        nuclides: [{ name: 'dose of Mr Lee', confidence: 'says Lee', category: 'Lee, medical' }],
        remark: 'Lee',
      }),
    );
    expect(kept).toContain('unnamed alarm, unnamed nuclide');
    expect(kept).not.toContain('Lee');
  });

  it.each(['Cs-137', 'Tc-99m', '137Cs', 'K40', 'U 235'])('is the nuclide %s', (name) => {
    const alarms = [{ category: 'Gamma', description: null }];
    const kept = inClear(
      brought({ alarms, nuclides: [{ name, confidence: '92', category: null }] }),
    );
    expect(kept).toContain(`"name":"${name}","confidence":"92"`);
    expect(kept).toContain(`Gamma alarm, ${name}`);
  });
});

it('a finding whose texts were erased is still a finding', () => {
  const nuclides = [{ name: 'dose of Mr Lee', confidence: null, category: null }];
  const recorded = brought({ nuclides }).map((event) => {
    const { kind, body } = toNewEvent(event, 's', 'B-1');
    return { kind, body: erased(body as Json) } as RecordedEvent;
  });
  const state = foldRecorded(recorded);
  expect(state.outside[0]?.nuclides).toEqual([{ name: '?', confidence: null, category: null }]);
  expect(openPrompts(state)).toEqual(['radiation.outside-alarm']);
});
