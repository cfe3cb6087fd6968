import { describe, expect, it } from 'vitest';
import { intentSchema } from '../../../shared/bridge/intents.ts';
import { CONCEALMENTS, DETECTION_METHODS } from '../../../shared/records/taxonomy.ts';
import { scenarioSchema } from '../../../shared/training/scenario.ts';

const nothing = { categories: [], method: null, concealment: null };

function takes(found: object): boolean {
  const decide = intentSchema.safeParse({ kind: 'decide', outcome: 'seize', found }).success;
  const step = { at: 0, decide: 'seize', found };
  const override = { at: 1, override: { outcome: 'seize', reason: 'seen', found } };
  const scenario = { instruments: [], parcels: [{ steps: [step, override] }] };
  expect(scenarioSchema.safeParse(scenario).success).toBe(decide);
  return decide;
}

describe('what was found, as it comes from a screen or a scenario', () => {
  it('may be any part of it', () => {
    expect(takes({ ...nothing, method: 'dog' })).toBe(true);
    expect(takes({ ...nothing, concealment: 'split' })).toBe(true);
    expect(takes({ ...nothing, categories: ['tobacco', 'none'] })).toBe(true);
  });

  it.each([
    ['says nothing', nothing],
    ['leaves a part out instead of saying that it is not known', { method: 'dog' }],
    ['names a method that is none', { ...nothing, method: 'luck' }],
    ['names goods twice', { ...nothing, categories: ['tobacco', 'tobacco'] }],
    ['calls goods on the bench vague', { ...nothing, categories: ['vague'] }],
    ['says it in its own words', { ...nothing, method: 'dog', note: 'a spaniel' }],
  ])('is refused when it %s', (_, found) => {
    expect(takes(found)).toBe(false);
  });
});

it('the ids are fixed: finds are counted by them over the years', () => {
  expect([DETECTION_METHODS.join(' '), CONCEALMENTS.join(' ')]).toEqual([
    'routine risk-profile intelligence random watch-list referral declaration x-ray dog ' +
      'trace-detection dosimeter scale physical-search other',
    'none misdeclared inside-goods in-packaging false-bottom in-lining double-layer ' +
      'disguised-container in-food in-toiletries in-books liquid-soaked split other',
  ]);
});
