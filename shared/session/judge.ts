import {
  decisiveTests,
  explain,
  judge,
  placeholdersOf,
  type Judgement,
} from '../rules/evaluate.ts';
import { showFact, type FactName, type Facts } from '../rules/facts.ts';
import type { RulePack } from '../rules/pack.ts';
import type { JudgedTest, Prompted, SessionEvent } from './events.ts';
import { missingPrompts } from './missing.ts';
import { isAbout, type PromptState, type SessionState } from './state.ts';

/** A rule as judged, with the pack that it is of. */
export interface JudgedRule {
  readonly pack: RulePack;
  readonly judgement: Judgement;
}

/**
 * Remembers what the last packs say of facts. Prompts, standing and outcomes ask the same of one set of
 * facts; neither facts nor packs ever change, so that the answer is the same.
 */
function once<T>(
  ask: (facts: Facts, packs: readonly RulePack[]) => T,
): (facts: Facts, packs: readonly RulePack[]) => T {
  const answers = new WeakMap<Facts, { packs: readonly RulePack[]; answer: T }>();
  return (facts, packs) => {
    const known = answers.get(facts);
    if (known?.packs === packs) return known.answer;
    const answer = ask(facts, packs);
    answers.set(facts, { packs, answer });
    return answer;
  };
}

/** Every rule of the packs, judged. */
export const judgeAll = once((facts, packs): readonly JudgedRule[] =>
  packs.flatMap((pack) => pack.rules.map((rule) => ({ pack, judgement: judge(rule, facts) }))),
);

/** Tests as they are recorded and shown. */
export function judgedTests(tests: Judgement['tests']): JudgedTest[] {
  return tests.map(({ test, fact, result }) => {
    const { fact: name, is, than } = test;
    return { fact: name, is, than, shown: showFact(fact), result };
  });
}

/** Facts that the sentence or the tests of a rule name, as shown, for the locale's sentence. */
function valuesOf(
  rule: Judgement['rule'],
  tests: Judgement['tests'],
  facts: Facts,
): Prompted['values'] {
  const named = new Set([...placeholdersOf(rule), ...tests.map(({ test }) => test.fact)]);
  const names = (Object.keys(facts) as FactName[]).filter((name) => named.has(name));
  return Object.fromEntries(
    names.map((name) => [name.replaceAll('.', '-'), showFact(facts[name])]),
  );
}

function promptOf(pack: RulePack, judgement: Judgement, facts: Facts): Prompted {
  const { rule, result } = judgement;
  const tests = decisiveTests(judgement);
  return {
    rule: rule.id,
    version: rule.version,
    pack: pack.pack,
    ...(pack.layer && { layer: pack.layer }),
    ...(rule.overridden && { overridden: rule.overridden }),
    ...(rule.sector && { sector: rule.sector }),
    severity: rule.severity,
    result,
    because: explain(rule, facts),
    source: rule.source,
    steps: rule.steps,
    values: valuesOf(rule, tests, facts),
    tests: judgedTests(tests),
  };
}

/**
 * Every prompt that the facts ask for now: one for each rule that holds, and one for each fact that is
 * missing, not one for each rule that misses it.
 */
export const promptsDue = once((facts, packs): readonly Prompted[] => {
  const judged = judgeAll(facts, packs);
  const hits = judged
    .filter(({ judgement }) => judgement.result === 'true')
    .map(({ pack, judgement }) => promptOf(pack, judgement, facts));
  const open = judged
    .filter(({ judgement }) => judgement.result === 'unknown')
    .map(({ judgement }) => judgement);
  return [...hits, ...missingPrompts(facts, open)];
});

/** What made a prompt's reason go away: the tests that do not hold any more, with their facts. */
function whyGone(known: PromptState, facts: Facts, packs: readonly RulePack[]): string {
  const found = judgeAll(facts, packs).find(({ judgement }) => judgement.rule.id === known.rule);
  const changed = found === undefined ? [] : judgedTests(found.judgement.tests);
  const before = new Map((known.tests ?? []).map((test) => [test.fact, test.shown]));
  const now = changed
    .filter(({ fact, shown }) => before.get(fact) !== shown)
    .map(({ fact, shown }) => `${fact} is now ${shown}`);
  return ['the facts no longer ask for it', ...new Set(now)].join('; ');
}

/** The prompt events that bring the recorded prompts up to date with the facts. */
export function promptEvents(
  state: SessionState,
  facts: Facts,
  packs: readonly RulePack[],
): SessionEvent[] {
  const due = promptsDue(facts, packs);
  const raised = due
    .filter((prompt) => {
      const known = state.prompts.find((candidate) => isAbout(candidate, prompt));
      return known === undefined || !known.open || known.because !== prompt.because;
    })
    .map((body): SessionEvent => ({ kind: 'prompted', body }));
  const answered = state.prompts
    .filter((known) => known.open && !due.some((prompt) => isAbout(known, prompt)))
    .map((known): SessionEvent => ({
      kind: 'prompt-answered',
      body: { ...nameOf(known), how: whyGone(known, facts, packs) },
    }));
  return [...answered, ...raised];
}

/** What names a prompt in the records. */
export function nameOf({ rule, about }: PromptState): {
  readonly rule: string;
  readonly about?: string;
} {
  return about === undefined ? { rule } : { rule, about };
}
