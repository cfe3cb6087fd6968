import type { Page } from 'playwright-core';
import { resolve } from '../../shared/identifiers/resolve.ts';
import type { BenchState } from '../../shared/bridge/contract.ts';
import type { ScenarioParcel, ScenarioStep } from '../../shared/training/scenario.ts';
import { changeWorld, waitForBench } from '../app/bench-page.ts';

/** Time for the simulated pan to come to rest. */
export const PAN_REST_MS = 1_500;

/** A parcel that is being screened in the window. */
export interface ParcelAtWork {
  readonly page: Page;
  /** The buttons of the training bench do what its first steps of a kind say. */
  readonly parcel: ScenarioParcel;
  /** Whether it is on the scale. */
  loaded: boolean;
  /** Scenario seconds of the latest fault, and when it was played (`performance.now`). */
  fault: { readonly at: number; readonly playedMs: number } | null;
}

type Step<K extends string> = Extract<ScenarioStep, Record<K, unknown>>;

/** Whatever was begun with the parcel has come to its end: it can be decided, or measured again. */
export async function untilMeasured({ page, loaded }: ParcelAtWork): Promise<BenchState> {
  return await waitForBench(
    page,
    loaded ? 'a mass and the end of the dwell' : 'the end of the dwell',
    ({ session }) =>
      session !== null &&
      session.radiation.state !== 'measuring' &&
      (!loaded || session.mass.state !== 'not-yet'),
    // The longest dwell of the demo's policy, with time to spare.
    90_000,
  );
}

/** Whether a step is the parcel's first of its kind, which the bench's buttons do. */
function isFirst<K extends 'scan' | 'place' | 'source'>(
  { parcel }: ParcelAtWork,
  kind: K,
  step: Step<K>,
): boolean {
  const first = parcel.steps.find((other): other is Step<K> => kind in other);
  return first?.[kind] === step[kind];
}

async function identified(page: Page, text: string): Promise<void> {
  const { canonical } = resolve(text);
  await waitForBench(
    page,
    `the identity ${canonical}`,
    ({ session }) => session?.identity?.canonical === canonical,
  );
}

async function scan(work: ParcelAtWork, step: Step<'scan'>): Promise<void> {
  const { page } = work;
  if (isFirst(work, 'scan', step)) await page.getByTestId('training-scan').click();
  else await changeWorld(page, 'scanner', `scan ${step.scan}`);
  await identified(page, step.scan);
}

async function type({ page }: ParcelAtWork, step: Step<'type'>): Promise<void> {
  await page.getByTestId('type-identity').fill(step.type);
  await page.getByTestId('type-identity-submit').click();
  await identified(page, step.type);
}

async function place(work: ParcelAtWork, step: Step<'place'>): Promise<void> {
  const { page } = work;
  if (isFirst(work, 'place', step)) await page.getByTestId('training-place').click();
  else await changeWorld(page, 'scale', `place ${step.place}`);
  work.loaded = true;
}

async function remove(work: ParcelAtWork): Promise<void> {
  const { page } = work;
  await page.getByTestId('training-remove').click();
  work.loaded = false;
  await page.waitForTimeout(PAN_REST_MS);
  await waitForBench(
    page,
    'an empty scale',
    ({ session }) => session?.todo.includes('todo.empty-scale-first') !== true,
  );
}

/** Begins to measure, then holds the parcel there: what it shows has a distance from the start. */
async function hold(work: ParcelAtWork, step: Step<'source'>): Promise<void> {
  const { page } = work;
  const { face, distance } = step;
  const measures = face !== undefined || distance !== undefined;
  if (measures) {
    await untilMeasured(work);
    await page.getByTestId('face').selectOption(face ?? 'unspecified');
    await page.getByTestId('distance').selectOption(distance ?? 'unknown');
    await page.getByTestId('start-survey').click();
    await waitForBench(page, 'a dwell', ({ session }) => session?.radiation.state === 'measuring');
  }
  // A parcel that was picked up is held with its top, at contact.
  const asPickedUp = isFirst(work, 'source', step) && face === 'top' && distance === 'contact';
  if (asPickedUp) await page.getByTestId('training-source').click();
  else await changeWorld(page, 'dosimeter', `source ${step.source}`);
}

