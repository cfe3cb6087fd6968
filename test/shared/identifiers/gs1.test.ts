import { describe, expect, it } from 'vitest';
import { knownIdentifier } from '../../../shared/identifiers/gs1-elements.ts';
import {
  elementDate,
  elementGrams,
  elementQuantity,
} from '../../../shared/identifiers/gs1-value.ts';
import { resolve } from '../../../shared/identifiers/resolve.ts';

const SSCC = '106141412345678908';
const GTIN = '09501101530003';

/** Code and identifier of each finding. */
function findings(text: string): string[] {
  return resolve(text).problems.map(
    (each) => /^([a-z0-9-]+): (\(\d+\))?/.exec(each)?.slice(1).join('') ?? each,
  );
}

describe('what a GS1 label names', () => {
  it('with an SSCC it is that parcel, and the other elements are kept', () => {
    const identity = resolve(`00${SSCC}3303001250400ORDER-7\u001d42012345`, ']C1');
    expect(identity).toEqual({
      ...{ scheme: 'sscc', valid: true, canonical: SSCC, problems: [], names: 'parcel' },
      elements: [
        { ai: '00', value: SSCC },
        { ai: '3303', value: '001250' },
        { ai: '400', value: 'ORDER-7' },
        { ai: '420', value: '12345' },
      ],
    });
  });

  it('with an SSCC behind other elements, too', () => {
    expect(resolve(`(02)${GTIN}(37)12(00)${SSCC}`)).toMatchObject({
      ...{ scheme: 'sscc', canonical: SSCC, names: 'parcel' },
    });
  });

  it.each([
    [`]C1401GINC-7`, 'consignment', '(401)GINC-7'],
    [']C140295011015300000008', 'consignment', null],
    [`]d201${GTIN}21AB-7`, 'goods', `(01)${GTIN}(21)AB-7`],
    ['(8004)9501101ASSET', 'goods', '(8004)9501101ASSET'],
    [']C142012345', 'nothing', '(420)…'],
  ])('%s names %s', (text, names, canonical) => {
    const identity = resolve(text);
    expect([identity.scheme, identity.names]).toEqual(['gs1', names]);
    if (canonical !== null) expect(identity).toMatchObject({ valid: true, canonical });
    const code = names === 'nothing' ? 'names-no-parcel' : `names-${names}`;
    expect(findings(text)).toContain(code);
  });

  it('letters of a batch keep their case', () => {
    expect(resolve(`(01)${GTIN}(10)aB`).canonical).toBe(`(01)${GTIN}(10)aB`);
  });

  it('a name, address or postcode on it is not in its key', () => {
    const { canonical } = resolve('(401)GINC-7(420)22153(4301)JANE+DOE(4308)0301234');
    expect(canonical).toBe('(401)GINC-7(420)…(4301)…(4308)…');
  });

  it('digits alone are never taken for elements', () => {
    for (const digits of [`01${GTIN}`, '0109501101530003', '10123', '401234567890']) {
      expect(resolve(digits)).toMatchObject({ scheme: 'unknown', names: 'nothing' });
    }
  });
});

describe('trap 15: scanner prefix ]C1 and GS', () => {
  it('GS ends a field of variable length, and its loss is told', () => {
    expect(resolve(`]C110AB12\u001d00${SSCC}`)).toMatchObject({ valid: true, canonical: SSCC });
    expect(findings(`]C110AB1200${SSCC}`)).toEqual(['gs1-too-long(10)']);
    expect(resolve(`]C110AB1200${SSCC}`).problems[0]).toContain('separator may be missing');
  });

  it('GS announces elements without a prefix, and is allowed where it is not needed', () => {
    expect(resolve(`01${GTIN}\u001d17270400\u001d10AB\u001d`)).toMatchObject({
      ...{ scheme: 'gs1', valid: true, canonical: `(01)${GTIN}(17)270400(10)AB` },
    });
  });
});

