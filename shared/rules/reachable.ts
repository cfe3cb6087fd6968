import { judgeTest } from './evaluate.ts';
import { FACTS, type Fact, type FactValue } from './facts.ts';
import type { Condition, FactTest } from './condition.ts';

/** A condition that has to hold, or must not. */
interface Goal {
  readonly condition: Condition;
  readonly holds: boolean;
}
interface Literal {
  readonly test: FactTest;
  readonly holds: boolean;
}

/** Steps after which a condition counts as one that can hold: it is not refused for being large. */
const MOST_STEPS = 100_000;
/** Digits of the longest tariff code that a prefix can name. */
const CODE_DIGITS = 10;

const valued = (value: FactValue): Fact => ({ state: 'value', value, shown: '' });

function fulfils(fact: Fact, literals: readonly Literal[]): boolean {
  return literals.every(({ test, holds }) => judgeTest(test, fact) === String(holds));
}

/** Every value on, between and beyond the limits that the tests name: there are no other kinds. */
function numbersFor(literals: readonly Literal[]): number[] {
  const limits = literals
    .flatMap(({ test }) => ('limit' in test ? [test.limit] : []))
    .toSorted((one, other) => one - other);
  return limits.flatMap((limit, at) => {
    const next = limits[at + 1];
    return [limit - 1, limit, next === undefined ? limit + 1 : (limit + next) / 2];
  });
}

/** Items of a list that make a test hold; a code also at its full length. */
function itemsFor(test: FactTest): readonly string[] {
  if (test.is === 'includes') return test.labels;
  if (test.is !== 'starts-with') return [];
  return test.prefixes.flatMap((prefix) => [
    prefix,
    ...['0', '5', '9'].map((digit) => prefix.padEnd(CODE_DIGITS, digit)),
  ]);
}

/** One item for each test that has to hold, which no other test forbids; null when there is none. */
function listFor(literals: readonly Literal[]): readonly string[] | null {
  const forbidden = literals.filter(({ holds }) => !holds);
  const items = literals
    .filter(({ holds }) => holds)
    .map(({ test }) => itemsFor(test).find((item) => fulfils(valued([item]), forbidden)));
  return items.every((item) => item !== undefined) ? items : null;
}

/** Whether a fact can be such that all these tests of it come out as wanted. */
function canBe(literals: readonly Literal[]): boolean {
  const [first] = literals;
  if (first === undefined || fulfils({ state: 'absent', why: '' }, literals)) return true;
  switch (FACTS[first.test.fact]) {
    case 'boolean':
      return [true, false].some((value) => fulfils(valued(value), literals));
    case 'codes':
    case 'labels': {
      const list = listFor(literals);
      return list !== null && fulfils(valued(list), literals);
    }
    default:
      return numbersFor(literals).some((value) => fulfils(valued(value), literals));
  }
}

/** The parts of a condition as goals, and whether one of them is enough. */
function parts({ condition, holds }: Goal): { goals: readonly Goal[]; one: boolean } {
  const goals = (conditions: readonly Condition[], wanted: boolean): Goal[] =>
    conditions.map((part) => ({ condition: part, holds: wanted }));
  if ('fact' in condition) return { goals: [], one: false };
  if ('all' in condition) return { goals: goals(condition.all, holds), one: !holds };
  if ('any' in condition) return { goals: goals(condition.any, holds), one: holds };
  return { goals: goals(condition.none, !holds), one: !holds };
}

/**
 * Whether there are facts for which a condition holds. Exact for conditions of ordinary size: a rule
 * that can never hold looks like protection and is none.
 */
export function canHold(when: Condition): boolean {
  let steps = 0;
  const reach = (open: readonly Goal[], chosen: readonly Literal[]): boolean => {
    steps += 1;
    const [goal, ...rest] = open;
    if (goal === undefined || steps > MOST_STEPS) return true;
    const { condition, holds } = goal;
    if ('fact' in condition) {
      const literals = [...chosen, { test: condition, holds }];
      const same = literals.filter(({ test }) => test.fact === condition.fact);
      return canBe(same) && reach(rest, literals);
    }
    const { goals, one } = parts(goal);
    return one
      ? goals.some((part) => reach([part, ...rest], chosen))
      : reach([...goals, ...rest], chosen);
  };
  return reach([{ condition: when, holds: true }], []);
}
