import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { waitForBench } from '../../tools/app/bench-page.ts';
import { processId, residentMb } from '../support/e2e-app.ts';
import {
  allReady,
  beginShift,
  clearBench,
  demoParcel,
  startLiveBench,
  tellParcel,
  type LiveBench,
} from '../support/e2e-bench.ts';
import { readRecords, runVerify } from '../support/e2e-records.ts';
import { INSTRUMENT_NAMES, startBabble, type BabbleName } from '../support/e2e-simulator.ts';
import { waitFor } from '../support/wait-for.ts';

/** Seconds of babble on all three ports at once; the long run takes 60. */
const BABBLE_S = Number(process.env['STATION_GARBAGE_S'] ?? '10');
/** V8 lets 32 MB of read bytes pile up outside its heap before it collects; the heap grows by some 10. */
const GROWTH_LIMIT_MB = 64;
/** What may be left when V8 has collected after the babble; whoever kept what it cannot read has 30 and more. */
const KEPT_LIMIT_MB = 20;
/** V8's memory reducer collects when a process has been quiet for some seconds. */
const COLLECTED_LIMIT_MS = 60_000;
/** A line that failed for a minute is tried again after half a minute. */
const RECOVERY_LIMIT_MS = 90_000;
/** Codes that noise may look like before it is known as noise. */
const FALSE_CODES = 3;
/** Sentences for bytes that no instrument of this bench sends. */
const NAMED = /Data cannot be read|Line settings do not fit/;

const CARDS = { scale: 'mass', dosimeter: 'dose-rate', scanner: 'scanner' } as const;

interface Memory {
  readonly core: number;
  readonly devices: number;
}

let bench: LiveBench;
/** Resident memory in MB with all code loaded. */
let atRest: Memory;

async function pids(): Promise<readonly [core: number, devices: number]> {
  return [await processId(bench.run, 'core'), await processId(bench.run, 'devices')];
}

function memoryOf([core, devices]: Awaited<ReturnType<typeof pids>>): Memory {
  return { core: residentMb(core) ?? 0, devices: residentMb(devices) ?? 0 };
}

async function memory(): Promise<Memory> {
  return memoryOf(await pids());
}

/** MB above rest of the process that has more. */
function aboveRest({ core, devices }: Memory): number {
  return Math.max(core - atRest.core, devices - atRest.devices);
}

/** Watches screen and memory while babble arrives. */
async function watch(page: Page): Promise<{ readonly named: Set<string>; readonly peak: Memory }> {
  const named = new Set<string>();
  let peak: Memory = { core: 0, devices: 0 };
  const end = performance.now() + BABBLE_S * 1000;
  while (performance.now() < end) {
    const { core, devices } = await memory();
    peak = { core: Math.max(peak.core, core), devices: Math.max(peak.devices, devices) };
    for (const [instrument, card] of Object.entries(CARDS)) {
      if (NAMED.test(await page.getByTestId(card).innerText())) named.add(instrument);
    }
    await page.waitForTimeout(100);
  }
  return { named, peak };
}

beforeAll(async () => {
  bench = await startLiveBench();
  await beginShift(bench);
});

/** Each with a parcel of its own: the same one again would be a duplicate. */
const BABBLE = [
  ['noise', 1],
  ['endless line', 3],
] as const satisfies [BabbleName, number][];

describe.each(BABBLE)('%s on every port', (babble, number) => {
  it('is named on the screen, leaves the parcel alone, takes no memory, and ends', async () => {
    const { page, dataDir } = bench;
    const parcel = await tellParcel(bench, demoParcel(number));
    atRest ??= await memory();
    const processes = await pids();
    for (const name of INSTRUMENT_NAMES) await bench.unplug(name);
    const before = readRecords(dataDir).length;
    const stops = await Promise.all(
      INSTRUMENT_NAMES.map((name) => startBabble(babble, bench.port(name))),
    );
    const { named, peak } = await watch(page);
    for (const stop of stops) await stop();

    const added = readRecords(dataDir).slice(before);
    const kinds = added.map(({ kind }) => kind);
    console.log(
      `${babble}, ${BABBLE_S} s: peak core ${peak.core.toFixed(0)} MB (${atRest.core.toFixed(0)} at ` +
        `rest), devices ${peak.devices.toFixed(0)} MB (${atRest.devices.toFixed(0)} at rest), ` +
        `${added.length} records`,
    );
    expect([...named].sort()).toEqual([...INSTRUMENT_NAMES].sort());
    expect(peak.core - atRest.core).toBeLessThan(GROWTH_LIMIT_MB);
    expect(peak.devices - atRest.devices).toBeLessThan(GROWTH_LIMIT_MB);
    expect(kinds.filter((kind) => kind === 'identity-refused').length).toBeLessThan(FALSE_CODES);
    expect(kinds).not.toContain('identity-read');
    expect(kinds).not.toContain('mass-accepted');

    const startMs = performance.now();
    for (const name of INSTRUMENT_NAMES) await bench.plug(name);
    await waitForBench(page, 'three instruments', allReady, RECOVERY_LIMIT_MS);
    const backS = ((performance.now() - startMs) / 1000).toFixed(1);
    await waitFor(() => aboveRest(memoryOf(processes)) < KEPT_LIMIT_MB, COLLECTED_LIMIT_MS);
    const keptMb = aboveRest(memoryOf(processes)).toFixed(0);
    console.log(`after ${babble} all instruments were back in ${backS} s, ${keptMb} MB were kept`);
    await page.getByTestId('start-survey').click();
    const { session } = await waitForBench(
      page,
      'a measured parcel',
      (state) => state.session?.radiation.state === 'value',
    );
    expect(session).toMatchObject({
      id: parcel.session?.id,
      identity: parcel.session?.identity,
      mass: parcel.session?.mass,
    });
    await page.getByTestId('decide-release').click();
    await waitForBench(page, 'a decision', (state) => state.session === null);
    await clearBench(bench);
    expect(await pids()).toEqual(processes);
  });
});

describe('after all of it', () => {
  it('records verify and the screen never complained', async () => {
    expect(bench.run.complaints).toEqual([]);
    await bench.run.close();
    expect(await runVerify(bench.dataDir)).toMatchObject({ status: 0, answer: { ok: true } });
  });
});
