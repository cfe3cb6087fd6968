import type {
  EnteredDeclaration,
  EnteredLine,
  EnteredParty,
  EnteredRest,
} from '../../shared/bridge/entered-declaration.ts';
import { idCell, kilogramCell } from '../../shared/manifest/cells.ts';
import { createDecimals } from '../../shared/manifest/decimals.ts';
import { COUNTRY, CURRENCY, DECIMAL, type ITEM_CATEGORIES } from '../../shared/manifest/limits.ts';
import type { MessageKey } from '../locales/text.ts';

/** Fields as texts, as they stand in the form; what is blank there is an empty text. */
type Draft<T> = { [K in keyof T]: string };
export type LineDraft = Draft<EnteredLine>;
export type PartyDraft = Draft<EnteredParty>;
export type Category = (typeof ITEM_CATEGORIES)[number] | 'none';
type Paper =
  'postage' | 'postageCurrency' | 'licenceNo' | 'certificateNo' | 'invoiceNo' | 'comments';

/** A CN22 or CN23 while it is copied. */
export interface DeclarationDraft {
  gross: string;
  origin: string;
  destination: string;
  category: Category;
  /** One at least. */
  lines: LineDraft[];
  sender: PartyDraft;
  addressee: PartyDraft;
  papers: { [K in Paper]: string };
}

/** What is wrong, by the place of the field: `gross`, `lines.0.netG`, `sender.country`. */
export type DraftProblems = Readonly<Record<string, MessageKey>>;

/** Fields of a content line that are checked, and as what. */
const LINE_FORMS: { readonly [K in keyof LineDraft]?: Form } = {
  quantity: 'number',
  netG: 'mass',
  value: 'number',
  currency: 'currency',
  hsCode: 'id',
  originCountry: 'country',
};

type Form = 'number' | 'mass' | 'currency' | 'country' | 'id';
const WRONG: { readonly [form in Form]: MessageKey } = {
  number: 'form.number-wrong',
  mass: 'form.gross-wrong',
  currency: 'form.currency-wrong',
  country: 'form.origin-wrong',
  id: 'form.hidden-wrong',
};
/** Fields that identify something: what cannot be seen in them would never be found again. */
const PARTY_IDS = ['postcode', 'reference'] as const;
const PAPER_IDS = ['licenceNo', 'certificateNo', 'invoiceNo'] as const;

export function blankLine(): LineDraft {
  return {
    ...{ description: '', quantity: '', netG: '', value: '' },
    ...{ currency: '', hsCode: '', originCountry: '' },
  };
}

function blankParty(): PartyDraft {
  return {
    ...{ name: '', company: '', address: '', postcode: '', city: '' },
    ...{ country: '', phone: '', email: '', reference: '' },
  };
}

/** A form of which nothing is copied yet. */
export function blankDraft(): DeclarationDraft {
  return {
    ...{ gross: '', origin: '', destination: '', category: 'none' as const },
    lines: [blankLine()],
    sender: blankParty(),
    addressee: blankParty(),
    papers: {
      ...{ postage: '', postageCurrency: '', licenceNo: '' },
      ...{ certificateNo: '', invoiceNo: '', comments: '' },
    },
  };
}

/** The form with what was entered before, to be corrected. */
export function draftOf(entered: EnteredDeclaration): DeclarationDraft {
  const { description, grossG, originCountry, rest } = entered;
  const blank = blankDraft();
  const quick = { ...blank, gross: grossG ?? '', origin: originCountry ?? '' };
  if (rest === undefined) return { ...quick, lines: [{ ...blankLine(), description }] };
  const { postage, postageCurrency, licenceNo, certificateNo, invoiceNo, comments } = rest;
  return {
    ...quick,
    destination: rest.destinationCountry ?? '',
    category: rest.category ?? 'none',
    lines: [{ description, ...rest.firstLine }, ...rest.furtherLines].map(texts),
    sender: texts(rest.sender),
    addressee: texts(rest.addressee),
    papers: texts({
      ...{ postage, postageCurrency, licenceNo, certificateNo, invoiceNo, comments },
    }),
  };
}

