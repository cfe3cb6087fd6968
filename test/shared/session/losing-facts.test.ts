import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../../shared/rules/evaluate.ts';
import { FACTS, type Fact, type FactName, type Facts } from '../../../shared/rules/facts.ts';
import { factsOfCase } from '../../../shared/rules/case-facts.ts';
import { testsOf } from '../../../shared/rules/condition.ts';
import type { Rule } from '../../../shared/rules/pack.ts';
import { releaseStanding } from '../../../shared/session/decision.ts';
import { promptsDue } from '../../../shared/session/judge.ts';
import { shippedPacks as packs } from '../../support/session-fixtures.ts';

const rules = packs.flatMap((pack) => pack.rules);
const names = Object.keys(FACTS) as FactName[];
const known = (value: boolean | number | readonly string[]): Fact => ({
  state: 'value',
  value,
  shown: String(value),
});
const absent: Fact = { state: 'absent', why: 'declared blank' };

/** A clean parcel of which nothing is known but what every parcel needs. */
const clean: Facts = {
  ...(Object.fromEntries(names.map((name) => [name, absent])) as Facts),
  'identity.valid': known(true),
  'manifest.found': known(true),
  'declaration.entered': known(false),
  'declared.contents': known(true),
  'measured.gross': known(452_000_000),
  'item.earlier-finding': known(false),
  'item.seen-before': known(false),
  'radiation.alarm': known(false),
  // The site's tables are empty, as shipped.
  'route.risk': known(false),
  'trade.forced-labour': known(false),
  'radiation.explained': known(false),
  'radiation.saturated': known(false),
  'radiation.dose-rate': known(0.12),
  'radiation.peak-dose-rate': known(0.12),
};

const lost: fc.Arbitrary<Fact> = fc.constantFrom<Fact>(
  { state: 'not-yet' },
  { state: 'fault', code: 'disconnected', instrument: 'scale' },
  { state: 'fault', code: 'stale', instrument: 'dosimeter' },
  { state: 'fault', code: 'rate-collapse', instrument: 'dosimeter' },
  known(NaN),
);

/** What the shipped rules ask for of a fact that is a list: each of it by itself, all of it, and none. */
function listsOf(name: FactName): readonly Fact[] {
  const asked = rules
    .flatMap(({ when }) => testsOf(when))
    .filter(({ fact }) => fact === name)
    .flatMap((test) =>
      test.is === 'starts-with' ? test.prefixes : test.is === 'includes' ? test.labels : [],
    );
  const all = [...new Set(asked)];
  return [[], ['none'], all, ...all.map((one) => [one])].map(known);
}

/** Values on both sides of every limit that the shipped rules have. */
function valuesOf(name: FactName): readonly Fact[] {
  switch (FACTS[name]) {
    case 'boolean':
      return [known(true), known(false)];
    case 'mass':
      return [-1, 0, 1, 5_000_000, 1e9, 1e12].map(known);
    case 'dose-rate':
      return [0.1, 4.9, 5, 5.1, 99, 100, 130].map(known);
    case 'count':
      return [0, 1, 4, 5, 10, 12, 20, 51].map(known);
    default:
      return listsOf(name);
  }
}

const anyFacts = fc
  .record(
    Object.fromEntries(
      names.map((name) => [
        name,
        fc.oneof(
          { weight: 4, arbitrary: fc.constant(clean[name]) },
          { weight: 2, arbitrary: fc.constantFrom(...valuesOf(name)) },
          { weight: 1, arbitrary: lost },
        ),
      ]),
    ) as Record<FactName, fc.Arbitrary<Fact>>,
  )
  .map((facts): Facts => facts);

const losses = fc.array(fc.tuple(fc.constantFrom(...names), lost), { minLength: 1, maxLength: 5 });

function lose(facts: Facts, gone: readonly (readonly [FactName, Fact])[]): Facts {
  return { ...facts, ...Object.fromEntries(gone) };
}

/** A clean parcel with what its pack's own example gives for a rule. */
function raise(rule: Rule): Facts {
  const example = packs.flatMap(({ cases }) => cases).find(({ hits }) => hits.includes(rule.id));
  if (example === undefined) throw new Error(`no example raises ${rule.id}`);
  const { facts } = factsOfCase(example);
  const given = Object.keys(example.facts) as FactName[];
  return { ...clean, ...Object.fromEntries(given.map((name) => [name, facts[name]])) };
}

const STRICTNESS = { open: 0, override: 1, reason: 1, closed: 2 } as const;

describe('a clean parcel with only the mandatory facts', () => {
  it('has no prompt at all and may be released', () => {
    expect(promptsDue(clean, packs)).toEqual([]);
    expect(releaseStanding(clean, packs)).toEqual({ state: 'open', why: null });
  });
});

describe('losing facts', () => {
  const grave = rules.filter(({ severity }) => severity === 'hold' || severity === 'danger');

  it.each(grave.map((rule) => [rule.id, rule] as const))(
    'any of them, under %s, never gives a release',
    (_id, rule) => {
      const raised = raise(rule);
      expect(judge(rule, raised).result).toBe('true');
      expect(releaseStanding(raised, packs).state).not.toBe('open');
      fc.assert(
        fc.property(losses, (gone) => {
          expect(releaseStanding(lose(raised, gone), packs).state).not.toBe('open');
        }),
      );
      for (const name of names) {
        for (const state of ['not-yet', 'fault'] as const) {
          const fact: Fact =
            state === 'fault' ? { state, code: 'silent', instrument: 'scale' } : { state };
          const standing = releaseStanding({ ...raised, [name]: fact }, packs);
          expect([name, standing.state]).not.toEqual([name, 'open']);
        }
      }
    },
  );

  it('never makes a release easier, whatever was known', () => {
    fc.assert(
      fc.property(anyFacts, losses, (facts, gone) => {
        const before = STRICTNESS[releaseStanding(facts, packs).state];
        const after = STRICTNESS[releaseStanding(lose(facts, gone), packs).state];
        expect(after).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 5000 },
    );
  });

  it('makes a rule unknown at most, never the opposite', () => {
    fc.assert(
      fc.property(anyFacts, losses, fc.constantFrom(...rules), (facts, gone, rule) => {
        const before = judge(rule, facts).result;
        const after = judge(rule, lose(facts, gone)).result;
        expect([before, 'unknown']).toContain(after);
      }),
      { numRuns: 5000 },
    );
  });

  it('of an instrument asks once for each instrument, however many rules miss them', () => {
    const gone: Facts = {
      ...clean,
      'measured.gross': { state: 'fault', code: 'disconnected', instrument: 'scale' },
      'weight.excess': { state: 'fault', code: 'disconnected', instrument: 'scale' },
      'weight.shortfall': { state: 'fault', code: 'disconnected', instrument: 'scale' },
      'radiation.dose-rate': { state: 'fault', code: 'stale', instrument: 'dosimeter' },
      'radiation.peak-dose-rate': { state: 'fault', code: 'stale', instrument: 'dosimeter' },
      'radiation.alarm': { state: 'fault', code: 'stale', instrument: 'dosimeter' },
    };
    const due = promptsDue(gone, packs).map(({ rule, about, result }) => [rule, about, result]);
    expect(due).toEqual([
      ['instrument.fault', 'scale', 'unknown'],
      ['instrument.stale', 'dosimeter', 'unknown'],
    ]);
  });
});
