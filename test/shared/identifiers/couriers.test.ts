import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECK_DIGITS } from '../../../shared/identifiers/check-digits.ts';
import { COURIER_NAMES } from '../../../shared/identifiers/courier-names.ts';
import { COURIER_FORMS, type CourierForm } from '../../../shared/identifiers/courier-table.ts';
import { readCouriers } from '../../../shared/identifiers/couriers.ts';
import { resolve } from '../../../shared/identifiers/resolve.ts';

/** Numbers of forms of their own; those with a check digit vouch for themselves. */
const OWN: readonly (readonly [scheme: string, printed: string, canonical: string])[] = [
  ['ups', '1Z5R89390357567127', '1Z5R89390357567127'],
  ['ups', '1Z 879 E93 03 4683 4440', '1Z879E930346834440'],
  ['ups', '1z410e7w0392751591', '1Z410E7W0392751591'],
  ['ups', '1Z8V92A70367203024', '1Z8V92A70367203024'],
  ['usps', '9505 5110 6960 5048 6006 24', '9505511069605048600624'],
  ['usps', '9101 1234 5678 9000 0000 13', '9101123456789000000013'],
  ['usps', '9405803699300124287899', '9405803699300124287899'],
  ['usps', '92748931507708513018050063', '92748931507708513018050063'],
  ['usps', '420 22153 9101026837331000039521', '9101026837331000039521'],
  ['usps', '4201002334249200190132607600833457', '9200190132607600833457'],
  ['usps', '4201028200009261290113185417468510', '9261290113185417468510'],
  ['fedex', '9611020987654312345672', '987654312345672'],
  ['fedex', '9622001900000000000000776632517510', '776632517510'],
  ['fedex', '9632001560123456789900794808390594', '794808390594'],
  ['fedex', '1001921334250001000300779017972697', '779017972697'],
  ['dpd', '00 81827 0998 0000 0200 33 350 276 C', '09980000020033'],
  ['dpd', '0081 827 0998 0000 0200 45 327 276 N', '09980000020045'],
];

/** Numbers that others may have, too. */
const SHARED: readonly (readonly [scheme: string, printed: string])[] = [
  ['fedex', '986578788855'],
  ['fedex', '477179081230'],
  ['fedex', '799531274483'],
  ['fedex', '790535312317'],
  ['fedex', '974367662710'],
  ['fedex', '0414 4176 0228 964'],
  ['fedex', '5682 8361 0012 000'],
  ['fedex', '61299998820821171811'],
  ['usps', '0307 1790 0005 2348 3741'],
  ['usps', '7112 3456 7891 2345 6787'],
  ['usps', '7196 9010 7560 0307 7385'],
  ['dhl', '3318810025'],
  ['dhl', '73891051146'],
  ['dhl', '8487135506'],
  ['dpd', '0998 0000 0200 33F'],
  ['dpd', '0998 0000 0200 34D'],
  ['canada-post', '0073938000549297'],
  ['canada-post', '7035114477138472'],
  ['ontrac', 'C11031500001879'],
  ['ontrac', 'C 110 31 500 00187 9'],
  ['ontrac', 'D10011354453707'],
  ['purolator', '320595463938'],
  ['purolator', '331426749957'],
];

/** Numbers of their own form without a check digit. */
const UNCHECKED: readonly (readonly [scheme: string, printed: string])[] = [
  ['dhl', 'JJD0099999999'],
  ['dhl', 'JVGL0999999990'],
  ['dhl', 'GM 2 9 5 117 32 25 1 7 44 9 4'],
  ['yodel', 'JJD0002257639032011'],
  ['yodel', 'JD0002242617644732'],
  ['amazon', 'TBA502887274000'],
  ['yunexpress', 'YT2229521272164446'],
  ['landmark', 'LTN74207623N1'],
  ['lasership', 'LX17635036'],
  ['lasership', '1LS717793482164'],
  ['lasership', '1LS7119013618127-1'],
  ['gofo', 'GFUS01011884214464'],
  ['spee-dee', 'SP029692510000920746'],
  ['canpar', 'D576002440000001718010'],
];

