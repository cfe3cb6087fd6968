import { assertNever } from '../result.ts';
import type { Truth } from '../words.ts';
import type { Fact, FactName, Facts } from './facts.ts';
import type { Condition, FactTest, Rule } from './pack.ts';

/** One rule judged on one set of facts. */
export interface Judgement {
  readonly rule: Rule;
  readonly result: Truth;
  /** Every test that the rule makes, with its own result: the explanation. */
  readonly tests: readonly { readonly test: FactTest; readonly fact: Fact; result: Truth }[];
}

function compare(test: FactTest, value: boolean | number): boolean {
  switch (test.is) {
    case 'true':
      return value === true;
    case 'false':
      return value === false;
    case 'above':
      return Number(value) > Number(test.limit);
    case 'at-least':
      return Number(value) >= Number(test.limit);
    case 'below':
      return Number(value) < Number(test.limit);
    case 'at-most':
      return Number(value) <= Number(test.limit);
    default:
      return assertNever(test);
  }
}

function judgeTest(test: FactTest, fact: Fact): Truth {
  if (fact.state === 'absent') return test.whenAbsent;
  if (fact.state !== 'value') return 'unknown';
  if (typeof fact.value === 'number' && !Number.isFinite(fact.value)) return 'unknown';
  return compare(test, fact.value) ? 'true' : 'false';
}

/** Kleene's strong three-valued logic: one false ends an `and`, one true ends an `or`. */
function conjunction(results: readonly Truth[]): Truth {
  if (results.includes('false')) return 'false';
  return results.includes('unknown') ? 'unknown' : 'true';
}

function negate(truth: Truth): Truth {
  if (truth === 'unknown') return 'unknown';
  return truth === 'true' ? 'false' : 'true';
}

function judgeCondition(condition: Condition, leaf: (test: FactTest) => Truth): Truth {
  if ('fact' in condition) return leaf(condition);
  const judge = (parts: readonly Condition[]) => parts.map((part) => judgeCondition(part, leaf));
  if ('all' in condition) return conjunction(judge(condition.all));
  if ('any' in condition) return negate(conjunction(judge(condition.any).map(negate)));
  return conjunction(judge(condition.none).map(negate));
}

/** Judges one rule. A fact that is not known makes its tests unknown, never false. */
export function judge(rule: Rule, facts: Facts): Judgement {
  const tests: { test: FactTest; fact: Fact; result: Truth }[] = [];
  const result = judgeCondition(rule.when, (test) => {
    const fact = facts[test.fact];
    const testResult = judgeTest(test, fact);
    tests.push({ test, fact, result: testResult });
    return testResult;
  });
  return { rule, result, tests };
}

/** The sentence for the record, its placeholders filled with the facts as shown. */
export function explain(rule: Rule, facts: Facts): string {
  return rule.because.replace(/\{([a-z.-]+)\}/g, (placeholder, name: string) => {
    if (!(name in facts)) return placeholder;
    const fact = facts[name as FactName];
    return fact.state === 'value' ? fact.shown : fact.state;
  });
}
