import { describe, expect, it } from 'vitest';
import { formOfItem, itemFromForm } from '../../../../electron/core/bench/manual-item.ts';
import {
  enteredDeclarationSchema,
  type EnteredDeclaration,
} from '../../../../shared/bridge/entered-declaration.ts';
import { manifestItemSchema } from '../../../../shared/manifest/item.ts';

const blankParty = {
  ...{ name: null, company: null, address: null, postcode: null, city: null },
  ...{ country: null, phone: null, email: null, reference: null },
};
const line = {
  ...{ quantity: '2', netG: '900', value: '30.50', currency: 'EUR' },
  ...{ hsCode: '6301.20', originCountry: 'GB' },
};
const full: EnteredDeclaration = {
  description: 'Wool blanket',
  grossG: '1250',
  originCountry: 'DE',
  rest: {
    category: 'sale',
    destinationCountry: 'FR',
    firstLine: line,
    furtherLines: [{ ...line, description: 'Socks', value: null }],
    sender: { ...blankParty, name: 'A. Weaver', company: 'Wool Ltd', phone: '+49 1' },
    addressee: { ...blankParty, city: 'Lyon', postcode: '69001', reference: 'FR123' },
    postage: '12.90',
    postageCurrency: 'EUR',
    licenceNo: 'L-1',
    certificateNo: null,
    invoiceNo: 'INV-7',
    comments: 'fragile',
  },
};

describe('a declaration copied from the form', () => {
  it('is an item of the neutral model, and everything else is blank', () => {
    const item = itemFromForm('RR473124829US', full);
    expect(manifestItemSchema.parse(item)).toEqual(item);
    expect(item).toMatchObject({
      item_id: 'RR473124829US',
      category: 'sale',
      destination_country: 'FR',
      sender_company: 'Wool Ltd',
      sender_country: null,
      addressee_postcode: '69001',
      invoice_no: 'INV-7',
      postage_currency: 'EUR',
      referral: null,
    });
    expect(item.lines).toMatchObject([
      { description: 'Wool blanket', net_g: '900', hs_code: '6301.20', hs_year: null },
      { description: 'Socks', value: null, line_origin_country: 'GB' },
    ]);
  });

  it('comes back as it was entered, to be corrected', () => {
    expect(formOfItem(itemFromForm('A', full))).toEqual(full);
    const quick = { description: 'Book', grossG: null, originCountry: null };
    expect(itemFromForm('A', formOfItem(itemFromForm('A', quick)))).toEqual(
      itemFromForm('A', quick),
    );
  });
});

describe('what is no declaration', () => {
  const withRest = (change: object) => ({ ...full, rest: { ...full.rest, ...change } });
  it.each([
    ['a blank description', { ...full, description: ' ' }],
    ['a decimal comma', { ...full, grossG: '1,5' }],
    ['a country by its name', withRest({ destinationCountry: 'France' })],
    ['a category that no form has', withRest({ category: 'weapons' })],
    ['an empty text instead of none', withRest({ comments: '' })],
    ['a licence with hidden characters', withRest({ licenceNo: 'L\u200b1' })],
    ['more lines than a form has', withRest({ furtherLines: Array(20).fill(line) })],
    ['a field that no form has', withRest({ value: '3' })],
  ])('is refused: %s', (_, entered) => {
    expect(enteredDeclarationSchema.safeParse(entered).success).toBe(false);
  });
});
