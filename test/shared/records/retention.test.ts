import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isSessionOver,
  retentionClass,
  type SessionFacts,
} from '../../../shared/records/retention.ts';
import type { RetentionPolicy } from '../../../shared/records/upkeep-policy.ts';
import { OUTCOMES } from '../../../shared/words.ts';

const DAY_MS = 86_400_000;
const POLICY: RetentionPolicy = {
  radiation: null,
  seized: 700,
  held: 600,
  returned: 500,
  released: 90,
  undecided: 80,
  shift: 400,
  manifest: 30,
};

function session(facts: Partial<SessionFacts> = {}): SessionFacts {
  return {
    alarm: false,
    outcome: 'release',
    endedAtMs: 0,
    openHold: false,
    legalHold: false,
    ...facts,
  };
}

describe('the kind of record that a session is', () => {
  it.each([
    ['release', 'released'],
    ['return', 'returned'],
    ['hold', 'held'],
    ['detain', 'held'],
    ['refer', 'held'],
    ['seize', 'seized'],
    [null, 'undecided'],
  ] as const)('after %s is %s', (outcome, kind) => {
    expect(retentionClass(session({ outcome }))).toBe(kind);
  });

  it('is radiation whatever was decided', () => {
    for (const outcome of [...OUTCOMES, null]) {
      expect(retentionClass(session({ alarm: true, outcome }))).toBe('radiation');
    }
  });
});

describe('the time of a session', () => {
  it('is over on the day that the policy says, not a millisecond before', () => {
    const over = (atMs: number) => isSessionOver(session(), POLICY, atMs);
    expect([over(90 * DAY_MS - 1), over(90 * DAY_MS)]).toEqual([false, true]);
  });

  it('is never over where the policy says never', () => {
    expect(isSessionOver(session({ alarm: true }), POLICY, 1e6 * DAY_MS)).toBe(false);
  });

  it('is never over while it is open, on hold or under legal hold', () => {
    const facts = fc.record({
      alarm: fc.boolean(),
      outcome: fc.constantFrom(...OUTCOMES, null),
      endedAtMs: fc.option(fc.nat(1e6), { nil: null }),
      openHold: fc.boolean(),
      legalHold: fc.boolean(),
    });
    const days = fc.option(fc.integer({ min: 1, max: 36_500 }), { nil: null });
    const policy = fc.record({
      radiation: days,
      seized: days,
      held: days,
      returned: days,
      released: days,
      undecided: days,
      shift: days,
      manifest: days,
    });
    fc.assert(
      fc.property(facts, policy, fc.nat(1e15), (of, by, now) => {
        if (of.endedAtMs !== null && !of.openHold && !of.legalHold) return true;
        return !isSessionOver(of, by, now);
      }),
    );
  });
});
