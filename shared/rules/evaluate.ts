import { assertNever } from '../result.ts';
import type { Truth } from '../words.ts';
import { showFact, type Fact, type FactName, type Facts, type FactValue } from './facts.ts';
import { testsOf, type Condition, type FactTest } from './condition.ts';
import type { Rule } from './pack.ts';

/** One test of a rule, with the fact that it was made of. */
interface TestResult {
  readonly test: FactTest;
  readonly fact: Fact;
  readonly result: Truth;
}

/** One rule judged on one set of facts. */
export interface Judgement {
  readonly rule: Rule;
  readonly result: Truth;
  /** Every test that the rule makes, in the order in which it is written, with its own result. */
  readonly tests: readonly TestResult[];
}

/** Null when a code ends before a prefix that it begins: `8507` may be `850760` or may not. */
function anyStartsWith(codes: readonly string[], prefixes: readonly string[]): boolean | null {
  const some = (holds: (code: string, prefix: string) => boolean): boolean =>
    codes.some((code) => prefixes.some((prefix) => holds(code, prefix)));
  if (some((code, prefix) => code.startsWith(prefix))) return true;
  return some((code, prefix) => prefix.startsWith(code)) ? null : false;
}

/** Null when the value is not of the type that the test asks about: then nothing is known. */
function compare(test: FactTest, value: FactValue): boolean | null {
  switch (test.is) {
    case 'true':
      return typeof value === 'boolean' ? value : null;
    case 'false':
      return typeof value === 'boolean' ? !value : null;
    case 'starts-with':
      return Array.isArray(value) ? anyStartsWith(value as readonly string[], test.prefixes) : null;
    case 'includes':
      return Array.isArray(value)
        ? (value as readonly string[]).some((label) => test.labels.includes(label))
        : null;
    case 'above':
    case 'at-least':
    case 'below':
    case 'at-most': {
      if (typeof value !== 'number' || !Number.isFinite(value)) return null;
      if (test.is === 'above') return value > test.limit;
      if (test.is === 'at-least') return value >= test.limit;
      return test.is === 'below' ? value < test.limit : value <= test.limit;
    }
    default:
      return assertNever(test);
  }
}

/** Judges one test of one fact. */
export function judgeTest(test: FactTest, fact: Fact): Truth {
  if (fact.state === 'absent') return test.whenAbsent;
  if (fact.state !== 'value') return 'unknown';
  const holds = compare(test, fact.value);
  if (holds === null) return 'unknown';
  return holds ? 'true' : 'false';
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

/** `all` ends at the first part that is false, `any` at the first that is true: nobody asks for the rest. */
function truthOf(condition: Condition, facts: Facts): Truth {
  if ('fact' in condition) return judgeTest(condition, facts[condition.fact]);
  if ('all' in condition) return allOf(condition.all, facts, 'true');
  if ('any' in condition) return negate(allOf(condition.any, facts, 'false'));
  return allOf(condition.none, facts, 'false');
}

/** Whether every part is what is `wanted`. */
function allOf(parts: readonly Condition[], facts: Facts, wanted: 'true' | 'false'): Truth {
  let open = false;
  for (const part of parts) {
    const truth = truthOf(part, facts);
    if (truth === 'unknown') open = true;
    else if (truth !== wanted) return 'false';
  }
  return open ? 'unknown' : 'true';
}

/**
 * A class, because an object literal with a getter gets a hidden shape of its own each time: with a thousand
 * rules that was most of the garbage, and pauses of 40 ms (docs/benchmarks.md).
 */
class Judged implements Judgement {
  readonly rule: Rule;
  readonly result: Truth;
  readonly #facts: Facts;

  constructor(rule: Rule, facts: Facts) {
    this.rule = rule;
    this.result = truthOf(rule.when, facts);
    this.#facts = facts;
  }

  get tests(): readonly TestResult[] {
    return testsOf(this.rule.when).map((test) => {
      const fact = this.#facts[test.fact];
      return { test, fact, result: judgeTest(test, fact) };
    });
  }
}

/**
 * Judges one rule. A fact that is not known makes its tests unknown, never false. The tests are gathered
 * when they are asked for: most rules say nothing of most items.
 */
export function judge(rule: Rule, facts: Facts): Judgement {
  return new Judged(rule, facts);
}

interface Reason {
  readonly result: Truth;
  readonly tests: readonly TestResult[];
}

/** What a conjunction rests on: all of it when it holds, else the parts that keep it from holding. */
function reasonOf(parts: readonly Reason[]): Reason {
  const result = conjunction(parts.map((part) => part.result));
  const decisive = result === 'true' ? parts : parts.filter((part) => part.result === result);
  return { result, tests: decisive.flatMap(({ tests }) => tests) };
}

function opposite({ result, tests }: Reason): Reason {
  return { result: negate(result), tests };
}

/**
 * The tests that a judgement rests on: of alternatives those that hold, not the many that do not. The
 * explanation that people read.
 */
export function decisiveTests({ rule, tests }: Judgement): readonly TestResult[] {
  const all = tests.values();
  const reason = (condition: Condition): Reason => {
    if ('fact' in condition) {
      const test = all.next().value as TestResult;
      return { result: test.result, tests: [test] };
    }
    if ('all' in condition) return reasonOf(condition.all.map(reason));
    if ('none' in condition) return reasonOf(condition.none.map(reason).map(opposite));
    return opposite(reasonOf(condition.any.map(reason).map(opposite)));
  };
  return reason(rule.when).tests;
}

const PLACEHOLDER = /\{([a-z0-9.-]+)\}/g;

/** Names in braces in a rule's sentence. */
export function placeholdersOf({ because }: Pick<Rule, 'because'>): string[] {
  return [...because.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
}

/** The sentence for the record, its placeholders filled with the facts as shown. */
export function explain(rule: Rule, facts: Facts): string {
  return rule.because.replace(PLACEHOLDER, (placeholder, name: string) =>
    name in facts ? showFact(facts[name as FactName]) : placeholder,
  );
}