const codes = (problems: readonly string[]): string[] =>
  problems.map((problem) => problem.slice(0, problem.indexOf(':')));

describe('published courier numbers', () => {
  it.each(OWN)('%s %s is that courier’s parcel', (scheme, printed, canonical) => {
    expect(resolve(printed)).toMatchObject({ scheme, valid: true, canonical, names: 'parcel' });
  });

  it.each(SHARED)('%s %s fits, and that others do, too, is said', (scheme, printed) => {
    const { scheme: chosen, valid, alternatives = [], problems, names } = resolve(printed);
    expect([chosen, ...alternatives.map((other) => other.scheme)]).toContain(scheme);
    expect([valid, names === 'parcel']).toEqual([true, false]);
    expect(codes(problems)).toContainEqual(expect.stringMatching(/^(?:ambiguous|common-form)$/));
  });

  it.each(UNCHECKED)('%s %s has nothing that could be checked, and that is said', (...row) => {
    const [scheme, printed] = row;
    expect(resolve(printed)).toMatchObject({ scheme, valid: true, names: 'maybe-parcel' });
    expect(codes(resolve(printed).problems)).toContain('unchecked');
  });

  it.each([
    ['ups', '1Z1111111111111111', '8'],
    ['usps', '9200000000000000000000', '1'],
    ['usps', '4201028200009261290113185417468511', '0'],
    ['fedex', '9622001560001234567100794808390595', '4'],
    ['fedex', '9600000000000000000001', '0'],
    ['dpd', '008182709980000020033350276A', 'C'],
  ])('%s %s has a form of its own and is refused; %s would fit', (scheme, text, expected) => {
    const identity = resolve(text);
    expect(identity).toMatchObject({ scheme, valid: false, expected });
    expect(identity.problems[0]).toMatch(/^check-digit: .* is \w, but \w fits\.$/);
  });

  it.each([
    ['fedex', '996578788855'],
    ['fedex', '5682 8361 0012 732'],
    ['dhl', '3318810010'],
    ['dhl', '3318810034'],
    ['canada-post', '0073938000549292'],
    ['ontrac', 'C11031500001889'],
    ['usps', '0307 1790 0005 2348 3742'],
    ['purolator', '320595463939'],
  ])('a number of the form of %s with a wrong check digit, %s, is simply none', (...row) => {
    const [courier, text] = row;
    const { scheme, alternatives = [] } = resolve(text);
    expect([scheme, ...alternatives.map((other) => other.scheme)]).not.toContain(courier);
  });

  it.each(['2Z5R89390357567127', '1A5R89390357567127', 'TBB000000000000', 'YT123456789012345'])(
    '%s has no known form',
    (text) => {
      expect(resolve(text).scheme).toBe('unknown');
    },
  );
});

