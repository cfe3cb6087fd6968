import { describe, expect, it } from 'vitest';
import { draftOf, problemsOf, withDraft } from '../../../renderer/setup/instrument-draft.ts';
import { instrumentSchema } from '../../../shared/measure/bench-instruments.ts';
import type { InstrumentConfig } from '../../../shared/measure/instrument.ts';

const scale: InstrumentConfig = {
  id: 'scale',
  kind: 'scale',
  protocol: 'mt-sics',
  transport: { kind: 'serial', path: 'COM7', identity: 'usb-0403:6001-FT1234' },
  verification: { class: 'III', e: '2 g', min: '40 g', max: '6 kg', due: '2027-12-31' },
};
const dosimeter: InstrumentConfig = {
  id: 'dosimeter',
  kind: 'dosimeter',
  protocol: 'gamma-scout',
  transport: { kind: 'tcp', host: 'bench-2', port: 4001 },
  detector: { cpmPerMicrosievert: 108, deadTimeUs: 90 },
};

describe('what the papers of an instrument say', () => {
  const inPounds: InstrumentConfig = { ...scale, protocol: 'toledo-8217', unit: 'lb' };
  it.each([scale, inPounds, dosimeter])('comes back from the form as it was: $id', (config) => {
    expect(problemsOf(draftOf(config))).toEqual({});
    expect(withDraft([config], config.kind, draftOf(config))).toEqual([config]);
  });

  it('is entered for a scale and taken away again', () => {
    const plate = { plateE: '5 g', plateMin: ' 100 g ', plateMax: '15 kg', plateDue: '' };
    const draft = { ...draftOf(scale), plateClass: 'IIII' as const, ...plate };
    const [entered] = withDraft([scale], 'scale', draft);
    expect(entered?.verification).toEqual({ class: 'IIII', e: '5 g', min: '100 g', max: '15 kg' });
    expect(instrumentSchema.safeParse(entered).success).toBe(true);
    const [taken] = withDraft([scale], 'scale', { ...draft, plateClass: 'none' });
    expect(taken).not.toHaveProperty('verification');
  });

  it.each([
    [{ plateE: '2' }, { plate: 'setup.plate-wrong' }],
    [{ plateMin: '7 kg' }, { plate: 'setup.plate-wrong' }],
    [{ plateMax: '' }, { plate: 'setup.plate-wrong' }],
    [{ plateDue: '31.12.2027' }, { plateDue: 'setup.day-wrong' }],
  ])('is not sent when it cannot be: %j', (wrong, problem) => {
    expect(problemsOf({ ...draftOf(scale), ...wrong })).toEqual(problem);
  });

  it.each(['0', '-3', 'many', '1e6'])('sensitivity %s is none', (sensitivity) => {
    const problem = { sensitivity: 'setup.sensitivity-wrong' };
    expect(problemsOf({ ...draftOf(dosimeter), sensitivity })).toEqual(problem);
  });
});