describe('a GS1 label that is not right', () => {
  it.each([
    [']C1001061414', ['gs1-too-short(00)']],
    [`]C100${SSCC}7`, ['gs1-trailing-text']],
    [`]C100${SSCC}X-7`, ['gs1-trailing-text']],
    [`(00)${SSCC})X(`, ['gs1-too-long(00)']],
    [`(00)${SSCC}(`, ['gs1-trailing-text']],
    [`]C100${SSCC}05123`, ['gs1-unknown-ai']],
    ['(05)123', ['gs1-unknown-ai']],
    [']C1HELLO', ['gs1-unknown-ai']],
    [']C1', ['empty']],
    [']C1021061414123456A', ['gs1-format(02)']],
    ['(10)Ä', ['gs1-format(10)']],
    ['(10)', ['gs1-too-short(10)']],
    [`(21)${'7'.repeat(21)}`, ['gs1-too-long(21)']],
    [`]C1402${'7'.repeat(17)}10AB`, ['gs1-separator-missing(402)']],
    ['(7007)2704300', ['gs1-format(7007)']],
    ['(10)AB(10)CD', ['gs1-repeated(10)']],
  ])('%s is refused as a whole: %j', (text, expected) => {
    const { scheme, valid, names } = resolve(text);
    expect([scheme, valid, names]).toEqual(['gs1', false, 'nothing']);
    expect(findings(text)).toEqual(expected);
  });

  it('says the same element twice without harm', () => {
    expect(resolve(`(00)${SSCC}(00)${SSCC}`).elements).toEqual([{ ai: '00', value: SSCC }]);
  });

  it.each([
    ['(01)09501101530004', 'check-digit(01)'],
    ['(414)9501101530004', 'check-digit(414)'],
    ['(402)95011015300000009', 'check-digit(402)'],
    ['(17)270230', 'gs1-date(17)'],
    ['(17)271301', 'gs1-date(17)'],
    ['(17)270001', 'gs1-date(17)'],
    ['(17)270229', 'gs1-date(17)'],
    ['(7003)2704001200', 'gs1-date(7003)'],
    ['(7007)270401270431', 'gs1-date(7007)'],
  ])('%s has a value that cannot be: %s', (text, finding) => {
    expect(resolve(text).valid).toBe(false);
    expect(findings(text)).toContain(finding);
  });

  it('a wrong value beside a right SSCC is a finding about the parcel, not a refusal', () => {
    expect(resolve(`(00)${SSCC}(17)270230`)).toMatchObject({ scheme: 'sscc', valid: true });
    expect(findings(`(00)${SSCC}(17)270230`)).toEqual(['gs1-date(17)']);
  });

  it('keeps eight findings at most', () => {
    const dates = ['11', '12', '13', '15', '16', '17', '7006', '4326', '7003', '7011'];
    const text = dates.map((ai) => `(${ai})999999${ai === '7003' ? '1200' : ''}`).join('');
    expect(findings(text)).toHaveLength(9);
  });
});

describe('what an element means', () => {
  const date = (ai: string, value: string, year: number) =>
    elementDate({ ai, value }, knownIdentifier(ai), year);

  it.each([
    ['17', '270400', 2026, '2027-04-30'],
    ['17', '280200', 2026, '2028-02-29'],
    ['17', '270200', 2026, '2027-02-28'],
    ['11', '991231', 2026, '1999-12-31'],
    ['17', '760101', 2026, '2076-01-01'],
    ['17', '770101', 2026, '1977-01-01'],
    ['17', '010101', 2099, '2101-01-01'],
    ['7003', '2704011230', 2026, '2027-04-01'],
  ])('(%s)%s in %i is %s', (ai, value, year, expected) => {
    expect(date(ai, value, year)).toBe(expected);
  });

  it('a text has no date, an impossible date neither', () => {
    expect([date('10', '270401', 2026), date('17', '271301', 2026)]).toEqual([null, null]);
  });

  it.each([
    ['3103', '001250', '1.250'],
    ['3300', '000012', '12'],
    ['3305', '000012', '0.00012'],
    ['3302', '123456', '1234.56'],
  ])('(%s)%s is %s kg', (ai, value, expected) => {
    const known = knownIdentifier(ai);
    expect([elementQuantity({ ai, value }, known), known.unit]).toEqual([expected, 'kg']);
  });

  it.each([
    ['3103', '001250', '1250'],
    ['3100', '000012', '12000'],
    ['3305', '000012', '0.12'],
    ['3202', '000250', '1133.980925'],
    ['3400', '000001', '453.59237'],
    ['3563', '001000', '31.1034768'],
    ['3105', '000000', '0'],
  ])('(%s)%s is %s g, exactly', (ai, value, expected) => {
    expect(elementGrams({ ai, value }, knownIdentifier(ai))).toBe(expected);
  });

  it.each(['3110', '3150', '3370', '3570', '10'])('(%s) is no mass in grams', (ai) => {
    expect(elementGrams({ ai, value: '000012' }, knownIdentifier(ai))).toBeNull();
  });
});
