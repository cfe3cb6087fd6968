import type { BenchIntent } from '../../../shared/bridge/intents.ts';
import type { Person } from '../../../shared/people/roles.ts';
import type { SessionInput } from '../../../shared/session/step.ts';

const KINDS = ['note-labels', 'acknowledge', 'decide', 'override', 'put-aside'] as const;

/** What an officer says of the open item that goes to its session as it is. */
type SessionIntent = Extract<BenchIntent, { kind: (typeof KINDS)[number] }>;

export function isSessionIntent(intent: BenchIntent): intent is SessionIntent {
  return KINDS.some((kind) => kind === intent.kind);
}

/** @param second somebody else who approves it, or null */
export function sessionInputOf(intent: SessionIntent, second: Person | null): SessionInput {
  switch (intent.kind) {
    case 'note-labels':
      return { kind: 'labels', labels: { un: intent.un, hazards: intent.hazards } };
    case 'acknowledge': {
      const { rule, about } = intent;
      return { kind: 'acknowledge', prompt: about === undefined ? { rule } : { rule, about } };
    }
    case 'decide': {
      const { outcome, found } = intent;
      return { kind: 'decide', outcome, override: null, second: null, ...(found && { found }) };
    }
    case 'override': {
      const { outcome, reason: override, found } = intent;
      const badge = second?.badge ?? null;
      return { kind: 'decide', outcome, override, second: badge, ...(found && { found }) };
    }
    case 'put-aside':
      return { kind: 'put-aside', reason: intent.reason };
  }
}
