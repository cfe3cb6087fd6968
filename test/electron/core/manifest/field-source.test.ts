import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProfileFields } from '../../../../electron/core/manifest/field-source.ts';
import { createDecimals } from '../../../../shared/manifest/decimals.ts';
import { mappingProfileSchema } from '../../../../shared/manifest/profile.ts';

function profileWith(fields: object, fixed: object = {}) {
  return mappingProfileSchema.safeParse({
    profile: 'test',
    version: 1,
    title: 'Test',
    shape: 'table',
    fields: { item_id: 'id', ...fields },
    fixed,
  });
}

function read(fields: object, texts: Readonly<Record<string, string>>, fixed: object = {}) {
  const profile = profileWith(fields, fixed);
  if (!profile.success) throw new Error(profile.error.message);
  const ready = createProfileFields(profile.data, createDecimals(false));
  const given = { id: 'A', ...texts } as Readonly<Record<string, string>>;
  const result = ready.cells(ready.places.map((place) => given[place] ?? ''));
  if (!result.ok) return result.reason;
  return Object.fromEntries(ready.columns.map((column, at) => [column, result.cells[at]]));
}

describe('a mass', () => {
  it.each([
    [{ gross_g: { from: 'w', unit: 'kg' } }, { w: '0.4525' }, '452.5'],
    [{ gross_g: { from: 'w', unit: 'lb' } }, { w: '1' }, '453.59237'],
    [{ gross_g: { from: 'w', unit: 'oz' } }, { w: '1' }, '28.349523'],
    [{ gross_g: { from: 'w', unit: 'mg' } }, { w: '1.5' }, '0.0015'],
    [{ gross_g: { from: 'w', unit: 't' } }, { w: '0.002' }, '2000'],
    [{ gross_g: { from: 'w', unit: 'written' } }, { w: '1,2 kg' }, '1200'],
    [{ gross_g: { from: 'w', unit: 'written' } }, { w: '3lbs.' }, '1360.77711'],
    [{ gross_g: { from: 'w', unitFrom: 'u' } }, { w: '2', u: 'KGM' }, '2000'],
    [{ gross_g: { from: 'w', unit: 'kg', unitFrom: 'u' } }, { w: '2', u: '' }, '2000'],
    [{ gross_g: { from: 'w', unit: 'kg', unitFrom: 'u' } }, { w: '2', u: 'GRM' }, '2'],
    [{ gross_g: 'w' }, { w: '12' }, '12'],
    [{ gross_g: { from: 'w', unitFrom: 'u' } }, { w: '', u: '' }, ''],
  ])('is in grams, exactly: %j of %j', (fields, texts, grams) => {
    expect(read(fields, texts)).toMatchObject({ gross_g: grams });
  });

  it.each([
    [{ from: 'w', unitFrom: 'u' }, { w: '2', u: '' }, 'the unit of "2" is not said'],
    [{ from: 'w', unitFrom: 'u' }, { w: '2', u: 'stone' }, '"stone" is no unit of mass'],
    [{ from: 'w', unitFrom: 'u' }, { w: '2', u: 'Mg' }, '"Mg" is no unit of mass'],
    [{ from: 'w', unit: 'written' }, { w: '2' }, 'the unit of "2" is not said'],
    [{ from: 'w', unit: 'written' }, { w: 'kg' }, '"kg" is not a number with its unit'],
    [{ from: 'w', unit: 'lb' }, { w: '-1' }, '"-1" is not a plain number'],
  ])('without a unit that is known is refused: %j of %j', (source, texts, reason) => {
    expect(read({ gross_g: source }, texts)).toBe(`gross_g: ${reason}`);
  });

  it('in grams and kilograms is the number that was written, whatever it is', () => {
    const digits = fc.tuple(fc.nat(999_999_999), fc.nat(999_999));
    fc.assert(
      fc.property(digits, ([whole, fraction]) => {
        const text = `${whole}.${String(fraction).padStart(6, '0')}`;
        const cells = read({ gross_g: { from: 'w', unit: 'kg' } }, { w: text });
        const grams = (cells as Record<string, string>)['gross_g'] ?? '';
        const [back = '', rest = ''] = grams.split('.');
        expect(BigInt(back) * 1000n + BigInt(rest.padEnd(3, '0'))).toBe(
          BigInt(whole) * 1_000_000n + BigInt(fraction),
        );
      }),
    );
  });
});

describe('a text', () => {
  it.each([
    [{ from: ['a', 'b', 'c'] }, { a: 'x', b: ' ', c: 'z' }, 'x z'],
    [{ from: ['a', 'b'], join: ', ' }, { a: 'x', b: 'z' }, 'x, z'],
    [{ from: ['a', 'b'], firstOf: true }, { a: '', b: 'z' }, 'z'],
    [{ from: 'a', values: { Y: 'yes' } }, { a: 'y' }, 'yes'],
    [{ from: 'a', values: { Y: 'yes' } }, { a: 'constructor' }, 'constructor'],
    [{ from: 'a', values: { n: '' } }, { a: 'N' }, ''],
    [{ from: 'a', part: { of: 5, from: 2, to: 3 } }, { a: 'abcde' }, 'bc'],
    [{ from: 'a', part: { of: 5, from: 2, to: 3 } }, { a: 'abcd' }, ''],
  ])('is made of its places: %j of %j', (source, texts, text) => {
    expect(read({ comments: source }, texts)).toMatchObject({ comments: text });
  });

  it('that is the same for every item is fixed', () => {
    expect(read({}, {}, { dispatch_country: 'CN' })).toEqual({
      item_id: 'A',
      dispatch_country: 'CN',
    });
  });
});

it.each([
  [{ weight: 'w' }, {}, 'weight is no field of the neutral manifest'],
  [{ comments: { from: 'a', unit: 'kg' } }, {}, 'comments is no mass and has no unit'],
  [{}, { weight: 'A' }, 'weight is no field that can be fixed'],
  [{ comments: 'a' }, { comments: 'b' }, 'comments has a source and is fixed'],
])('a profile with %j and fixed %j is refused', (fields, fixed, reason) => {
  const profile = profileWith(fields, fixed);
  expect(profile.error?.issues.map(({ message }) => message)).toEqual([reason]);
});
