import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesParcel } from '../../../shared/identifiers/identity.ts';
import { problemWords } from '../../../shared/identifiers/problem.ts';
import { resolve } from '../../../shared/identifiers/resolve.ts';

describe('text of no scheme', () => {
  it('is unknown, not valid and names nothing', () => {
    const { scheme, valid, names, problems } = resolve('hello');
    expect([scheme, valid, names]).toEqual(['unknown', false, 'nothing']);
    expect(problems).toEqual([expect.stringMatching(/^no-known-scheme: /)]);
  });

  it('that is empty is said to be', () => {
    expect(resolve('  ').problems).toEqual(['empty: The label is empty.']);
  });

  it('keeps letters beyond ASCII as they are', () => {
    expect([resolve('straße').canonical, resolve('ſa').canonical]).toEqual(['STRAßE', 'ſA']);
  });

  it.each(['\0', '\u0007', '\u001d', '\u202e', '\u2066', '\u200b', '\ud800'])(
    'with the hidden character %j is no identifier, and the character is shown',
    (hidden) => {
      const { scheme, valid, canonical, problems } = resolve(`RR473124829US${hidden}`);
      expect([scheme, valid]).toEqual(['unknown', false]);
      expect(canonical).toMatch(/^RR473124829US<U\+[0-9A-F]{4}>$/);
      expect(problems[0]).toMatch(/^hidden-characters: .*cannot be seen/);
    },
  );
});

describe('a text that fits several schemes', () => {
  const codes = (text: string): string[] =>
    resolve(text).problems.map((problem) => problem.slice(0, problem.indexOf(':')));
  const others = (text: string) => resolve(text).alternatives?.map(({ scheme }) => scheme);

  it('with an equal check is the first in order, and the doubt is said', () => {
    const { scheme, valid, names, problems } = resolve('000000000000');
    expect([scheme, valid, names]).toEqual(['fedex', true, 'maybe-parcel']);
    expect(others('000000000000')).toEqual(['dhl', 'purolator', 'gs1']);
    expect(problems).toEqual([
      'ambiguous: As likely it is the number of another scheme: DHL, Purolator, GS1 article number. ' +
        'Compare with the label.',
    ]);
  });

  it('by form alone stays unknown, and the possible schemes are named', () => {
    const { scheme, valid, names } = resolve('12345678901');
    expect([scheme, valid, names]).toEqual(['unknown', false, 'nothing']);
    expect(others('12345678901')).toEqual(['gls']);
    expect(codes('12345678901')).toEqual(['no-known-scheme', 'form-only']);
  });

  it('a passed check digit goes before a form, which is an alternative', () => {
    // A waybill by its check digit, and eleven digits as GLS numbers have.
    expect([resolve('02012345675').scheme, others('02012345675')]).toEqual(['awb', ['gls']]);
    expect(codes('02012345675')).toEqual(['names-consignment', 'common-form']);
  });

  it('a standard goes before a courier: 18 digits with the right check digit are an SSCC', () => {
    expect(resolve('106141412345678908')).not.toHaveProperty('alternatives');
  });

  it('what the label announces has no alternatives', () => {
    expect(resolve('400638133393', ']E0')).not.toHaveProperty('alternatives');
    expect(resolve('RR473124829US')).not.toHaveProperty('alternatives');
  });

  it('FedEx SmartPost is USPS, too', () => {
    const { scheme, names } = resolve('9261292700768711948021');
    expect([scheme, names, others('9261292700768711948021')]).toEqual([
      ...['usps', 'parcel', ['fedex', 'austrian-post']],
    ]);
    expect(codes('9261292700768711948021')).toEqual(['ambiguous']);
  });

  it('digits that could be an article stay unknown, and the article is an alternative', () => {
    expect(resolve('4006381333931')).toMatchObject({ scheme: 'unknown', valid: false });
    expect(others('4006381333931')).toEqual(['gs1']);
  });
});

describe('any text', () => {
  it.each([
    ['digits', '7'],
    ['letters', 'A'],
    ['UPS beginnings', '1Z'],
    ['plates', 'JJD'],
    ['blanks', ' '],
    ['elements', '(10)A'],
    ['raw elements', '10A\u001d'],
    ['envelopes', '[)>\u001e06\u001d'],
    ['brackets', '(('],
    ['S9 letters', 'IEDUBANLHAGIAUN6'],
  ])('of 100,000 characters takes no longer than its length: %s', (_, part) => {
    const milliseconds = (length: number): number => {
      const text = part.repeat(length / part.length);
      const started = performance.now();
      resolve(text);
      return performance.now() - started;
    };
    milliseconds(10_000);
    // Linear is 10 times; a square would be 100 times, seconds at this length.
    expect(milliseconds(100_000)).toBeLessThan(20 * milliseconds(10_000) + 1_000);
  });

  const texts = fc.string({ unit: 'binary', maxLength: 200 });

  it('never throws; each finding begins with its code, and its words stand without it', () => {
    fc.assert(
      fc.property(texts, fc.option(fc.constantFrom(']C1', ']E0', ']z0', ']?')), (text, aim) => {
        for (const finding of resolve(text, aim).problems) {
          expect(finding).toMatch(/^[a-z0-9-]+: \S/);
          expect(problemWords(finding)).toBe(finding.slice(finding.indexOf(': ') + 2));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('is never valid by chance: noise has no right check digit where none was put', () => {
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(!/\d{9}/.test(text.replace(/\s/g, '')));
        expect(resolve(text).valid && namesParcel(resolve(text))).toBe(false);
      }),
    );
  });
});

describe('records of earlier versions', () => {
  it('have no word of what is named: S10 and SSCC name a parcel, unknown text does not', () => {
    const named = (['s10', 'sscc', 'unknown'] as const).map((scheme) => namesParcel({ scheme }));
    expect(named).toEqual([true, true, false]);
  });

  it('have sentences without a code', () => {
    const words = 'XX is not an assigned country code; it may be a special operator.';
    expect(problemWords(words)).toBe(words);
  });
});
