import type { FaultCode } from '../measure/reading.ts';
import { explain, judge, type Judgement } from '../rules/evaluate.ts';
import type { Fact, FactName, Facts } from '../rules/facts.ts';
import type { RulePack } from '../rules/pack.ts';
import type { Prompted, SessionEvent } from './events.ts';
import { FACT_INSTRUMENTS } from './facts.ts';
import type { PromptState, SessionState } from './state.ts';

/** What a parcel needs before it can be released, in the order in which to get it. */
export const MANDATORY: readonly FactName[] = [
  'identity.valid',
  'manifest.found',
  'measured.gross',
  'radiation.dose-rate',
];

/** Id of the prompt that a faulty instrument raises; the only prompt that is not a rule's. */
export const FAULT_RULE = 'instrument.fault';

function shown(fact: Fact): string {
  return fact.state === 'value' ? fact.shown : fact.state;
}

const absentFacts = ({ tests }: Judgement): string =>
  tests
    .filter(({ fact }) => fact.state === 'absent')
    .map(({ test }) => test.fact)
    .join(', ');

/** Nobody can wait for a fact that is known to be missing: the officer has to be told. */
function lacksAbsentFact({ result, tests }: Judgement): boolean {
  if (result !== 'unknown') return false;
  const open = tests.filter((test) => test.result === 'unknown');
  return open.length > 0 && open.every(({ fact }) => fact.state === 'absent');
}

function promptsOfRules(facts: Facts, packs: readonly RulePack[]): Prompted[] {
  return packs.flatMap((pack) =>
    pack.rules.flatMap((rule): Prompted[] => {
      const judgement = judge(rule, facts);
      if (judgement.result !== 'true' && !lacksAbsentFact(judgement)) return [];
      const names = Object.keys(facts).filter(
        (name) =>
          rule.because.includes(`{${name}}`) ||
          judgement.tests.some(({ test }) => test.fact === name),
      ) as FactName[];
      return [
        {
          rule: rule.id,
          version: rule.version,
          pack: pack.pack,
          severity: rule.severity,
          result: judgement.result,
          because:
            judgement.result === 'true'
              ? explain(rule, facts)
              : `The rule ${rule.id} cannot be judged: ${absentFacts(judgement)} is not declared.`,
          source: rule.source,
          steps: rule.steps,
          values: Object.fromEntries(
            names.map((name) => [name.replaceAll('.', '-'), shown(facts[name])]),
          ),
        },
      ];
    }),
  );
}

/** One prompt per faulty instrument that a mandatory fact waits for, not one per rule. */
function promptsOfFaults(state: SessionState, facts: Facts): Prompted[] {
  const faults = new Map<string, FaultCode>();
  const dosimeter = state.faults[FACT_INSTRUMENTS.doseRate];
  if (state.dwellOwed && dosimeter !== undefined) {
    faults.set(FACT_INSTRUMENTS.doseRate, dosimeter.code);
  }
  for (const name of MANDATORY) {
    const fact = facts[name];
    if (fact.state === 'fault') faults.set(fact.instrument, fact.code);
  }
  return [...faults].slice(0, 1).map(([instrument, code]) => {
    const all = [...faults].map(([id, fault]) => `${id} ${fault}`).join(', ');
    return {
      rule: FAULT_RULE,
      version: 1,
      pack: 'station',
      severity: 'check',
      result: 'unknown',
      because: `An instrument has no value to give: ${all}.`,
      source: 'site policy',
      steps: ['steps.check-instrument'],
      values: { instrument, fault: code },
    };
  });
}

function sameReason(open: PromptState | undefined, prompt: Prompted): boolean {
  return open !== undefined && open.open && open.because === prompt.because;
}

/** The prompt events that bring the recorded prompts up to date with the facts. */
export function promptEvents(
  state: SessionState,
  facts: Facts,
  packs: readonly RulePack[],
): SessionEvent[] {
  const due = [...promptsOfRules(facts, packs), ...promptsOfFaults(state, facts)];
  const raised = due
    .filter((prompt) => {
      const known = state.prompts.find((candidate) => candidate.rule === prompt.rule);
      return !sameReason(known, prompt);
    })
    .map((body): SessionEvent => ({ kind: 'prompted', body }));
  const answered = state.prompts
    .filter((known) => known.open && !due.some((prompt) => prompt.rule === known.rule))
    .map((known): SessionEvent => ({
      kind: 'prompt-answered',
      body: { rule: known.rule, how: 'the facts no longer ask for it' },
    }));
  return [...answered, ...raised];
}
