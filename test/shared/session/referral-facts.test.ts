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

const METHOD = {
  RFS: 'X-ray',
  RFI: 'Document',
  'RFI RFS': 'Visual',
  DNL: 'Visual',
  unknown: 'Visual',
};

/** A referral, with a whole answer beside the result where there is one. */
const referred = (
  referral: ManifestItem['referral'],
  result: string | null = null,
  fields: Partial<ManifestItem> = {},
): ManifestItem => ({
  ...item('400'),
  referral,
  referral_method: result === null || referral === null ? null : METHOD[referral],
  referral_result: result,
  referral_by: result === null ? null : 'Lee',
  referral_time: result === null ? null : '2026-11-30T08:00:00Z',
  ...fields,
});

/** An otherwise clean parcel. */
const screened = (declaration: ManifestItem) =>
  playSession(scanned('CP102030419NL'), found(declaration), weighed('400'), ...measured(0.12));

const FACTS: readonly FactName[] = [
  'declared.do-not-load',
  'declared.referral-unknown',
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

  it.each([
    'pending',
    'explosive traces found, do not release',
    'NOT YET SCREENED',
    'n/a',
    'not nothing found',
    'something-found',
    'not-possible',
  ])('is not answered by "%s", and says that the file says something', (result) => {
    const state = screened(referred('RFS', result));
    expect(openPrompts(state)).toEqual(['referral.screening']);
    expect(state.prompts[0]?.because).toContain('the file says something');
    expect(JSON.stringify(state.prompts)).not.toContain(result);
    expect(openPrompts(screened(referred('RFI', result)))).toEqual(['referral.information']);
  });

  it.each(['referral_method', 'referral_by', 'referral_time'] as const)(
    'is not answered without %s',
    (gone) => {
      const state = screened(referred('RFS', 'nothing found', { [gone]: null }));
      expect(openPrompts(state)).toEqual(['referral.screening']);
    },
  );

  it.each([
    ['RFS', 'document', 'referral.screening'],
    ['RFI', 'canine', 'referral.information'],
    ['RFS', 'somehow', 'referral.screening'],
  ] as const)('%s is not answered by the method %s', (code, method, rule) => {
    const item = referred(code, 'nothing found', { referral_method: method });
    expect(openPrompts(screened(item))).toEqual([rule]);
  });

  it('of a code that nobody knows keeps the parcel', () => {
    const state = screened(referred('unknown', 'nothing found'));
    expect(openPrompts(state)).toEqual(['referral.unknown-code']);
    expect(step(state, decided('release'), rules).effects.refused).toBe('why.open-prompts');
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
