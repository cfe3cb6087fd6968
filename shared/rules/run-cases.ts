import { factsOfCase } from './case-facts.ts';
import { judge } from './evaluate.ts';
import { testsOf } from './condition.ts';
import type { Rule, RuleCase, RulePack } from './pack.ts';

type Pack = Pick<RulePack, 'rules' | 'cases'>;

/** What came of one example of a pack. */
export interface CaseRun {
  readonly case: RuleCase;
  /** Ids of the rules that hold, and of those that cannot be judged, in the order of the pack. */
  readonly hits: readonly string[];
  readonly unknown: readonly string[];
  /** What is not as the example says; empty when all is. */
  readonly wrong: readonly string[];
}

function differences(what: string, expected: readonly string[], got: readonly string[]): string[] {
  const missing = expected.filter((id) => !got.includes(id));
  const more = got.filter((id) => !expected.includes(id));
  return [
    ...missing.map((id) => `${id} should ${what} and does not`),
    ...more.map((id) => `${id} should not ${what} and does`),
  ];
}

function runCase(one: RuleCase, { rules }: Pack): CaseRun {
  const { facts, unreadable } = factsOfCase(one);
  const judged = rules.map((rule) => judge(rule, facts));
  const withResult = (result: string): string[] =>
    judged.filter((judgement) => judgement.result === result).map(({ rule }) => rule.id);
  const [hits, unknown] = [withResult('true'), withResult('unknown')];
  return {
    case: one,
    hits,
    unknown,
    wrong: [
      ...unreadable.map((name) => `the value of ${name} is not of its type`),
      ...differences('hold', one.hits, hits),
      ...differences('be open', one.unknown, unknown),
    ],
  };
}

/** Runs every example of a pack against its rules. */
export function runCases(pack: Pack): readonly CaseRun[] {
  return pack.cases.map((one) => runCase(one, pack));
}

/** What the examples do not show of a rule: that it holds, and that it does not although it might. */
export function uncovered(rule: Rule, runs: readonly CaseRun[]): readonly string[] {
  const facts = new Set(testsOf(rule.when).map(({ fact }) => fact));
  const near = runs.some(
    ({ case: one, hits }) =>
      !hits.includes(rule.id) && [...facts].some((name) => name in one.facts),
  );
  const holds = runs.some(({ hits }) => hits.includes(rule.id));
  return [
    ...(holds ? [] : ['cases: none shows that it holds']),
    ...(near ? [] : ['cases: none shows the nearest that it does not hold of']),
  ];
}
