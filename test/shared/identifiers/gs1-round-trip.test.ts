import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gs1CheckDigit } from '../../../shared/identifiers/gs1-check-digit.ts';
import { readElements } from '../../../shared/identifiers/gs1-elements.ts';
import {
  APPLICATION_IDENTIFIERS,
  PREDEFINED_LENGTH,
} from '../../../shared/identifiers/gs1-table.ts';
import type { Gs1Element } from '../../../shared/identifiers/identity.ts';
import { resolve } from '../../../shared/identifiers/resolve.ts';

const SETS: Readonly<Record<string, string>> = {
  N: '0123456789',
  X: '!"%&\'()*+,-./0123456789:;<=>?ABCXYZ_abcxyz',
  Y: '#-/0123456789ABCXYZ',
  Z: '-0123456789=ABCXYZ_abcxyz',
};

/** A value of one format, read here in another way than the program does. */
function valueOf(format: string): fc.Arbitrary<string> {
  const parts = format.split(' ').map((part) => {
    const [set = '', ...length] = part.replace(/[[\]]/g, '');
    const [upTo, most] = [length[0] === '.', Number(length.join('').replace('..', ''))];
    const unit = fc.constantFrom(...(SETS[set] ?? ''));
    const text = fc.string({ unit, minLength: upTo ? 1 : most, maxLength: most });
    return part.startsWith('[') ? fc.oneof(fc.constant(''), text) : text;
  });
  return fc.tuple(...parts).map((texts) => texts.join(''));
}

/** A right value of one application identifier: check digit and dates included. */
const elementOf = ([ai, { format, checked, date }]: [
  string,
  { format: string; checked: number; date: string | null },
]): fc.Arbitrary<Gs1Element> =>
  valueOf(format).map((text) => {
    const body = text.slice(0, checked - 1);
    const checkedText = checked > 0 ? body + gs1CheckDigit(body) + text.slice(checked) : text;
    const value =
      date === null ? checkedText : `270430${text.slice(6).replace(/^.{6}$/, '270501')}`;
    return { ai, value };
  });

const elementStrings = fc
  .uniqueArray(fc.constantFrom(...APPLICATION_IDENTIFIERS), {
    ...{ minLength: 1, maxLength: 6, selector: ([ai]: [string, unknown]) => ai },
  })
  .chain((rows) => fc.tuple(...rows.map(elementOf)));

function raw(elements: readonly Gs1Element[]): string {
  return elements
    .map(({ ai, value }, place) => {
      const last = place === elements.length - 1;
      return ai + value + (last || PREDEFINED_LENGTH.has(ai.slice(0, 2)) ? '' : '\u001d');
    })
    .join('');
}

function printed(elements: readonly Gs1Element[]): string {
  return elements.map(({ ai, value }) => `(${ai})${value.replaceAll('(', '\\(')}`).join('');
}

describe('element strings', () => {
  it('come back as the elements they were made of: raw, announced and in brackets', () => {
    fc.assert(
      fc.property(elementStrings, (elements) => {
        const whole = { elements, broken: null, problems: [] };
        expect(readElements(raw(elements))).toEqual(whole);
        expect(readElements(printed(elements))).toEqual(whole);
        expect(resolve(`]C1${raw(elements)}`).elements).toEqual(elements);
        expect(resolve(raw(elements), ']d2')).toEqual(resolve(printed(elements)));
      }),
      { numRuns: 500 },
    );
  });

  it('no application identifier is the beginning of another', () => {
    const all = [...APPLICATION_IDENTIFIERS.keys()];
    const begun = all.filter((ai) => all.some((other) => other !== ai && other.startsWith(ai)));
    expect(begun).toEqual([]);
  });

  it('those of predefined length have one length in the table', () => {
    for (const [ai, { format }] of APPLICATION_IDENTIFIERS) {
      if (PREDEFINED_LENGTH.has(ai.slice(0, 2))) expect(format).toMatch(/^N\d+$/);
    }
  });

  it('never throw, and never name a parcel without a right check digit', () => {
    const noise = fc.string({
      unit: fc.constantFrom(...'0123456789()\\\u001dABé ', '00', '(00)', '10', '3103'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(noise, fc.constantFrom(null, ']C1', ']E0', ']E4', ']Q3'), (text, aim) => {
        const { scheme, valid, canonical, elements = [] } = resolve(text, aim);
        if (valid && scheme === 'sscc') {
          expect(canonical).toMatch(/^\d{18}$/);
          expect(canonical.slice(-1)).toBe(gs1CheckDigit(canonical.slice(0, -1)));
        }
        for (const { ai } of elements) expect(APPLICATION_IDENTIFIERS.has(ai)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
