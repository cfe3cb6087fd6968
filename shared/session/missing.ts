import type { FaultCode } from '../measure/reading.ts';
import type { Judgement } from '../rules/evaluate.ts';
import { showFact, type Fact, type FactName, type Facts } from '../rules/facts.ts';
import { SEVERITIES } from '../words.ts';
import type { Prompted } from './events.ts';

/** What a parcel needs before it can be released, in the order in which to get it. */
export const MANDATORY: readonly FactName[] = [
  'identity.valid',
  'manifest.found',
  'measured.gross',
  'radiation.dose-rate',
  'radiation.alarm',
];

/** Rules of the station itself: what is asked when a fact is missing. They are in no pack. */
export const MISSING_RULES = [
  'instrument.fault',
  'instrument.stale',
  'declaration.missing-fact',
] as const;

/** A value that was not renewed in time, or that does not come any more. */
const STALE: ReadonlySet<FaultCode> = new Set(['stale', 'silent']);

const OWN = { version: 1, pack: 'station', result: 'unknown', source: 'site policy' } as const;

/** What is read from files and records of the station as an instrument is read at the bench. */
const FROM_RECORDS: ReadonlySet<string> = new Set(['manifest', 'party-look-up']);

/** Facts in fault that a release needs, by themselves or for a rule that cannot be judged without. */
function faultyFacts(facts: Facts, unknown: readonly Judgement[]): readonly Fact[] {
  const needed = unknown
    .filter(({ rule }) => rule.severity !== 'inform')
    .flatMap(({ tests }) => tests.filter(({ result }) => result === 'unknown'));
  return [...MANDATORY.map((name) => facts[name]), ...needed.map(({ fact }) => fact)];
}

/** One prompt for each instrument whose fault keeps a fact that is needed from being known. */
function faultPrompts(facts: Facts, unknown: readonly Judgement[]): Prompted[] {
  const faults = new Map<string, FaultCode>();
  for (const fact of faultyFacts(facts, unknown)) {
    if (fact.state === 'fault' && !faults.has(fact.instrument)) {
      faults.set(fact.instrument, fact.code);
    }
  }
  return [...faults].map(([instrument, fault]) => {
    const why = FROM_RECORDS.has(instrument) ? 'unreadable' : fault;
    return {
      ...OWN,
      rule: STALE.has(fault) ? 'instrument.stale' : 'instrument.fault',
      about: instrument,
      severity: 'check',
      because: `The ${instrument} has no value to give: ${why}.`,
      steps: [why === 'unreadable' ? 'steps.tell-administrator' : 'steps.check-instrument'],
      values: { instrument, fault: why },
    };
  });
}

/**
 * Tests of a rule that only facts leave open which are known to be missing, or to say too little; none
 * when another fact may still come.
 */
function openForGood({ tests }: Judgement): Judgement['tests'] {
  const open = tests.filter(({ result }) => result === 'unknown');
  const settled = open.every(({ fact }) => fact.state === 'absent' || fact.state === 'value');
  return settled ? open : [];
}

/** One prompt for each fact that will not come, or say more, and that rules cannot do without. */
function absencePrompts(unknown: readonly Judgement[], facts: Facts): Prompted[] {
  const missed = unknown.flatMap((judgement) =>
    openForGood(judgement).map(({ test }) => ({ fact: test.fact, rule: judgement.rule })),
  );
  return [...new Set(missed.map(({ fact }) => fact))].map((fact) => {
    const rules = missed.filter((one) => one.fact === fact).map(({ rule }) => rule);
    const value = showFact(facts[fact]);
    const names = [...new Set(rules.map(({ id }) => id))].join(', ');
    return {
      ...OWN,
      rule: 'declaration.missing-fact',
      about: fact,
      severity:
        SEVERITIES.findLast((severity) => rules.some((rule) => rule.severity === severity)) ??
        'inform',
      because: `${fact} is ${value}; without more these rules cannot be judged: ${names}.`,
      steps: ['steps.open-declaration'],
      values: { fact, value, rules: names },
    };
  });
}

/**
 * What is asked when facts are missing: one prompt for each, not one for each rule that misses it. A
 * fact that has not come yet is no prompt: the screen says what to do next.
 *
 * @param unknown the rules that could not be judged
 */
export function missingPrompts(facts: Facts, unknown: readonly Judgement[]): readonly Prompted[] {
  return [...faultPrompts(facts, unknown), ...absencePrompts(unknown, facts)];
}
