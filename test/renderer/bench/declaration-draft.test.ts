import { describe, expect, it } from 'vitest';
import {
  blankDraft,
  blankLine,
  draftOf,
  enteredOf,
  problemsOf,
  type DeclarationDraft,
} from '../../../renderer/bench/declaration-draft.ts';
import { enteredDeclarationSchema } from '../../../shared/bridge/entered-declaration.ts';

/** A draft with a description and whatever a test is about. */
function draftWith(change: (draft: DeclarationDraft) => void): DeclarationDraft {
  const draft = blankDraft();
  draft.lines[0]!.description = 'Wool blanket';
  change(draft);
  return draft;
}

const full = draftWith((draft) => {
  Object.assign(draft, { gross: '1.25 kg', origin: 'de', destination: 'FR', category: 'sale' });
  Object.assign(draft.lines[0]!, { quantity: '2', netG: '900 g', value: '30.50', currency: 'eur' });
  draft.lines.push({ ...blankLine(), description: 'Socks', netG: '100', hsCode: '6115 95' });
  Object.assign(draft.sender, { name: 'A. Weaver', company: 'Wool Ltd', country: 'de' });
  Object.assign(draft.addressee, { city: 'Lyon', postcode: '69001', reference: 'FR123' });
  Object.assign(draft.papers, { postage: '12.90', postageCurrency: 'EUR', comments: 'fragile' });
});

describe('what is copied from a form', () => {
  it('is the three facts of the quick form while nothing else is written', () => {
    const draft = draftWith((it) => Object.assign(it, { gross: '800' }));
    expect(enteredOf(draft)).toEqual({
      description: 'Wool blanket',
      grossG: '800',
      originCountry: null,
    });
  });

  it('is in grams, capitals and decimal points, as core takes it', () => {
    const entered = enteredOf(full);
    expect(enteredDeclarationSchema.parse(entered)).toEqual(entered);
    expect(entered).toMatchObject({ grossG: '1250', originCountry: 'DE' });
    expect(entered.rest).toMatchObject({
      category: 'sale',
      firstLine: { netG: '900', currency: 'EUR', hsCode: null },
      furtherLines: [{ description: 'Socks', netG: '100', hsCode: '6115 95', value: null }],
      sender: { company: 'Wool Ltd', country: 'DE', phone: null },
      postage: '12.90',
    });
  });

  it('comes back into the form as it was entered', () => {
    const entered = enteredOf(full);
    expect(enteredOf(draftOf(entered))).toEqual(entered);
    const quick = { description: 'Book', grossG: null, originCountry: 'GB' };
    expect(enteredOf(draftOf(quick))).toEqual(quick);
  });

  it('has no content line that was left blank', () => {
    const draft = draftWith(({ lines }) => lines.push(blankLine(), { ...blankLine(), value: '5' }));
    expect(enteredOf(draft).rest?.furtherLines).toHaveLength(1);
  });
});

describe('what cannot be saved', () => {
  it.each([
    ['gross', (draft: DeclarationDraft) => (draft.gross = '1,250')],
    ['gross', (draft: DeclarationDraft) => (draft.gross = '2 lb')],
    ['gross', (draft: DeclarationDraft) => (draft.gross = '-3')],
    ['origin', (draft: DeclarationDraft) => (draft.origin = 'DEU')],
    ['destination', (draft: DeclarationDraft) => (draft.destination = '1')],
    ['lines.0.description', ({ lines }: DeclarationDraft) => (lines[0]!.description = ' ')],
    ['lines.0.netG', ({ lines }: DeclarationDraft) => (lines[0]!.netG = '1.2.3 kg')],
    ['lines.0.value', ({ lines }: DeclarationDraft) => (lines[0]!.value = '12,50')],
    ['lines.0.currency', ({ lines }: DeclarationDraft) => (lines[0]!.currency = '€')],
    ['lines.0.hsCode', ({ lines }: DeclarationDraft) => (lines[0]!.hsCode = '61\u200b15')],
    ['sender.country', ({ sender }: DeclarationDraft) => (sender.country = 'X')],
    ['addressee.postcode', (draft: DeclarationDraft) => (draft.addressee.postcode = '6\u202e9')],
    ['papers.postage', ({ papers }: DeclarationDraft) => (papers.postage = 'free')],
    ['papers.licenceNo', ({ papers }: DeclarationDraft) => (papers.licenceNo = '1.23E+10')],
  ])('is named by its place: %s', (place, spoil) => {
    expect(Object.keys(problemsOf(draftWith(spoil)))).toEqual([place]);
  });

  it('is nothing in a form that is well filled in', () => {
    expect(problemsOf(full)).toEqual({});
  });
});
