import { describe, expect, it } from 'vitest';
import type { ManifestItem } from '../../../shared/manifest/item.ts';
import type { FactName } from '../../../shared/rules/facts.ts';
import { step } from '../../../shared/session/step.ts';
import { factUnder, statesWithoutDeclaration } from '../../support/declared-facts.ts';
import {
  decided,
  found,
  item,
  measured,
  openPrompts,
  playSession,
  rules,
  scanned,
  weighed,
} from '../../support/session-fixtures.ts';

const referred = (referral: ManifestItem['referral'], result: string | null = null) => ({
  ...item('400'),
  referral,
  referral_method: result === null ? null : 'X-ray',
  referral_result: result,
  referral_by: result === null ? null : 'Lee',
});

/** An otherwise clean parcel. */
const screened = (declaration: ManifestItem) =>
  playSession(scanned('CP102030419NL'), found(declaration), weighed('400'), ...measured(0.12));

const FACTS: readonly FactName[] = [
  'declared.do-not-load',
  'declared.screening-requested',
  'declared.information-requested',
];

describe('a referral of pre-loading risk analysis', () => {
  it.each([
    ['DNL', 'referral.do-not-load', 'hold'],
    ['RFS', 'referral.screening', 'hold'],
    ['RFI', 'referral.information', 'check'],
  ] as const)('%s keeps a clean parcel from release, and is named', (code, rule, severity) => {
    const state = screened(referred(code));
    expect(openPrompts(state)).toEqual([rule]);
    expect(state.prompts[0]).toMatchObject({ severity });
    expect(state.prompts[0]?.because).toContain(code);
    expect(step(state, decided('release'), rules).effects.refused).toBe('why.open-prompts');
  });

  it.each(['RFS', 'RFI'] as const)('%s that the file answers asks nothing more', (code) => {
    expect(openPrompts(screened(referred(code, 'nothing found')))).toEqual([]);
  });

  it('do not load stays, whatever the file has for an answer', () => {
    expect(openPrompts(screened(referred('DNL', 'nothing found')))).toEqual([
      'referral.do-not-load',
    ]);
  });

  it('is not answered by a dash', () => {
    expect(openPrompts(screened(referred('RFS', ' - ')))).toEqual(['referral.screening']);
  });

  it('is prompted without the answer, which may name people', () => {
    const state = screened(referred('DNL', 'seen by Lee'));
    expect(JSON.stringify(state.prompts)).not.toContain('Lee');
  });

  it('that there is none leaves the parcel alone', () => {
    expect(openPrompts(screened(referred(null)))).toEqual([]);
    for (const name of FACTS) expect(factUnder(name, referred(null)).state).toBe('absent');
  });

  it.each(FACTS)('%s is not known before the look-up, and a fault with the manifest', (name) => {
    expect(statesWithoutDeclaration(name)).toEqual(['not-yet', 'fault', 'absent']);
  });
});
