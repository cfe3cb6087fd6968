import { describe, expect, it } from 'vitest';
import type { ManifestItem } from '../../../shared/manifest/item.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import { NEW_SESSION, type SessionState } from '../../../shared/session/state.ts';
import { step, type SessionInput } from '../../../shared/session/step.ts';
import { factUnder, statesWithoutDeclaration } from '../../support/declared-facts.ts';
import { dwellResult, found, item, rules, scanned } from '../../support/session-fixtures.ts';

function declared(...lines: Partial<ManifestItem['lines'][number]>[]): ManifestItem {
  const some = item('400');
  const whole = lines.flatMap((line) => some.lines.map((blank) => ({ ...blank, ...line })));
  return { ...some, category: 'sale', lines: whole };
}

function play(declaration: ManifestItem, ...inputs: SessionInput[]): SessionState {
  return [scanned('CP102030419NL'), found(declaration), ...inputs].reduce(
    (state, input) => step(state, input, rules).state,
    NEW_SESSION,
  );
}

const prompts = (state: SessionState): string[] => state.prompts.map(({ rule }) => rule).sort();

/** What such a code is of. */
const GAS = { description: 'Refrigerant gas' };

describe('a tariff code of an odd number of digits', () => {
  it.each(['29034', '2903450'])('is of controlled goods as it stands: %s', (code) => {
    const state = play(declared({ ...GAS, hs_code: code }));
    expect(prompts(state)).toEqual(['data.hs-doubtful', 'goods.ozone-climate']);
  });

  it.each(['290345000', '2903.45.000.11'])('is a national code and no doubt: %s', (code) => {
    expect(prompts(play(declared({ ...GAS, hs_code: code })))).toEqual(['goods.ozone-climate']);
  });

  it('explains no radiation alarm as it stands', () => {
    const result = dwellResult(0.6);
    const background = { counts: 19, seconds: 60 };
    const alarms = (['top', 'bottom'] as const).flatMap((face): SessionInput[] => [
      { kind: 'dwell-start', start: { face, distance: 'contact', background } },
      { kind: 'dwell-end', result, alarm: true },
    ]);
    const explained = (code: string) =>
      factsOf(play(declared({ description: 'NPK fertiliser', hs_code: code }), ...alarms), rules)[
        'radiation.explained'
      ];
    expect(explained('310520')).toMatchObject({ value: true });
    expect(explained('31052')).toMatchObject({ value: false });
  });
});

describe('a declared value that nobody believes', () => {
  it('is shown as it is declared, not as binary numbers add up', () => {
    const cheap = ['0.1', '0.2'].map((value) => ({ value, currency: 'EUR' }));
    const [prompt] = play(declared(...cheap)).prompts;
    expect(prompt?.because).toBe('Goods are declared with a value of 0.3 EUR in all.');
  });
});

describe('a gift with signs of trade', () => {
  const gift = (more: Partial<ManifestItem>) =>
    factUnder('declared.gift-commercial', { ...declared({}), category: 'gift', ...more });

  it.each([
    [{ invoice_no: '7' }, 'an invoice'],
    [{ licence_no: '7' }, 'a licence'],
    [{ sender_company: 'Nordlicht GmbH' }, 'a company as its sender'],
    [{ sender_reference: 'IM2760000007' }, "the sender's customs reference"],
    [{ addressee_reference: 'P051' }, "an importer's reference"],
    [{ item_id: 'HA202409178JP' }, 'the label of an e-commerce parcel'],
  ])('%j is one, and names nobody', (sign, shown) => {
    expect(gift(sign)).toMatchObject({ value: true, shown });
  });

  it('is none without a sign, or where no gift is declared', () => {
    expect(gift({})).toMatchObject({ value: false });
    expect(gift({ category: 'sale', invoice_no: '7' })).toMatchObject({ value: false });
  });

  it('is absent without a category, and open without a declaration', () => {
    expect(gift({ category: null }).state).toBe('absent');
    const states = statesWithoutDeclaration('declared.gift-commercial');
    expect(states).toEqual(['not-yet', 'fault', 'absent']);
  });
});

describe('one mass in many items of a sender', () => {
  const repeated = (count: number | null) =>
    factUnder('declared.mass-repeated', { ...declared({}), same_mass_items: count });

  it('is a finding from the number of the policy on', () => {
    expect(repeated(50)).toMatchObject({
      value: true,
      shown: 'at least 50 items of this sender have the same gross mass, 400 g',
    });
    expect(repeated(49)).toMatchObject({ value: false });
  });

  it('only informs: uniform goods are no offence', () => {
    const [prompt] = play({ ...declared({}), same_mass_items: 50 }).prompts;
    expect(prompt).toMatchObject({ rule: 'data.mass-repeated', severity: 'inform' });
  });

  it('is absent where nobody counted, and open without a declaration', () => {
    expect(repeated(null).state).toBe('absent');
    expect(factUnder('declared.mass-repeated', declared({})).state).toBe('absent');
    const states = statesWithoutDeclaration('declared.mass-repeated');
    expect(states).toEqual(['not-yet', 'fault', 'absent']);
  });
});
