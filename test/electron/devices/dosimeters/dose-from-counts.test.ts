import { describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import { bgeigie } from '../../../../electron/devices/dosimeters/bgeigie/protocol.ts';
import { createDoseFromCounts } from '../../../../electron/devices/dosimeters/dose-from-counts.ts';
import { mightyohm } from '../../../../electron/devices/dosimeters/mightyohm/protocol.ts';
import { openLink } from '../../../../electron/devices/link.ts';
import type { Protocol } from '../../../../electron/devices/protocol.ts';
import type { Detector } from '../../../../shared/measure/instrument.ts';
import type { CountsReading, Observation } from '../../../../shared/measure/reading.ts';
import { bytesOf, createScriptedLine } from '../../../support/scripted-transport.ts';

const counts = (value: string, unit: CountsReading['unit'], windowS: number): CountsReading => {
  return { type: 'reading', kind: 'counts', value, unit, windowS, raw: 'aa' };
};
const OWN: Observation = {
  type: 'reading',
  kind: 'dose-rate',
  value: '0.07',
  unit: 'uSv/h',
  windowS: 60,
  alarms: [],
  raw: 'aa',
};
const M4011: Detector = { cpmPerMicrosievert: 154, deadTimeUs: 150 };
const of = (detector: Detector | undefined, ...observations: Observation[]) =>
  createDoseFromCounts(detector, undefined)(observations);

describe('dose rate from counts', () => {
  it('nothing is made up without the sensitivity of the instrument', () => {
    expect(of(undefined, counts('34', 'cpm', 60))).toEqual([counts('34', 'cpm', 60)]);
  });

  it.each([
    ['100', 'cpm', 60, '1'],
    ['5', 'count', 3, '1'],
    ['10', 'count', 5, '1.2'],
    ['2', 'cps', 1, '1.2'],
    ['0', 'count', 1, '0'],
    ['1', 'cpm', 60, '0.01'],
  ] as const)(
    '%s %s over %d s at 100 CPM for each µSv/h are %s µSv/h',
    (value, unit, windowS, rate) => {
      const reading = counts(value, unit, windowS);
      expect(of({ cpmPerMicrosievert: 100 }, reading)).toEqual([
        reading,
        { ...OWN, value: rate, windowS },
      ]);
    },
  );

  it.each([
    // Loss at 154 CPM for each µSv/h and 150 µs: 0.4 %, 3.7 %, 28 %.
    [10, 0.004],
    [100, 0.037],
    [1000, 0.28],
  ])('%d µSv/h are found again behind the dead time', (rate, loss) => {
    const trueCps = (rate * 154) / 60;
    const measured = trueCps / (1 + trueCps * 150e-6);
    expect(1 - measured / trueCps).toBeCloseTo(loss, 2);
    const [, dose] = of(M4011, counts(String(Math.round(measured * 100)), 'count', 100));
    const value = dose?.type === 'reading' && dose.kind === 'dose-rate' ? Number(dose.value) : NaN;
    expect(Math.abs(value / rate - 1)).toBeLessThan(0.001);
  });

  it('is not corrected where the site gives no dead time or the instrument has corrected it', () => {
    const reading = counts('154000', 'cpm', 60);
    const expected = [reading, { ...OWN, value: '1000' }];
    expect(of({ cpmPerMicrosievert: 154 }, reading)).toEqual(expected);
    expect(createDoseFromCounts(M4011, 'corrected')([reading])).toEqual(expected);
  });

  it('a rate of its own that came with a saturated count is no value either', () => {
    const observe = createDoseFromCounts(M4011, undefined);
    const told = observe([counts('100000', 'count', 1), OWN]);
    expect(told).toMatchObject([{ code: 'saturated' }]);
  });

  it('a saturated count is the fault and no value', () => {
    expect(of(M4011, counts('3333', 'count', 1))).toMatchObject([{}, { kind: 'dose-rate' }]);
    for (const count of ['3334', '6666', '6667', '100000']) {
      expect(of(M4011, counts(count, 'count', 1))).toMatchObject([
        { code: 'saturated', raw: 'aa' },
      ]);
    }
  });

  it('a dose rate of the instrument itself is never doubled', () => {
    const complete = createDoseFromCounts({ cpmPerMicrosievert: 100 }, undefined);
    const frame = [counts('13', 'cpm', 60), OWN];
    expect(complete(frame)).toEqual(frame);
    expect(complete([counts('1', 'count', 1)])).toEqual([counts('1', 'count', 1)]);
  });

  it('faults pass as they are', () => {
    const fault: Observation = { type: 'fault', code: 'dead-tube', raw: '' };
    expect(of(M4011, fault)).toEqual([fault]);
  });
});

async function observedOf(protocol: Protocol, detector: Detector | undefined, text: string) {
  const clock = createSimulatedClock();
  const line = createScriptedLine();
  const observed: Observation[] = [];
  const link = openLink({
    config: {
      id: 'dosimeter',
      kind: 'dosimeter',
      protocol: protocol.descriptor.id,
      transport: { kind: 'virtual', seed: 1 },
      ...(detector === undefined ? {} : { detector }),
    },
    protocol,
    openTransport: line.createTransport,
    clock,
    random: () => 0.5,
    nextSeq: () => 1,
    onObserved: ({ observation }) => observed.push(observation),
    onReport: () => undefined,
  });
  await clock.advance(300);
  line.openings[0]?.handlers.data(bytesOf(text));
  await link.close();
  return observed;
}

describe('over a line', () => {
  const sentence =
    '$BNRDD,2408,2022-03-20T15:30:42Z,34,4,42,A,5003.1563,N,01430.9260,E,242.80,A,4,210*4B\r\n';

  it('counts become a dose rate by the detector of the configuration only', async () => {
    expect(await observedOf(bgeigie, undefined, sentence)).toMatchObject([
      { kind: 'counts' },
      { kind: 'counts' },
    ]);
    expect(await observedOf(bgeigie, { cpmPerMicrosievert: 340 }, sentence)).toMatchObject([
      { kind: 'counts', value: '34' },
      { kind: 'dose-rate', value: '0.1', windowS: 60 },
      { kind: 'counts', value: '4', unit: 'count' },
      { kind: 'dose-rate', value: '0.1411765', windowS: 5 },
    ]);
  });

  it('a bare number becomes one, a line with a dose rate keeps its own', async () => {
    const detector = { cpmPerMicrosievert: 120 };
    expect(await observedOf(mightyohm, detector, '0\r\n60\r\n')).toMatchObject([
      { kind: 'counts', value: '60' },
      { kind: 'dose-rate', value: '0.5' },
    ]);
    const csv = 'CPS, 0, CPM, 13, uSv/hr, 0.07, SLOW\r\n';
    expect(await observedOf(mightyohm, detector, csv)).toMatchObject([
      { kind: 'counts' },
      { kind: 'counts' },
      { kind: 'dose-rate', value: '0.07' },
    ]);
  });
});
