import type { Page } from 'playwright-core';
import type { ScenarioParcel, ScenarioStep } from '../../shared/training/scenario.ts';
import { waitForBench } from '../app/bench-page.ts';

/** Time for the simulated pan to come to rest at zero. */
const PAN_REST_MS = 1_500;

async function perform(page: Page, step: ScenarioStep): Promise<void> {
  const click = (id: string): Promise<void> => page.getByTestId(id).click();
  if ('scan' in step) {
    await click('training-scan');
    await waitForBench(
      page,
      'an identity',
      ({ session }) => session !== null && session.identity !== null,
    );
  } else if ('type' in step) {
    await page.getByTestId('type-identity').fill(step.type);
    await click('type-identity-submit');
    await waitForBench(
      page,
      'the typed identity',
      ({ session }) => session?.identity?.canonical === step.type,
    );
  } else if ('place' in step) {
    await click('training-place');
  } else if ('source' in step) {
    await waitForBench(page, 'a mass', ({ session }) => session?.mass.state === 'value');
    await click('training-source');
    if (step.face !== undefined) await page.getByTestId('face').selectOption(step.face);
    await click('start-survey');
    await waitForBench(
      page,
      'the end of the dwell',
      ({ session }) => session !== null && session.radiation.state !== 'measuring',
    );
  } else if ('declare' in step) {
    await page.getByTestId('declaration-description').fill(step.declare.description);
    await page.getByTestId('declaration-gross').fill(step.declare.gross_g ?? '');
    await click('declaration-save');
    await waitForBench(
      page,
      'a declaration',
      ({ session }) => session?.declaration.state === 'value',
    );
  }
}

async function decide(page: Page, step: ScenarioStep): Promise<void> {
  if ('decide' in step) {
    await page.getByTestId(`decide-${step.decide}`).click();
  } else if ('override' in step) {
    await page.getByTestId(`decide-${step.override.outcome}`).click();
    await page.getByTestId('override-reason').fill(step.override.reason);
    await page.getByTestId('override-confirm').click();
  }
}

/** What a parcel came to on the screen. */
export interface PlayedParcel {
  readonly item: string;
  readonly prompts: readonly string[];
  readonly outcome: string;
  readonly seq: number;
  readonly hash: string;
}

/**
 * Screens one parcel of a scenario in the real window with the training bench's buttons; pictures
 * are taken before the decision.
 */
export async function playParcel(
  page: Page,
  number: number,
  parcel: ScenarioParcel,
  picture: (name: string) => Promise<void>,
): Promise<PlayedParcel> {
  await page.getByTestId(`training-parcel-${number}`).click();
  // A parcel is scanned first here, whatever came first in the scenario.
  const steps = [...parcel.steps].sort((a, b) => Number('scan' in b) - Number('scan' in a));
  for (const step of steps) await perform(page, step);
  const before = await waitForBench(page, 'a session', ({ session }) => session !== null);
  await picture(`parcel-${String(number).padStart(2, '0')}`);
  const danger = page.getByTestId('danger-acknowledge');
  if ((await danger.count()) > 0) await danger.click();
  for (const step of steps) await decide(page, step);
  const after = await waitForBench(page, 'a decision', ({ session }) => session === null);
  await page.getByTestId('training-remove').click();
  await page.waitForTimeout(PAN_REST_MS);
  const { item = '', outcome = '', seq = 0, hash = '' } = after.lastOutcome ?? {};
  return {
    item,
    outcome,
    seq,
    hash,
    prompts: before.session?.prompts.map((prompt) => prompt.rule) ?? [],
  };
}