function instrumentOf({ instruments }: BenchState, id: string) {
  return instruments.find((instrument) => instrument.id === id);
}

/** Unfolds the virtual bench, does something there, and folds it again. */
async function atVirtualBench(page: Page, act: () => Promise<void>): Promise<void> {
  await page.getByTestId('training-bench').click();
  await act();
  await page.getByTestId('bench-close').click();
}

async function playFault(work: ParcelAtWork, step: Step<'fault'>): Promise<void> {
  const { page } = work;
  for (const [id, name] of Object.entries(step.fault)) {
    await atVirtualBench(page, async () => {
      await page.getByTestId('fault-choice').selectOption(`${id} ${name}`);
      await page.getByTestId('fault-play').click();
      await page.getByTestId(`broken-${id}`).waitFor();
    });
    work.fault = { at: step.at, playedMs: performance.now() };
    await waitForBench(
      page,
      `a fault of the ${id} (${name})`,
      (state) => instrumentOf(state, id)?.fault !== null,
    );
  }
}

async function endFault({ page, fault }: ParcelAtWork, step: Step<'ok'>): Promise<void> {
  if (fault !== null) {
    // The scenario says how long the fault lasts.
    const untilMs = fault.playedMs + (step.at - fault.at) * 1000;
    await page.waitForTimeout(Math.max(0, untilMs - performance.now()));
  }
  await atVirtualBench(page, () => page.getByTestId(`mend-${step.ok}`).click());
  await waitForBench(page, `the ${step.ok} without a fault`, (state) => {
    const instrument = instrumentOf(state, step.ok);
    return instrument?.state === 'ready' && instrument.fault === null;
  });
}

async function sendBytes({ page }: ParcelAtWork, { bytes }: Step<'bytes'>): Promise<void> {
  for (const [id, hex] of Object.entries(bytes)) await changeWorld(page, id, `bytes ${hex}`);
}

async function declare({ page }: ParcelAtWork, step: Step<'declare'>): Promise<void> {
  const { description, gross_g: gross, origin_country: origin } = step.declare;
  await page.getByTestId('declaration-description').fill(description);
  await page.getByTestId('declaration-gross').fill(gross ?? '');
  await page.getByTestId('declaration-origin').fill(origin ?? '');
  await page.getByTestId('declaration-save').click();
  await waitForBench(
    page,
    'a declaration',
    ({ session }) => session?.declaration.state === 'value',
  );
}

async function answer({ page }: ParcelAtWork, step: Step<'answer'>): Promise<void> {
  const { method, result } = step.answer;
  await page.getByTestId('referral-method').selectOption(method);
  await page.getByTestId('referral-result').selectOption(result);
  await page.getByTestId('referral-record').click();
}

/**
 * What happens to a parcel before its decision, in the window: buttons of the training panel and of
 * the bench. Ends when the bench shows it; a dwell runs on.
 * @throws Error with what did not happen within the time
 */
export async function performStep(
  work: ParcelAtWork,
  step: Exclude<ScenarioStep, Step<'decide'> | Step<'override'>>,
): Promise<void> {
  if ('scan' in step) await scan(work, step);
  else if ('type' in step) await type(work, step);
  else if ('place' in step) await place(work, step);
  else if ('remove' in step) await remove(work);
  else if ('source' in step) await hold(work, step);
  else if ('fault' in step) await playFault(work, step);
  else if ('ok' in step) await endFault(work, step);
  else if ('bytes' in step) await sendBytes(work, step);
  else if ('answer' in step) await answer(work, step);
  else await declare(work, step);
}
