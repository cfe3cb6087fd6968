import { describe, expect, it } from 'vitest';
import { scenarioSchema } from '../../../shared/training/scenario.ts';

const BENCH = [
  { id: 'scale', protocol: 'mt-sics' },
  { id: 'dosimeter', kind: 'dosimeter', protocol: 'gq-gmc' },
];

function accepts(step: object, others: object = {}): boolean {
  const scenario = { instruments: BENCH, parcels: [{ steps: [{ at: 0, ...step }] }], ...others };
  return scenarioSchema.safeParse(scenario).success;
}

describe('a scenario', () => {
  it.each([
    { bytes: { scale: '53 20' } },
    { fault: { scale: 'overload' } },
    { ok: 'dosimeter' },
    { declare: { description: 'Wool blanket', gross_g: '800.5', origin_country: 'GB' } },
  ])('takes the step %j', (step) => {
    expect(accepts(step)).toBe(true);
  });

  it.each([
    { bytes: { balance: '53' } },
    { bytes: { scale: '5' } },
    { fault: { balance: 'overload' } },
    { fault: { scale: 'on-fire' } },
    { ok: 'balance' },
    { declare: { description: 'x', gross_g: '8e2' } },
    { declare: { description: 'x', gross_g: 'heavy' } },
    { declare: { description: ' ' } },
    { declare: { description: 'x', origin_country: 'Britain' } },
  ])('refuses the step %j', (step) => {
    expect(accepts(step)).toBe(false);
  });

  it.each([
    ['an instrument that the bench does not know', [{ id: 'scale-2', protocol: 'mt-sics' }]],
    ['two instruments of one kind', [BENCH[0], BENCH[0]]],
    ['a kind that the protocol is not of', [{ ...BENCH[1], kind: 'scale' }]],
    ['an id that the protocol is not of', [{ id: 'scanner', protocol: 'mt-sics' }]],
  ])('refuses %s', (_name, instruments) => {
    expect(accepts({ remove: true }, { instruments })).toBe(false);
  });

  it.each([
    [{ faults: ['disconnected'], refused: [{ outcome: 'release' }] }, true],
    [{ faults: ['on-fire'] }, false],
    [{ refused: ['release'] }, false],
  ])('may expect %j: %s', (expected, good) => {
    const parcels = [{ steps: [{ at: 0, remove: true }], expect: expected }];
    expect(scenarioSchema.safeParse({ instruments: BENCH, parcels }).success).toBe(good);
  });

  it.each([
    [1800, true],
    [0, false],
    [60_000, false],
  ])('may give its dosimeter %d CPM for each uSv/h: %s', (cpmPerMicrosievert, good) => {
    const instruments = [{ id: 'dosimeter', protocol: 'gq-gmc', cpmPerMicrosievert }];
    expect(accepts({ remove: true }, { instruments })).toBe(good);
  });

  it('is for training', () => {
    expect(accepts({ remove: true }, { mode: 'live' })).toBe(false);
  });
});