describe('what a courier’s number says', () => {
  it('is told with the words of its service', () => {
    expect(resolve('1Z5R89390357567127').fields).toEqual({
      ...{ courier: 'UPS', form: 'parcel, 1Z', shipper: '5R8939' },
      ...{ service: '03', serviceName: 'ground' },
    });
    expect(resolve('008182709980000020033350276C').fields).toMatchObject({
      ...{ service: '350', serviceName: 'by 8:30', country: '276', postcode: '0081827' },
    });
  });

  it('is one item with and without its routing; the whole barcode is kept as a key', () => {
    const whole = '420221539101026837331000039521';
    expect(resolve(whole)).toMatchObject({
      ...{ canonical: '9101026837331000039521', wholeKey: whole },
      fields: { postcode: '22153' },
    });
    expect(resolve('9101026837331000039521')).not.toHaveProperty('wholeKey');
  });

  it('is not cut out of a barcode whose check character is wrong: the number may be another parcel’s', () => {
    const misread = '008182709980000020034350276C';
    const identity = resolve(misread);
    expect(identity).toMatchObject({ scheme: 'dpd', valid: false, canonical: misread });
    expect(identity).not.toHaveProperty('wholeKey');
    expect(resolve('1'.repeat(28))).toMatchObject({ valid: false, canonical: '1'.repeat(28) });
  });

  it('with its own check digit wrong is that wrong number, whatever routing stands before it', () => {
    const wrong = '9101026837331000039522';
    expect(resolve(`42022153${wrong}`)).toMatchObject({ valid: false, canonical: wrong });
  });

  it('is found in a GS1-128 that announces itself: USPS writes postcode and number as elements', () => {
    expect(resolve('42022153\u001d9101026837331000039521', ']C1')).toMatchObject({
      ...{ scheme: 'usps', valid: true, canonical: '9101026837331000039521', names: 'parcel' },
      elements: [
        { ai: '420', value: '22153' },
        { ai: '91', value: '01026837331000039521' },
      ],
    });
    expect(resolve('(420)22153(91)01026837331000039522').valid).toBe(false);
  });

  it('of a form that is from memory says that no source confirms it', () => {
    expect(codes(resolve('SF1234567890123').problems)).toEqual(['unchecked', 'unverified']);
  });
});

/** A pattern without its lookaheads, which the generator does not know. */
const simple = ({ pattern }: CourierForm): RegExp =>
  new RegExp(pattern.source.replace(/\(\?=[^()]*\)/g, '').replace(/\?<\w+>/g, '?:'));

/** A text of the form, with the right check character or with `shift` more. */
function withCheck({ pattern, check, implied = '' }: CourierForm, text: string, shift: number) {
  const { groups, indices } = new RegExp(pattern.source, 'd').exec(text) ?? {};
  const at = indices?.groups?.['check']?.[0];
  if (check === null || at === undefined) return text;
  const right = CHECK_DIGITS[check](implied + (groups?.['body'] ?? ''));
  const wrong = /\d/.test(right) ? String((Number(right) + shift) % 10) : `${(shift + 8) % 10}`;
  return text.slice(0, at) + (shift === 0 ? right : wrong) + text.slice(at + 1);
}

const named = (forms: readonly CourierForm[]) =>
  forms.map((form) => [COURIER_NAMES[form.courier], form.form, form] as const);
const textsOf = (form: CourierForm): fc.Arbitrary<string> =>
  fc.stringMatching(simple(form)).filter((text) => form.pattern.test(text));
const readAs = ({ courier, form }: CourierForm, key: string) =>
  readCouriers({ key }).find(
    ({ identity: { scheme, fields } }) => scheme === courier && fields?.['form'] === form,
  );

describe('generated numbers', () => {
  it.each(named(COURIER_FORMS))('of %s, %s, are read as such', (_, __, form) => {
    fc.assert(
      fc.property(textsOf(form), (text) => {
        const right = withCheck(form, text, 0);
        expect(readAs(form, right)?.identity).toMatchObject({ scheme: form.courier, valid: true });
        const { scheme, alternatives = [] } = resolve(right);
        expect([scheme, ...alternatives.map((other) => other.scheme)]).toContain(form.courier);
      }),
    );
  });

  it.each(named(COURIER_FORMS.filter(({ check }) => check !== null)))(
    'of %s, %s, with any other check digit are refused, or simply none where the form is shared',
    (_, __, form) => {
      fc.assert(
        fc.property(textsOf(form), fc.integer({ min: 1, max: 9 }), (text, shift) => {
          const identity = readAs(form, withCheck(form, text, shift))?.identity;
          expect(identity?.valid ?? false).toBe(false);
          expect(identity !== undefined).toBe(form.own);
        }),
      );
    },
  );
});
