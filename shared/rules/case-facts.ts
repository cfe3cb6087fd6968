import { FACTS, type Fact, type FactName, type FactValue, type Facts } from './facts.ts';
import { readQuantity } from './condition.ts';
import type { RuleCase } from './pack.ts';

/** States that a case may write instead of a value. */
const STATES: Readonly<Record<string, Fact>> = {
  absent: { state: 'absent', why: 'not part of the example' },
  'not-yet': { state: 'not-yet' },
  fault: { state: 'fault', code: 'silent', instrument: 'example' },
};
const ABSENT = STATES['absent'] as Fact;

type Written = RuleCase['facts'][FactName];

/** Null when what is written is no value of the fact's type. */
function valueOf(name: FactName, written: Written): FactValue | null {
  switch (FACTS[name]) {
    case 'boolean':
      return typeof written === 'boolean' ? written : null;
    case 'count':
      return typeof written === 'number' ? written : null;
    case 'mass':
      return typeof written === 'string' ? readQuantity(written, 'mass') : null;
    case 'dose-rate':
      return typeof written === 'string' ? readQuantity(written, 'dose-rate') : null;
    default:
      return Array.isArray(written) ? written : null;
  }
}

function factOf(name: FactName, written: Written): Fact | null {
  const state = typeof written === 'string' ? STATES[written] : undefined;
  if (state !== undefined) return state;
  const value = valueOf(name, written);
  return value === null ? null : { state: 'value', value, shown: String(written) };
}

/** The facts of an example: what it gives, and all others absent. */
export interface CaseFacts {
  readonly facts: Facts;
  /** Names of facts whose value is not of their type. */
  readonly unreadable: readonly FactName[];
}

export function factsOfCase({ facts: written }: RuleCase): CaseFacts {
  const names = Object.keys(FACTS) as FactName[];
  const unreadable: FactName[] = [];
  const facts = names.map((name): [FactName, Fact] => {
    if (!(name in written)) return [name, ABSENT];
    const fact = factOf(name, written[name]);
    if (fact === null) unreadable.push(name);
    return [name, fact ?? ABSENT];
  });
  return { facts: Object.fromEntries(facts) as Facts, unreadable };
}
