import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doseRateAt, hiddenSource } from '../../../shared/training/hidden-source.ts';
import { scenarioSchema } from '../../../shared/training/scenario.ts';
import { HOLD_DISTANCES, PARCEL_FACES } from '../../../shared/training/virtual-bench.ts';

const DOSIMETER = { id: 'dosimeter', protocol: 'gq-gmc', background: '0.1 uSv/h' };

function sourceOf(parcel: object, others: object = {}) {
  const scenario = scenarioSchema.parse({
    instruments: [DOSIMETER],
    parcels: [{ steps: [{ at: 0, remove: true }], ...parcel }],
    ...others,
  });
  const [first] = scenario.parcels;
  if (first === undefined) throw new Error('a scenario of one parcel has one');
  return hiddenSource(first, scenario);
}
const shown = (source: object): object => ({ steps: [{ at: 0, ...source }] });

describe('what is hidden in a parcel', () => {
  it('is what its steps show at a face, and the background at the others', () => {
    const source = sourceOf(shown({ source: '7 uSv/h', face: 'front', distance: 'contact' }));
    expect(source).toEqual({ background: 0.1, depthM: 0.05, contact: { front: 7 } });
  });

  it('is the highest of several steps at a face', () => {
    const steps = ['2 uSv/h', '3000 nSv/h', '1 uSv/h'].map((rate, at) => ({
      at,
      source: rate,
      face: 'top',
    }));
    expect(sourceOf({ steps }).contact).toEqual({ top: 3 });
  });

  it('is on every face where a step names none', () => {
    const { contact } = sourceOf(shown({ source: '2 uSv/h' }));
    expect(Object.keys(contact).sort()).toEqual([...PARCEL_FACES].sort());
  });

  it('is nothing where the steps show the background', () => {
    expect(sourceOf(shown({ source: '0.1 uSv/h', face: 'top' })).contact).toEqual({});
  });

  it('is what the parcel says of its faces, whatever its steps show', () => {
    const parcel = { ...shown({ source: '7 uSv/h', face: 'front' }), faces: { left: '2 uSv/h' } };
    expect(sourceOf(parcel).contact).toEqual({ left: 2 });
  });

  it('shows at 1 m what a step showed at 1 m', () => {
    const source = sourceOf(shown({ source: '0.5 uSv/h', face: 'top', distance: '1m' }));
    expect(doseRateAt(source, 'top', '1m')).toBeCloseTo(0.5, 9);
    // 0.4 uSv/h at 1.05 m from the source are 21 squared times as much at 0.05 m.
    expect(doseRateAt(source, 'top', 'contact')).toBeCloseTo(0.1 + 0.4 * 441, 9);
  });
});

describe('the dose rate before a face', () => {
  const lens = sourceOf(shown({ source: '7.1 uSv/h', face: 'front', distance: 'contact' }));

  it.each([
    ['contact', 7.1],
    // A third, an eleventh, a twenty-first of the distance to the source at contact.
    ['0.1m', 0.1 + 7 / 9],
    ['0.5m', 0.1 + 7 / 121],
    ['1m', 0.1 + 7 / 441],
  ] as const)('at %s falls with the square of the distance from the source', (distance, rate) => {
    expect(doseRateAt(lens, 'front', distance)).toBeCloseTo(rate, 9);
  });

  it.each(HOLD_DISTANCES)('is the background at %s of a face without a source', (distance) => {
    expect(doseRateAt(lens, 'top', distance)).toBe(0.1);
  });

  it('falls more slowly from a source that lies deeper', () => {
    const parcel = shown({ source: '7.1 uSv/h', face: 'front', distance: 'contact' });
    const deep = sourceOf(parcel, { sourceDepthM: 0.5 });
    expect(doseRateAt(deep, 'front', '0.5m')).toBeCloseTo(0.1 + 7 / 4, 9);
  });

  it('never rises with the distance and never falls below the background', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.005, max: 1, noNaN: true }), fc.nat(1000), (depthM, rate) => {
        const source = { background: 0.1, depthM, contact: { top: 0.1 + rate } };
        const rates = HOLD_DISTANCES.map((distance) => doseRateAt(source, 'top', distance));
        expect(rates).toEqual([...rates].sort((left, right) => right - left));
        expect(Math.min(...rates)).toBeGreaterThanOrEqual(0.1);
      }),
    );
  });
});