/** What cannot be saved as it is written; nothing when all can. */
export function problemsOf(draft: DeclarationDraft): DraftProblems {
  const problems: Record<string, MessageKey> = {};
  const check = (place: string, text: string, form: Form): void => {
    if (text.trim() !== '' && read(text, form) === null) problems[place] = WRONG[form];
  };
  if (draft.lines[0]?.description.trim() === '') {
    problems['lines.0.description'] = 'form.description-needed';
  }
  check('gross', draft.gross, 'mass');
  check('origin', draft.origin, 'country');
  check('destination', draft.destination, 'country');
  draft.lines.forEach((line, at) => {
    for (const [field, form] of Object.entries(LINE_FORMS)) {
      check(`lines.${at}.${field}`, line[field as keyof LineDraft], form);
    }
  });
  for (const side of ['sender', 'addressee'] as const) {
    check(`${side}.country`, draft[side].country, 'country');
    for (const field of PARTY_IDS) check(`${side}.${field}`, draft[side][field], 'id');
  }
  for (const field of PAPER_IDS) check(`papers.${field}`, draft.papers[field], 'id');
  check('papers.postage', draft.papers.postage, 'number');
  check('papers.postageCurrency', draft.papers.postageCurrency, 'currency');
  return problems;
}

/** What is sent; of a draft without problems. Content lines that are blank are left out. */
export function enteredOf(draft: DeclarationDraft): EnteredDeclaration {
  const [first = blankLine(), ...further] = draft.lines;
  const { description, ...firstLine } = enteredLine(first);
  const quick = {
    description: description ?? '',
    grossG: read(draft.gross, 'mass'),
    originCountry: read(draft.origin, 'country'),
  };
  const { postage, postageCurrency, ...papers } = draft.papers;
  const rest: EnteredRest = {
    category: draft.category === 'none' ? null : draft.category,
    destinationCountry: read(draft.destination, 'country'),
    firstLine,
    furtherLines: further.map(enteredLine).filter((line) => !isBlank(line)),
    sender: enteredParty(draft.sender),
    addressee: enteredParty(draft.addressee),
    postage: read(postage, 'number'),
    postageCurrency: read(postageCurrency, 'currency'),
    ...written(papers),
  };
  return isBlank(rest) ? quick : { ...quick, rest };
}

function enteredLine(line: LineDraft): EnteredLine {
  return {
    ...written(line),
    quantity: read(line.quantity, 'number'),
    netG: read(line.netG, 'mass'),
    value: read(line.value, 'number'),
    currency: read(line.currency, 'currency'),
    originCountry: read(line.originCountry, 'country'),
  };
}

function enteredParty(party: PartyDraft): EnteredParty {
  return { ...written(party), country: read(party.country, 'country') };
}

/** A text in the form of the neutral manifest; null when it is blank or cannot be read. */
function read(text: string, form: Form): string | null {
  const bare = text.trim();
  if (bare === '') return null;
  if (form === 'mass') return readMass(bare);
  if (form === 'id') return idCell(bare).ok ? bare : null;
  const code = bare.toUpperCase();
  if (form === 'country') return COUNTRY.pattern.test(code) ? code : null;
  if (form === 'currency') return CURRENCY.pattern.test(code) ? code : null;
  return DECIMAL.pattern.test(bare) ? bare : null;
}

/** Grams unless kilograms are written: `1250`, `1250 g`, `1.25 kg`. */
function readMass(text: string): string | null {
  const [, amount = '', unit = 'g'] = /^([\d.]+)\s*(g|kg)?$/i.exec(text) ?? [];
  if (unit.toLowerCase() === 'g') return DECIMAL.pattern.test(amount) ? amount : null;
  const grams = kilogramCell(amount, createDecimals(true));
  return grams.ok && DECIMAL.pattern.test(grams.value ?? '') ? grams.value : null;
}

function written<T extends Readonly<Record<string, string>>>(fields: T) {
  const entries = Object.entries(fields).map(([name, text]) => [name, text.trim() || null]);
  return Object.fromEntries(entries) as { [K in keyof T]: string | null };
}

function texts<T extends Readonly<Record<string, string | null>>>(fields: T): Draft<T> {
  const entries = Object.entries(fields).map(([name, value]) => [name, value ?? '']);
  return Object.fromEntries(entries) as Draft<T>;
}

function isBlank(value: unknown): boolean {
  if (value === null) return true;
  return typeof value === 'object' && Object.values(value).every(isBlank);
}
