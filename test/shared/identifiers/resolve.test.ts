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

describe('any text', () => {
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
