import { describe, expect, it } from 'vitest';
import type { ManifestItem } from '../../../shared/manifest/item.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import type { ReferralAnswer } from '../../../shared/session/referral-answer.ts';
import { step } from '../../../shared/session/step.ts';
import {
  found,
  item,
  measured,
  openPrompts,
  playSession,
  rules,
  scanned,
  weighed,
} from '../../support/session-fixtures.ts';

const ANSWER: ReferralAnswer = {
  referral: 'RFS',
  method: 'x-ray',
  result: 'nothing-found',
  note: null,
  by: 'B-17',
  atMs: Date.UTC(2026, 10, 30, 10, 2),
};
const say = (answer: Partial<ReferralAnswer> = {}) =>
  ({ kind: 'answer-referral', answer: { ...ANSWER, ...answer } }) as const;
const referred = (referral: ManifestItem['referral']) =>
  playSession(
    scanned('CP102030419NL'),
    found({ ...item('400'), referral }),
    weighed('400'),
    ...measured(0.12),
  );

describe('a referral that is answered at the bench', () => {
  it.each([
    ['RFS', 'x-ray', 'declared.screening-requested'],
    ['RFI', 'document', 'declared.information-requested'],
  ] as const)('%s asks nothing more, and says how, by whom and when', (referral, method, fact) => {
    const { state } = step(referred(referral), say({ referral, method }), rules);
    expect(openPrompts(state)).toEqual([]);
    const facts = factsOf(state, rules);
    const told = `${method}, nothing-found, B-17, 2026-11-30T10:02Z`;
    expect(facts[fact]).toMatchObject({ value: false, shown: `${referral} (${told})` });
    expect(facts['referral.answered']).toMatchObject({ value: true, shown: told });
  });

  it.each(['something-found', 'not-possible'] as const)('%s keeps it open', (result) => {
    const { state } = step(referred('RFS'), say({ result }), rules);
    expect(openPrompts(state)).toEqual(['referral.screening']);
    expect(state.prompts.at(-1)?.because).toContain(result);
  });

  it('is open again when a later answer says that something was found', () => {
    const { state: clear } = step(referred('RFS'), say(), rules);
    const { state } = step(clear, say({ result: 'something-found', method: 'physical' }), rules);
    expect(openPrompts(state)).toEqual(['referral.screening']);
  });

  it('stays answered when the manifest is updated', () => {
    const { state: clear } = step(referred('RFS'), say(), rules);
    const { state } = step(clear, found({ ...item('400'), referral: 'RFS' }), rules);
    expect(openPrompts(state)).toEqual([]);
  });
});

describe('information and screening that are asked for beside each other', () => {
  const both = () => referred('RFI RFS');

  it('are two prompts, and each needs its own answer', () => {
    expect(openPrompts(both())).toEqual(['referral.information', 'referral.screening']);
    const { state: screenedOnly } = step(both(), say(), rules);
    expect(openPrompts(screenedOnly)).toEqual(['referral.information']);
    expect(factsOf(screenedOnly, rules)['referral.answered']).toMatchObject({ value: false });
    const informed = say({ referral: 'RFI', method: 'document' });
    const { state } = step(screenedOnly, informed, rules);
    expect(openPrompts(state)).toEqual([]);
    expect(factsOf(state, rules)['referral.answered']).toMatchObject({ value: true });
  });

  it('are not both answered by the one answer of a file', () => {
    const answered = {
      referral_method: 'Visual',
      referral_result: 'nothing found',
      referral_by: 'Lee',
      referral_time: '2026-11-30T08:00:00Z',
    };
    const state = playSession(
      scanned('CP102030419NL'),
      found({ ...item('400'), referral: 'RFI RFS', ...answered }),
      weighed('400'),
      ...measured(0.12),
    );
    expect(openPrompts(state)).toEqual(['referral.information']);
  });
});

describe('a method that is none for what is asked', () => {
  it.each([
    ['RFS', 'document'],
    ['RFI', 'canine'],
  ] as const)('%s is not answered by %s', (referral, method) => {
    const { state, effects } = step(referred(referral), say({ referral, method }), rules);
    expect(effects.refused).toBe('why.no-such-method');
    expect(state.referralAnswers).toEqual([]);
  });
});

describe('what nobody asked', () => {
  it.each(['DNL', 'RFI', null] as const)('RFS is not answered under %s', (referral) => {
    const before = referred(referral);
    const { state, effects } = step(before, say(), rules);
    expect(effects.refused).toBe('why.no-such-referral');
    expect(state.referralAnswers).toEqual([]);
    expect(openPrompts(state)).toEqual(openPrompts(before));
  });
});
