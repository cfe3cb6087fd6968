import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../../electron/core/goods/load-knowledge.ts';
import { factsOfCase } from '../../../shared/rules/case-facts.ts';
import { judge } from '../../../shared/rules/evaluate.ts';
import type { Fact } from '../../../shared/rules/facts.ts';
import { lintPack, lintTwins } from '../../../shared/rules/lint-pack.ts';
import { testsOf, type Condition, type FactTest } from '../../../shared/rules/condition.ts';
import { runCases } from '../../../shared/rules/run-cases.ts';
import { SECTORS } from '../../../shared/rules/sectors.ts';
import { SEVERITIES, type Severity } from '../../../shared/words.ts';
import { shippedPacks } from '../../support/session-fixtures.ts';

const rules = shippedPacks.flatMap((pack) => pack.rules);

/** Tests that take a finding away when they hold. */
function excusing(condition: Condition): readonly FactTest[] {
  if ('fact' in condition) return [];
  if ('none' in condition) return condition.none.flatMap(testsOf);
  return ('all' in condition ? condition.all : condition.any).flatMap(excusing);
}

describe.each(shippedPacks.map((pack) => [pack.pack, pack] as const))(
  'the shipped pack %s',
  (_name, pack) => {
    it('comes out as its examples say', () => {
      const wrong = runCases(pack).filter((run) => run.wrong.length > 0);
      expect(wrong.map((run) => [run.case.name, run.wrong])).toEqual([]);
    });

    it('has no finding', () => {
      expect(lintPack(pack)).toEqual([]);
    });

    it('says what it is about', () => {
      expect(pack.about).not.toBe('');
    });
  },
);

describe('the shipped packs together', () => {
  it('have no two rules that ask the same', () => {
    expect(lintTwins(shippedPacks)).toEqual([]);
  });

  it('name only goods and marks that the knowledge of goods has', () => {
    const known = new Set(
      loadKnowledge(path.join(import.meta.dirname, '../../../resources')).map(({ id }) => id),
    );
    const named = rules.flatMap(({ when }) =>
      testsOf(when).flatMap((test) =>
        test.is === 'includes' && (test.fact === 'goods.concepts' || test.fact === 'goods.marks')
          ? test.labels
          : [],
      ),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  it.each([
    'goods.tobacco',
    'goods.petroleum',
    'medicines.biological',
    'goods.forestry',
    'goods.fisheries',
    'pesticides.registration',
  ])('say that nobody has looked up which codes %s is of', (id) => {
    expect(rules.find((rule) => rule.id === id)?.verify).toBe(true);
  });

  it('cover every sector of the work programme, and all that a bench judges beside them', () => {
    const covered = new Set(rules.map(({ sector }) => sector));
    expect(SECTORS.filter((sector) => !covered.has(sector))).toEqual([]);
  });

  it.each(
    rules.filter(({ when }) => excusing(when).length > 0).map((rule) => [rule.id, rule] as const),
  )('%s, or a rule as grave, holds also where what would excuse it is missing', (_id, rule) => {
    const weight = (severity: Severity): number => SEVERITIES.indexOf(severity);
    const grave = rules.filter(({ severity }) => weight(severity) >= weight(rule.severity));
    const absent: Fact = { state: 'absent', why: 'declared blank' };
    const examples = shippedPacks
      .flatMap(({ cases }) => cases)
      .filter(({ hits }) => hits.includes(rule.id));
    for (const example of examples) {
      const { facts } = factsOfCase(example);
      for (const { fact } of excusing(rule.when)) {
        // A fact that also speaks for the finding cannot be taken away.
        const others = testsOf(rule.when).filter((test) => test.fact === fact).length;
        const same = excusing(rule.when).filter((test) => test.fact === fact).length;
        if (others > same) continue;
        const lost = { ...facts, [fact]: absent };
        expect([fact, grave.some((one) => judge(one, lost).result === 'true')]).toEqual([
          fact,
          true,
        ]);
      }
    }
  });
});
