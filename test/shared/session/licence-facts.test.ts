import { describe, expect, it } from 'vitest';
import type { LicenceCover, PartiesLookedUp } from '../../../shared/parties/looked-up.ts';
import type { FactName } from '../../../shared/rules/facts.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import {
  found,
  item,
  openPrompts,
  playSession,
  rules,
  scanned,
} from '../../support/session-fixtures.ts';

const COVER: LicenceCover = {
  number: 'ODS-17',
  party: 'addressee',
  categories: ['ozone-climate'],
  unit: 'kg',
  quota: 500,
  used: 480,
  usedUnknown: 0,
  amount: 15,
};
type Licences = PartiesLookedUp['licences'];

const licensed = (
  cover: readonly LicenceCover[],
  needed: readonly string[] | null = ['ozone-climate'],
): Licences => ({ needed, cover });

function look(licences: Licences, declared = item('400')) {
  const known: PartiesLookedUp = {
    lists: [],
    hits: [],
    moreHits: 0,
    sender: null,
    addressee: null,
    pattern: { days: 7, sender: null, addressee: null, value: null, pair: null, contacts: [] },
    licences,
  };
  const session = [scanned('CP102030419NL'), found(declared)];
  return playSession(...session, { kind: 'parties', found: known });
}

const fact = (name: FactName, licences: Licences) => factsOf(look(licences), rules)[name];

const REFRIGERANT = {
  ...item('14000'),
  lines: item('14000').lines.map((line) => ({ ...line, hs_code: '290345' })),
};
/** The sentence that a cylinder of R-134a is held with. */
function sentence(licences: Licences): string {
  const prompt = look(licences, REFRIGERANT).prompts.find(
    ({ rule }) => rule === 'goods.ozone-climate',
  );
  return prompt?.because.split('Licence: ')[1] ?? '';
}

describe('a licence', () => {
  it('is missing where goods need one and nobody has it', () => {
    expect(fact('licence.missing', licensed([]))).toMatchObject({
      value: true,
      shown: 'ozone-climate',
    });
    expect(fact('licence.missing', licensed([COVER]))).toMatchObject({ value: false });
    expect(fact('licence.missing', licensed([], []))).toMatchObject({ value: false });
  });

  it('is neither missing nor there where nothing says what the goods are', () => {
    expect(fact('licence.missing', licensed([], null)).state).toBe('absent');
  });

  it('is exceeded above what is left, not at it', () => {
    expect(fact('licence.quota-exceeded', licensed([{ ...COVER, amount: 20 }]))).toMatchObject({
      value: false,
    });
    expect(fact('licence.quota-exceeded', licensed([{ ...COVER, amount: 20.5 }]))).toMatchObject({
      value: true,
      shown: 'ODS-17 (takes 20.5 kg; 20 of 500 kg were left)',
    });
  });

  describe('that nothing says is for the goods', () => {
    const doubtful = licensed([{ ...COVER, unsaid: true }]);

    it('is neither missing nor there, and asked about', () => {
      expect(fact('licence.missing', doubtful).state).toBe('absent');
      expect(fact('licence.cover-unknown', doubtful)).toMatchObject({
        value: true,
        shown: 'ODS-17 of the addressee',
      });
      expect(openPrompts(look(doubtful))).toContain('licence.cover-unknown');
      expect(fact('licence.cover-unknown', licensed([COVER]))).toMatchObject({ value: false });
    });

    it('has enough left for nothing, and too little for what is more than all of it', () => {
      const exceeded = (amount: number) =>
        fact('licence.quota-exceeded', licensed([{ ...COVER, unsaid: true, amount }]));
      expect(exceeded(15).state).toBe('absent');
      expect(exceeded(30)).toMatchObject({ value: true });
    });
  });

  it('is asked about where the declaration does not say how much', () => {
    const unsaid = licensed([{ ...COVER, amount: null }]);
    expect(fact('licence.quota-exceeded', unsaid).state).toBe('absent');
    expect(fact('licence.amount-unknown', unsaid)).toMatchObject({
      value: true,
      shown: 'ODS-17 (takes ? kg; 20 of 500 kg were left)',
    });
    expect(openPrompts(look(unsaid))).toContain('licence.amount-unknown');
  });

  it('is not asked about where it says how much, or nothing is counted', () => {
    expect(fact('licence.amount-unknown', licensed([COVER]))).toMatchObject({ value: false });
    const uncounted = { ...COVER, quota: null, unit: null, amount: null };
    expect(fact('licence.amount-unknown', licensed([uncounted])).state).toBe('absent');
  });

  it('is absent where the site has no table', () => {
    expect(fact('licence.missing', null).state).toBe('absent');
    expect(fact('licence.amount-unknown', null).state).toBe('absent');
  });
});

describe('a cylinder of a controlled refrigerant', () => {
  it.each<[string, Licences, string]>([
    ['the site has no table', null, 'the site has no table of licences.'],
    ['no party holds a licence', licensed([]), 'no holder in the site’s table for ozone-climate.'],
    [
      'a licence without a quota is held',
      licensed([{ ...COVER, quota: null, unit: null }]),
      'ODS-17 of the addressee.',
    ],
    [
      'the quota is enough',
      licensed([COVER]),
      'ODS-17 of the addressee (takes 15 kg; 20 of 500 kg were left).',
    ],
    [
      'nothing of the quota is used',
      licensed([{ ...COVER, number: 'ODS-1', quota: 5, used: 0, amount: 2 }]),
      'ODS-1 of the addressee (takes 2 kg; 5 of 5 kg were left).',
    ],
    [
      'the quota is not enough',
      licensed([{ ...COVER, amount: 30 }]),
      'ODS-17 of the addressee (takes 30 kg; 20 of 500 kg were left): more than is left.',
    ],
    [
      'the amount is not declared',
      licensed([{ ...COVER, amount: null, usedUnknown: 2 }]),
      'ODS-17 of the addressee (takes ? kg; 20 of 500 kg were left, 2 items of unknown amount not counted): the amount is not declared.',
    ],
    [
      'nothing says what the licence covers',
      licensed([{ ...COVER, unsaid: true }]),
      'nothing says that ODS-17 of the addressee covers the goods.',
    ],
    [
      'only one of two kinds is held',
      licensed([COVER], ['ozone-climate', 'pesticides']),
      'no holder in the site’s table for pesticides.',
    ],
  ])('is held with a sentence that says that %s', (_what, licences, said) => {
    expect(sentence(licences)).toBe(said);
  });
});
