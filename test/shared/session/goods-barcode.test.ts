import { describe, expect, it } from 'vitest';
import type { Identity } from '../../../shared/identifiers/identity.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import { NEW_SESSION, type SessionState } from '../../../shared/session/state.ts';
import { step, type SessionInput } from '../../../shared/session/step.ts';
import { found, item, measured, rules, scanned, weighed } from '../../support/session-fixtures.ts';

const BARCODE = scanned(']E04006381333931');
const PARCEL = scanned('LX876543216DE');

function tell(...inputs: SessionInput[]): SessionState {
  return inputs.reduce((state, input) => step(state, input, rules).state, NEW_SESSION);
}

const validity = (state: SessionState) => factsOf(state, rules)['identity.valid'];

describe('the barcode of a product on a parcel', () => {
  it('is not the item, although its check digit is right: the parcel still needs its label', () => {
    const state = tell(BARCODE, found(null), weighed('452'), ...measured(0.12));
    expect(state.identity).toMatchObject({ valid: true, names: 'goods' });
    expect(validity(state)).toMatchObject({ state: 'value', value: false });
    expect(state.prompts.map(({ rule }) => rule)).toContain('identity.check-digit');
  });

  it('gives way to the label of the parcel', () => {
    const state = tell(BARCODE, found(null), PARCEL, found(item('450')));
    expect(state.identity?.canonical).toBe('LX876543216DE');
    expect(validity(state)).toMatchObject({ state: 'value', value: true });
  });

  it('does not take over from the label of the parcel', () => {
    const told = step(tell(PARCEL, found(item('450'))), BARCODE, rules);
    expect(told.effects.refused).toBe('why.other-item-open');
    expect(told.state.identity?.canonical).toBe('LX876543216DE');
  });

  it('is the item when the manifest says so, and then keeps its place', () => {
    const declared = tell(BARCODE, found(item('450')));
    expect(validity(declared)).toMatchObject({ state: 'value', value: true });
    expect(step(declared, PARCEL, rules).effects.refused).toBe('why.other-item-open');
  });

  it('is looked up in the manifest', () => {
    expect(step(NEW_SESSION, BARCODE, rules).effects.lookUp).toBe('4006381333931');
  });
});

describe('what nothing on the label vouches for', () => {
  const BY_CHANCE = scanned('986578788855');
  const MISREAD = scanned('1Z5R89390357567128');
  const NO_SSCC = scanned('123456789012345678');
  const BAG = scanned('IEDUBANLHAGIAUN60123001110123');

  it.each([
    ['digits that fit a courier by chance', BY_CHANCE],
    ['a UPS number with a wrong check digit', MISREAD],
    ['18 digits that are no SSCC', NO_SSCC],
    ['the label of a bag', BAG],
  ])('%s: gives way to the label of the parcel', (_, label) => {
    const state = tell(label, found(null), PARCEL, found(item('450')));
    expect(state.identity?.canonical).toBe('LX876543216DE');
  });

  it.each([
    ['digits that fit a courier by chance', BY_CHANCE],
    ['a UPS number with a wrong check digit', MISREAD],
    ['18 digits that are no SSCC', NO_SSCC],
    ['the label of a bag', BAG],
  ])('%s: is no identity without the manifest, and a good one when it has it', (_, label) => {
    expect(step(NEW_SESSION, label, rules).effects.lookUp).not.toBeNull();
    expect(validity(tell(label, found(null)))).toMatchObject({ value: false });
    expect(validity(tell(label, found(item('450'))))).toMatchObject({ value: true });
  });

  it('a misread DPD barcode is looked up as a whole, not by the number that may be another parcel’s', () => {
    const misread = '123456701234567890124101276S';
    expect(step(NEW_SESSION, scanned(misread), rules).effects.lookUp).toBe(misread);
  });

  it('a UPS number with the right check digit is a parcel by itself and keeps its place', () => {
    const state = tell(scanned('1Z5R89390357567127'), found(null));
    expect(validity(state)).toMatchObject({ state: 'value', value: true });
    expect(step(state, PARCEL, rules).effects.refused).toBe('why.other-item-open');
  });
});

describe('an identity that an earlier version recorded', () => {
  const early = (scheme: Identity['scheme'], valid: boolean): SessionState => ({
    ...NEW_SESSION,
    identity: { scheme, valid, canonical: 'X', problems: [] },
  });

  it('names a parcel when it is an S10 or SSCC, right or wrong', () => {
    for (const scheme of ['s10', 'sscc'] as const) {
      for (const valid of [true, false]) {
        expect(validity(early(scheme, valid))).toMatchObject({ state: 'value', value: valid });
      }
    }
  });

  it('of unknown text waits for the manifest', () => {
    expect(validity(early('unknown', false))).toEqual({ state: 'not-yet' });
  });
});
