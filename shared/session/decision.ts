import { showFact, type Fact, type Facts } from '../rules/facts.ts';
import type { Found } from '../records/taxonomy.ts';
import type { RulePack } from '../rules/pack.ts';
import { OUTCOMES, type Outcome } from '../words.ts';
import type { Answer, Prompted, SessionEvent } from './events.ts';
import { judgeAll, nameOf, promptsDue } from './judge.ts';
import { MANDATORY } from './missing.ts';
import type { SessionState } from './state.ts';
import { stopSurvey } from './survey-steps.ts';

/**
 * Whether an outcome can be recorded now; `why` is a locale key. `override` goes over open prompts and
 * needs a reason; `reason` needs one because something was not measured.
 */
export interface DecisionState {
  readonly outcome: Outcome;
  readonly state: 'open' | 'override' | 'reason' | 'closed';
  readonly why: string | null;
}

type Standing = Omit<DecisionState, 'outcome'>;

const ALARM: Standing = { state: 'closed', why: 'why.radiation-alarm' };
const MISSING: Standing = { state: 'closed', why: 'why.missing-facts' };

function is(fact: Fact, value: boolean): boolean {
  return fact.state === 'value' && fact.value === value;
}

/** An alarm that nothing explains, or danger of any kind among the prompts that are due. */
export function isAlarming(facts: Facts, due: readonly Prompted[]): boolean {
  const alarm = is(facts['radiation.alarm'], true) && !is(facts['radiation.explained'], true);
  return alarm || due.some(({ severity }) => severity === 'danger');
}

/**
 * Whether these facts let an item go. No fact that is missing or in fault opens what it would have
 * closed: unknown never passes.
 */
export function releaseStanding(facts: Facts, packs: readonly RulePack[]): Standing {
  const prompts = promptsDue(facts, packs).filter(({ severity }) => severity !== 'inform');
  if (isAlarming(facts, prompts)) return ALARM;
  const missing =
    MANDATORY.some((name) => facts[name].state !== 'value') || isUndecided(facts, packs);
  const identified = is(facts['identity.valid'], true);
  const known = is(facts['manifest.found'], true) || is(facts['declaration.entered'], true);
  // To be in a manifest is no declaration: somebody has to say what the parcel contains.
  const declared = known && is(facts['declared.contents'], true);
  if (missing || !identified || !declared) return MISSING;
  return prompts.length > 0
    ? { state: 'override', why: 'why.open-prompts' }
    : { state: 'open', why: null };
}

/** A rule that cannot be judged is no rule that was passed; those of severity `inform` keep nothing back. */
export function isUndecided(facts: Facts, packs: readonly RulePack[]): boolean {
  return judgeAll(facts, packs).some(
    ({ judgement }) => judgement.rule.severity !== 'inform' && judgement.result === 'unknown',
  );
}

/** An outcome has an answer for each of these: the value, or why there is none. */
const MEASURED = ['measured.gross', 'radiation.dose-rate'] as const;

/** A fault says why, and so does an alarm: then nobody shall stay with the parcel to measure it. */
function lacksMeasurement(state: SessionState, facts: Facts): boolean {
  return !state.alarm && MEASURED.some((name) => facts[name].state === 'not-yet');
}

/** Every outcome with its standing. Nothing is released on missing facts or under an alarm. */
export function decisionsOf(
  state: SessionState,
  facts: Facts,
  packs: readonly RulePack[],
): readonly DecisionState[] {
  const alarming = isAlarming(facts, promptsDue(facts, packs));
  return OUTCOMES.map((outcome) => {
    if (state.identity === null) return { outcome, state: 'closed', why: 'why.no-identity' };
    if (outcome === 'release') return { outcome, ...releaseStanding(facts, packs) };
    // Returned, a parcel is back in the mail.
    if (outcome === 'return' && alarming) return { outcome, ...ALARM };
    return lacksMeasurement(state, facts)
      ? { outcome, state: 'reason', why: 'why.not-measured' }
      : { outcome, state: 'open', why: null };
  });
}

function answer(name: string, fact: Fact, alarm: boolean): Answer {
  if (fact.state === 'value') return { state: 'value', shown: fact.shown };
  if (fact.state === 'fault') return { state: 'fault', shown: showFact(fact) };
  if (fact.state === 'absent') return { state: 'absent', shown: fact.why };
  if (!MEASURED.some((measured) => measured === name)) {
    return { state: 'not-yet', shown: 'not known when it was decided' };
  }
  const why = alarm ? 'a radiation alarm was open' : 'see the reason of the decision';
  return { state: 'not-yet', shown: `not measured: ${why}` };
}

/** The events of a decision: what was decided, over which open prompts, on which facts and rules. */
export function decisionEvents(
  state: SessionState,
  facts: Facts,
  packs: readonly RulePack[],
  decision: {
    readonly outcome: Outcome;
    readonly reason: string | null;
    /** Whether the outcome goes over an open prompt. */
    readonly overrides: boolean;
    /** Badge of the second person who approved it, or null. */
    readonly second: string | null;
    readonly found?: Found;
  },
): SessionEvent[] {
  const { outcome, reason, overrides, second, found } = decision;
  const running: SessionEvent[] =
    state.dwell === null
      ? []
      : [{ kind: 'dwell-interrupted', body: { dwell: state.dwell.dwell, why: 'decided' } }];
  const open = state.prompts.filter((prompt) => prompt.open);
  const how = overrides ? 'overridden' : `decided: ${outcome}`;
  const answered = open.map((prompt): SessionEvent => ({
    kind: 'prompt-answered',
    body: { ...nameOf(prompt), how },
  }));
  return [
    ...running,
    ...stopSurvey(state, 'decided'),
    ...answered,
    {
      kind: 'decided',
      body: {
        item: state.identity?.canonical ?? '',
        outcome,
        override: overrides && reason !== null ? { reason } : null,
        reason,
        ...(second === null ? {} : { second }),
        ...(found && { found }),
        open: [...new Set(open.map(({ rule }) => rule))],
        answers: Object.fromEntries(
          Object.entries(facts).map(([name, fact]) => [name, answer(name, fact, state.alarm)]),
        ),
        packs: packs.map(({ pack, version, hash, layer }) => ({
          pack,
          version,
          hash,
          ...(layer && { layer }),
        })),
      },
    },
    { kind: 'session-closed', body: { how: 'decided', reason: null } },
  ];
}
