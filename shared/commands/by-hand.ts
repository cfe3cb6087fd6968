import { decisionsOf, isAlarming } from '../session/decision.ts';
import { factsOf } from '../session/facts.ts';
import { promptsDue } from '../session/judge.ts';
import type { SessionState } from '../session/state.ts';
import type { SessionRules } from '../session/step.ts';
import type { Outcome } from '../words.ts';

/** Whether somebody at the screen has seen all that alarms here. */
function isSeen({ prompts }: SessionState): boolean {
  const alarming = prompts.filter(
    ({ open, rule, severity }) => open && (severity === 'danger' || rule.startsWith('radiation.')),
  );
  return alarming.length > 0 && alarming.every(({ acknowledged }) => acknowledged);
}

/**
 * Why a barcode alone does not decide this item, as a locale key; null where it may. Under danger or a
 * radiation alarm somebody has to have acknowledged it at the screen, and a reason cannot be scanned.
 */
export function whyByHand(
  state: SessionState,
  outcome: Outcome,
  rules: SessionRules,
): string | null {
  const facts = factsOf(state, rules);
  const alarming = isAlarming(facts, promptsDue(facts, rules.packs));
  if (alarming && !isSeen(state)) return 'why.command-in-danger';
  const standing = decisionsOf(state, facts, rules.packs).find(
    (one) => one.outcome === outcome,
  )?.state;
  return standing === 'override' || standing === 'reason' ? 'why.command-needs-reason' : null;
}
