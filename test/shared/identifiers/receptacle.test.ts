import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Identity } from '../../../shared/identifiers/identity.ts';
import { namesParcel } from '../../../shared/identifiers/identity.ts';
import { resolve } from '../../../shared/identifiers/resolve.ts';

const RECEPTACLE = 'IEDUBANLHAGIAUN60123001110123';
const DESPATCH = RECEPTACLE.slice(0, 20);

const codes = ({ problems }: Identity): string[] =>
  problems.map((problem) => problem.slice(0, problem.indexOf(':')));
const at = (text: string, place: number, character: string): string =>
  text.slice(0, place - 1) + character + text.slice(place);

describe('a UPU S9 receptacle', () => {
  it('says what its 29 characters mean; 123 hectograms are 12,300 g', () => {
    expect(resolve(RECEPTACLE)).toMatchObject({
      scheme: 's9',
      valid: true,
      canonical: RECEPTACLE,
      names: 'receptacle',
      fields: {
        originOffice: 'IEDUBA',
        destinationOffice: 'NLHAGI',
        mailCategory: 'A',
        mailCategoryName: 'air',
        mailSubclass: 'UN',
        mailClassName: 'letters',
        yearDigit: '6',
        despatchNumber: '0123',
        receptacleNumber: '001',
        lastOfDespatch: true,
        registeredOrInsured: true,
        massG: 12_300,
      },
    });
  });

  it('may be printed with blanks and typed in small letters', () => {
    expect(resolve('iedub a nlhag i a un 6 0123 001 1 1 0123').canonical).toBe(RECEPTACLE);
  });

  it('names no parcel: the label of the parcel is asked for', () => {
    const identity = resolve(RECEPTACLE);
    expect(namesParcel(identity)).toBe(false);
    expect(identity.problems.at(-1)).toMatch(/^names-receptacle: .*Scan the label of this parcel/);
  });

  it('has no check digit, and that is said', () => {
    expect(codes(resolve(RECEPTACLE))).toContain('unchecked');
  });
});

describe('a UPU S8 despatch', () => {
  it('is the first 20 characters of its receptacles', () => {
    const identity = resolve(DESPATCH);
    expect(identity).toMatchObject({ scheme: 's8', valid: true, names: 'despatch' });
    expect(identity.fields).toMatchObject({ despatchNumber: '0123', mailSubclass: 'UN' });
    expect(identity.fields).not.toHaveProperty('massG');
    expect(codes(identity)).toEqual(['unchecked', 'names-despatch']);
  });
});

describe('a wrong position', () => {
  it.each([
    [1, '1', /Characters 1 to 6, the office of origin: 1EDUBA is not two letters/],
    [8, '0', /Characters 7 to 12, the office of destination: N0HAGI is not two letters/],
    [13, '7', /Character 13, the mail category: 7 is not a letter/],
    [15, '0', /Characters 14 to 15, the mail subclass: U0 is not two letters/],
    [16, 'O', /Character 16, the last digit of the year: O is not digits; a letter for 0/],
    [18, 'I', /Characters 17 to 20, the despatch number: 0I23 is not digits/],
    [23, 'L', /Characters 21 to 23, the receptacle number: 00L is not digits/],
    [24, '2', /Character 24, the flag of the last receptacle: 2 is not 0 or 1/],
    [25, '9', /Character 25, the flag of registered or insured items: 9 is not 0 or 1/],
    [29, 'O', /Characters 26 to 29, the mass in hectograms: 012O is not digits/],
  ])('character %i as %s is said in words', (place, character, words) => {
    const identity = resolve(at(RECEPTACLE, place, character));
    expect(identity).toMatchObject({ scheme: 's9', valid: false, names: 'receptacle' });
    expect(identity.problems[0]).toMatch(/^receptacle-format: /);
    expect(identity.problems[0]).toMatch(words);
    expect(identity.fields).toBeUndefined();
  });

  it('each of several is said', () => {
    const identity = resolve(at(at(RECEPTACLE, 13, '7'), 24, '5'));
    expect(codes(identity)).toEqual([
      ...['receptacle-format', 'receptacle-format'],
      'names-receptacle',
    ]);
  });

  it.each([RECEPTACLE.slice(0, -1), `${RECEPTACLE}0`, `${DESPATCH}1`])(
    '%s has a wrong length, and both right ones are said',
    (text) => {
      const { valid, problems } = resolve(text);
      expect(valid).toBe(false);
      expect(problems[0]).toBe(
        `receptacle-length: The identifier has ${text.length} characters; a despatch has 20, a receptacle 29.`,
      );
    },
  );
});

describe('a code that is not in the tables', () => {
  it.each([
    [at(at(RECEPTACLE, 1, 'X'), 2, 'X'), 'country-unknown'],
    [at(RECEPTACLE, 13, 'F'), 'mail-category-unknown'],
    [at(RECEPTACLE, 14, 'X'), 'mail-class-unknown'],
  ])('%s is a finding, not a refusal: %s', (text, code) => {
    const identity = resolve(text);
    expect(identity.valid).toBe(true);
    expect(codes(identity)[0]).toBe(code);
  });
});

describe('generated receptacles', () => {
  const digits = (length: number) =>
    fc.integer({ min: 0, max: 10 ** length - 1 }).map((n) => String(n).padStart(length, '0'));
  const office = fc.constantFrom('IEDUBA', 'NLHAGI', 'USLAXA', 'CNBJSA', 'DE2X9B');
  const parts = fc.tuple(
    office,
    office,
    fc.constantFrom('A', 'B', 'C', 'D'),
    fc.constantFrom('UN', 'UR', 'CN', 'EN', 'TT'),
    digits(1),
    digits(4),
    digits(3),
    fc.constantFrom('0', '1'),
    fc.constantFrom('0', '1'),
    digits(4),
  );

  it('are read as the fields that they were made of', () => {
    fc.assert(
      fc.property(parts, (made) => {
        const { scheme, valid, fields } = resolve(made.join(''));
        expect([scheme, valid]).toEqual(['s9', true]);
        expect(fields).toMatchObject({
          ...{ originOffice: made[0], destinationOffice: made[1], mailCategory: made[2] },
          ...{ mailSubclass: made[3], yearDigit: made[4], despatchNumber: made[5] },
          ...{ receptacleNumber: made[6], lastOfDespatch: made[7] === '1' },
          ...{ registeredOrInsured: made[8] === '1', massG: Number(made[9]) * 100 },
        });
      }),
    );
  });

  it('with a letter among the digits are refused', () => {
    fc.assert(
      fc.property(
        parts,
        fc.integer({ min: 16, max: 29 }),
        fc.constantFrom('O', 'I', 'L'),
        (made, place, letter) => {
          expect(resolve(at(made.join(''), place, letter))).toMatchObject({
            ...{ scheme: 's9', valid: false, names: 'receptacle' },
          });
        },
      ),
    );
  });
});
