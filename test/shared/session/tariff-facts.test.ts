import { describe, expect, it } from 'vitest';
import { factUnder, statesWithoutDeclaration } from '../../support/declared-facts.ts';
import {
  declaring,
  found,
  openPrompts,
  playSession,
  scanned,
} from '../../support/session-fixtures.ts';

const coded = (code: string | null, year: string | null = null) =>
  declaring([{ hs_code: code, hs_year: year }]);

function prompts(code: string, year: string | null = null): string[] {
  return openPrompts(playSession(scanned('CP102030419NL'), found(coded(code, year))));
}

describe('trap 2: a tariff code of an old nomenclature', () => {
  it.each([
    ['382478', null, '382478 is of HS 2017, deleted in 2022'],
    ['3824.78.00', '2017', '38247800 is declared by HS 2017; it was deleted in 2022'],
    ['8107', null, '8107 is of HS 2017, deleted in 2022'],
    ['851712', '2026', '851712 is of HS 2017, deleted in 2022'],
    [
      '851712',
      '2022',
      '851712 is declared by HS 2022, which does not have it: it is of HS 2017, deleted in 2022',
    ],
  ])('%s, declared by %s, is a finding', (code, year, shown) => {
    expect(factUnder('declared.hs-old', coded(code, year))).toMatchObject({ value: true, shown });
    expect(factUnder('declared.hs-unlisted', coded(code, year))).toMatchObject({ value: false });
  });

  it('raises a prompt of its own, beside what the goods are', () => {
    expect(prompts('382478')).toEqual(['data.hs-old-code', 'goods.ozone-climate']);
  });

  it.each([
    ['610910', null],
    ['610910', '2017'],
    ['6109.10.00', '2022'],
    ['6109', null],
  ])('%s by %s is none: the code still is', (code, year) => {
    expect(factUnder('declared.hs-old', coded(code, year))).toMatchObject({ value: false });
    expect(prompts(code, year)).toEqual([]);
  });

  it('is asked of every line, and said once', () => {
    const lines = ['610910', '382478', '382478', '851712'].map((hs_code) => ({ hs_code }));
    expect(factUnder('declared.hs-old', declaring(lines))).toMatchObject({
      shown: '382478 is of HS 2017, deleted in 2022; 851712 is of HS 2017, deleted in 2022',
    });
  });
});

describe('a tariff code that there is not', () => {
  it.each([
    ['610911', null, '610911 is in neither HS 2017 nor HS 2022'],
    ['6109110000', null, '6109110000 is in neither HS 2017 nor HS 2022'],
    ['770100', null, '770100 is in neither HS 2017 nor HS 2022'],
    ['7701', '2012', '7701 (declared by HS 2012) is in neither HS 2017 nor HS 2022'],
    ['12345', null, '012345 or 12345 is in neither HS 2017 nor HS 2022'],
    ['000000', '2026', '000000 is in neither HS 2017 nor HS 2022'],
    ['000000', '9999', '000000 is in neither HS 2017 nor HS 2022'],
    ['610911', '2028', '610911 is in neither HS 2017 nor HS 2022'],
  ])('%s is a finding', (code, year, shown) => {
    expect(factUnder('declared.hs-unlisted', coded(code, year))).toMatchObject({
      value: true,
      shown,
    });
    expect(prompts(code, year)).toContain('data.hs-unlisted');
  });

  it.each<[string, string | null, string]>([
    ['980100', null, 'chapters 98 and 99 are national'],
    ['99990000', null, 'chapters 98 and 99 are national'],
  ])('%s by %s is none: %s', (code, year) => {
    expect(factUnder('declared.hs-unlisted', coded(code, year))).toMatchObject({ value: false });
  });
});

describe('without a tariff code', () => {
  it.each(['declared.hs', 'declared.hs-old', 'declared.hs-unlisted'] as const)(
    '%s is absent where no line has one, and open without a declaration',
    (name) => {
      expect(factUnder(name, coded(null)).state).toBe('absent');
      expect(factUnder(name, coded('gloves')).state).toBe('absent');
      expect(statesWithoutDeclaration(name)).toEqual(['not-yet', 'fault', 'absent']);
    },
  );

  it('asks for nothing', () => {
    const state = playSession(scanned('CP102030419NL'), found(coded(null)));
    expect(openPrompts(state)).toEqual([]);
  });
});
