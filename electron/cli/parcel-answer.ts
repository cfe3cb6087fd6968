import type { ScenarioParcel } from '../../shared/training/scenario.ts';
import type { Mode, Outcome } from '../../shared/words.ts';
import { openRecords } from './data-folder.ts';

/** A step of the scenario that the bench did not follow. */
export interface RefusedStep {
  /** Seconds after the parcel's start. */
  readonly at: number;
  /** Locale key of the reason. */
  readonly code: string;
  /** What was to be decided, where the step was a decision. */
  readonly outcome?: Outcome;
}

interface AnsweredPrompt {
  readonly rule: string;
  readonly result: string;
  readonly severity: string;
  readonly because: string;
}

/** What the records say of one parcel. */
export interface ParcelAnswer {
  readonly item: string | null;
  /** Each rule once, in the order in which they came up. */
  readonly prompts: readonly AnsweredPrompt[];
  /** Codes of instrument faults while the item was open, in order. */
  readonly faults: readonly string[];
  readonly outcome: string | null;
  readonly events: number;
}

/** What was recorded of the parcel between two points of the records. */
export function readAnswer(dataDir: string, mode: Mode, from: number, to: number): ParcelAnswer {
  const store = openRecords(dataDir, mode);
  try {
    const events = store.events({ limit: to - from, offset: from });
    const of = (kind: string) => events.filter((event) => event.kind === kind);
    const decided = of('decided').at(-1)?.body;
    const identity = of('identity-read').at(-1)?.body['identity'] as
      { canonical: string } | undefined;
    // A prompt whose sentence changes, as a dose rate grows, is recorded again: the last one counts.
    const prompts = new Map<string, AnsweredPrompt>();
    for (const { body } of of('prompted')) {
      const { rule, result, severity, because } = body as unknown as AnsweredPrompt;
      prompts.set(rule, { rule, result, severity, because });
    }
    return {
      item: identity?.canonical ?? null,
      prompts: [...prompts.values()],
      faults: of('fault-raised').map(({ body }) => String(body['code'])),
      outcome: (decided?.['outcome'] as string | undefined) ?? null,
      events: events.length,
    };
  } finally {
    store.close();
  }
}

function compare(what: string, expected: readonly string[], got: readonly string[]): string[] {
  const [wanted, was] = [expected.join(' '), got.join(' ')];
  return wanted === was ? [] : [`${what}: expected [${wanted}], got [${was}]`];
}

/** Where a parcel did not come out as its scenario expects, in words; prompts count as a set. */
export function failuresOf(
  { expect }: Pick<ScenarioParcel, 'expect'>,
  answer: ParcelAnswer,
  refused: readonly RefusedStep[],
): string[] {
  if (expect === undefined) return [];
  const rules = answer.prompts.map(({ rule }) => rule).sort();
  const decisions = refused.flatMap(({ outcome }) => (outcome === undefined ? [] : [outcome]));
  return [
    ...(expect.prompts === undefined ? [] : compare('prompts', [...expect.prompts].sort(), rules)),
    ...(expect.faults === undefined ? [] : compare('faults', expect.faults, answer.faults)),
    ...(expect.refused === undefined
      ? []
      : compare(
          'refused',
          expect.refused.map(({ outcome }) => outcome),
          decisions,
        )),
    ...(expect.outcome === undefined || expect.outcome === answer.outcome
      ? []
      : [`outcome: expected ${String(expect.outcome)}, got ${String(answer.outcome)}`]),
  ];
}
