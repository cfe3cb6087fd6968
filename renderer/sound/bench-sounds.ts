import type { BenchState, PromptView, SessionView } from '../../shared/bridge/contract.ts';
import type { ToneName } from './tones.ts';

/** What sounds until somebody has acknowledged it. */
export type OpenAlarm = 'danger' | 'radiation';

/**
 * The alarm that nobody has acknowledged, or null. A danger comes first, and who has acknowledged one
 * knows of the radiation, too.
 * @param silenced whether the radiation alarm of this session was silenced before a prompt was there
 */
export function openAlarm(session: SessionView | null, silenced: boolean): OpenAlarm | null {
  const dangers =
    session?.prompts.filter(({ severity, answered }) => severity === 'danger' && !answered) ?? [];
  if (dangers.length > 0) return dangers.every(isAcknowledged) ? null : 'danger';
  const prompts = radiationPrompts(session);
  const known = prompts.length === 0 ? silenced : prompts.every(isAcknowledged);
  return isUnexplained(session) && !known ? 'radiation' : null;
}

const isAcknowledged = ({ acknowledged }: PromptView): boolean => acknowledged;

/** Open prompts of rules about radiation. */
export function radiationPrompts(session: SessionView | null): readonly PromptView[] {
  const about = ({ fact }: PromptView['tests'][number]): boolean => fact.startsWith('radiation.');
  return session?.prompts.filter(({ answered, tests }) => !answered && tests.some(about)) ?? [];
}

/** Whether there is a radiation alarm that no declared goods explain. */
export function isUnexplained(session: SessionView | null): boolean {
  return session !== null && session.radiation.alarm && session.radiation.explained === null;
}

function readTone(before: BenchState, after: BenchState, badge: string | null): ToneName | null {
  const { lastCommand: command, refusedScan: refused, session } = after;
  if (command !== null && command.atMs !== before.lastCommand?.atMs) {
    return command.refused === null ? 'good-read' : 'bad-read';
  }
  if (
    refused !== null &&
    (refused.text !== before.refusedScan?.text || refused.why !== before.refusedScan.why)
  ) {
    return refused.text === badge ? 'good-read' : 'bad-read';
  }
  const identity = session?.identity ?? null;
  const known = before.session?.id === session?.id ? before.session?.identity : null;
  if (identity === null || identity.canonical === known?.canonical) return null;
  return identity.problems.length === 0 ? 'good-read' : 'bad-read';
}

function isOfficersTurn({ severity, answered }: PromptView): boolean {
  return !answered && (severity === 'check' || severity === 'hold');
}

const nameOf = ({ rule, about }: PromptView): string => `${rule} ${about ?? ''}`;

function hasNewPrompt(before: BenchState, after: BenchState): boolean {
  const known = before.session?.id === after.session?.id ? before.session?.prompts : [];
  const names = new Set(known?.filter(isOfficersTurn).map(nameOf));
  return (
    after.session?.prompts.some((one) => isOfficersTurn(one) && !names.has(nameOf(one))) ?? false
  );
}

/**
 * What is to be heard when one snapshot follows another. What was already there when the screen began
 * (`before` is null) is not heard again. The alarm is a matter of its own: `openAlarm`.
 * @param badge the label that was taken as somebody's badge
 */
export function benchSounds(
  before: BenchState | null,
  after: BenchState,
  badge: string | null,
): readonly ToneName[] {
  if (before === null) return [];
  const read = readTone(before, after, badge);
  return [
    ...(read === null ? [] : [read]),
    ...(hasNewPrompt(before, after) ? (['prompt'] as const) : []),
  ];
}
