import type { Page } from 'playwright-core';
import type { BenchState } from '../../shared/bridge/contract.ts';
import type { ScenarioParcel, ScenarioStep } from '../../shared/training/scenario.ts';
import type { Outcome } from '../../shared/words.ts';
import { waitForBench } from '../app/bench-page.ts';
import { PAN_REST_MS, performStep, untilMeasured, type ParcelAtWork } from './perform-step.ts';

/** What a parcel came to on the screen. */
export interface PlayedParcel {
  readonly item: string;
  /** Rules that prompted, sorted. */
  readonly prompts: readonly string[];
  /** Faults that the bench showed after they were played. */
  readonly faults: readonly string[];
  /** Outcomes that the bench did not take. */
  readonly refused: readonly Outcome[];
  readonly outcome: string;
  readonly seq: number;
  readonly hash: string;
  /** From the first step to the decision, in seconds of real time. */
  readonly seconds: number;
}

/** What was seen of a parcel on the way to its decision. */
interface Seen {
  readonly prompts: Set<string>;
  readonly faults: string[];
  readonly refused: Outcome[];
}

type Decision = Extract<ScenarioStep, { decide: unknown } | { override: unknown }>;

export function isDecision(step: ScenarioStep): step is Decision {
  return 'decide' in step || 'override' in step;
}

function note(seen: Seen, { session }: BenchState): void {
  for (const { rule } of session?.prompts ?? []) seen.prompts.add(rule);
}

/**
 * Acknowledges every danger that takes the screen: what steps back ends the dwell, and the next reading,
 * at no known distance, may be a cordon.
 */
export async function acknowledgeDangers(page: Page): Promise<void> {
  const isOpen = ({ session }: BenchState): boolean =>
    session?.prompts.some(({ severity, acknowledged }) => severity === 'danger' && !acknowledged) ??
    false;
  while (isOpen(await waitForBench(page, 'an answer', () => true))) {
    await page.getByTestId('danger-acknowledge').click();
    await waitForBench(page, 'an acknowledgement', (state) => !isOpen(state), 1_000).catch(
      () => {},
    );
  }
  await page.getByTestId('danger').waitFor({ state: 'detached' });
}

/** Decides with the button of the outcome; one that is closed says why and changes nothing. */
async function decide(
  { page }: ParcelAtWork,
  step: Decision,
  { session }: BenchState,
): Promise<'decided' | 'refused'> {
  const outcome = 'decide' in step ? step.decide : step.override.outcome;
  const standing = session?.decisions.find((decision) => decision.outcome === outcome)?.state;
  // Playwright takes a button that is closed for one that cannot be clicked; it says why.
  await page.getByTestId(`decide-${outcome}`).click({ force: standing === 'closed' });
  if (standing === 'closed') {
    await page.getByTestId('closed-note').filter({ hasText: /\S/ }).waitFor();
    return 'refused';
  }
  if ('override' in step) {
    await page.getByTestId('override-reason').fill(step.override.reason);
    await page.getByTestId('override-confirm').click();
  }
  await waitForBench(page, `the decision ${outcome}`, (state) => state.session === null, 10_000);
  return 'decided';
}

/**
 * Screens one parcel of a scenario in the real window, step by step in the scenario's own order.
 * Pictures are taken while a fault lasts, before the first decision, and of a refused decision.
 * @param number of the parcel on the training panel
 * @throws Error with what did not happen within its time
 */
export async function playParcel(
  page: Page,
  number: number,
  parcel: ScenarioParcel,
  picture: (name: string) => Promise<void>,
): Promise<PlayedParcel> {
  const name = `parcel-${String(number).padStart(2, '0')}`;
  await page.getByTestId(`training-parcel-${number}`).click();
  const work: ParcelAtWork = { page, parcel, loaded: false, fault: null };
  const seen: Seen = { prompts: new Set(), faults: [], refused: [] };
  const begunMs = performance.now();
  let decidedMs = begunMs;
  let pictured = false;
  for (const step of [...parcel.steps].sort((left, right) => left.at - right.at)) {
    if (!isDecision(step)) {
      await performStep(work, step);
      if ('fault' in step) {
        await noteFaults(page, step, seen);
        await picture(`${name}-fault`);
      }
      continue;
    }
    const before = await untilMeasured(work);
    note(seen, before);
    if (!pictured) await picture(name);
    pictured = true;
    await acknowledgeDangers(page);
    if ((await decide(work, step, before)) === 'decided') {
      decidedMs = performance.now();
      // Nobody waits any longer for the instrument.
      work.fault = null;
    } else {
      seen.refused.push('decide' in step ? step.decide : step.override.outcome);
      await picture(`${name}-refused`);
    }
  }
  const after = await waitForBench(page, 'a decision', ({ session }) => session === null, 1_000);
  await page.getByTestId('training-remove').click();
  await page.waitForTimeout(PAN_REST_MS);
  const { item = '', outcome = '', seq = 0, hash = '' } = after.lastOutcome ?? {};
  const prompts = [...seen.prompts].sort();
  const seconds = (decidedMs - begunMs) / 1000;
  return { ...seen, prompts, item, outcome, seq, hash, seconds };
}

async function noteFaults(
  page: Page,
  step: Extract<ScenarioStep, { fault: unknown }>,
  seen: Seen,
): Promise<void> {
  const state = await waitForBench(page, 'an answer', () => true);
  note(seen, state);
  const played = Object.keys(step.fault);
  for (const { id, fault } of state.instruments) {
    if (played.includes(id) && fault !== null) seen.faults.push(fault);
  }
}
