import { wrongCheckDigit } from './gs1-check-digit.ts';
import {
  GS,
  isBracketed,
  knownIdentifier,
  printElements,
  readElements,
  type ElementString,
} from './gs1-elements.ts';
import type { Gs1Element, Identity } from './identity.ts';
import { visibleKey, type Label } from './label.ts';
import { problem } from './problem.ts';
import { ssccIdentity } from './sscc.ts';
import { STANDS_FOR } from './stands-for.ts';

/** Findings that are kept of one label: a code of thousands of characters may have hundreds. */
const KEPT_PROBLEMS = 8;

/**
 * Element strings are announced by the symbology, by a separator after digits, or by brackets. Digits
 * alone are not taken for one: most of them can be read as some element.
 */
function isAnnounced({ symbology, text }: Label): boolean {
  if (symbology?.content === 'gs1' || isBracketed(text)) return true;
  return text.includes(GS) && /^\d\d/.test(text.startsWith(GS) ? text.slice(1) : text);
}

/** What elements without an SSCC name. */
function namedBy(elements: readonly Gs1Element[]): 'consignment' | 'goods' | 'nothing' {
  const names = elements.map(({ ai }) => knownIdentifier(ai).names);
  return (['consignment', 'goods'] as const).find((each) => names.includes(each)) ?? 'nothing';
}

function identityOf(label: Label, { elements, broken, problems }: ElementString): Identity {
  if (broken !== null || elements.length === 0) {
    const nothing = problem('empty', 'The label is empty.');
    return {
      scheme: 'gs1',
      valid: false,
      canonical: visibleKey(label),
      problems: [broken ?? nothing],
      names: 'nothing',
    };
  }
  const kept = problems.slice(0, KEPT_PROBLEMS);
  const sscc = elements.find(({ ai }) => ai === '00');
  if (sscc !== undefined) return { ...ssccIdentity(sscc.value, kept), elements };
  const names = namedBy(elements);
  return {
    scheme: 'gs1',
    valid: problems.length === 0,
    canonical: printElements(elements),
    problems: [...kept, STANDS_FOR[names]],
    names,
    elements,
  };
}

/**
 * The digits of an EAN or UPC barcode: 13, or 12 from readers that leave the first 0 of UPC-A out,
 * perhaps with an add-on of 2 or 5. UPC-E that the reader did not expand has another check digit.
 */
const GTIN = /^(\d{12,13})(?:\d{2}|\d{5})?$/;
const GTIN_8 = /^(\d{8})$/;

function readTradeItem(label: Label, pattern: RegExp): Identity {
  const base = { scheme: 'gs1', canonical: visibleKey(label), names: 'goods' } as const;
  const about = STANDS_FOR.goods;
  const digits = pattern.exec(label.key)?.[1];
  if (digits === undefined) {
    const words = 'The barcode does not have the digits of an EAN or UPC: 13, 12, or 8 for EAN-8.';
    return { ...base, valid: false, problems: [problem('gtin-length', words), about] };
  }
  const expected = wrongCheckDigit(digits);
  if (expected === null) return { ...base, valid: true, problems: [about] };
  const words = `The check digit is ${digits.slice(-1)}, but ${expected} fits these digits.`;
  return { ...base, valid: false, expected, problems: [problem('check-digit', words), about] };
}

/**
 * Reads a label that says it is GS1; null for any other. With an SSCC (00) it names that parcel, under
 * the same key as the bare number; without, it is of scheme `gs1` and names no parcel.
 */
export function readGs1(label: Label): Identity | null {
  if (isAnnounced(label)) return identityOf(label, readElements(label.text));
  const content = label.symbology?.content;
  if (content === 'gtin') return readTradeItem(label, GTIN);
  return content === 'gtin-8' ? readTradeItem(label, GTIN_8) : null;
}

/**
 * Reads bare digits as the number of a trade item (GTIN-12, -13 or -14) where their check digit is right;
 * else null. Nothing says that they are one: the reading is for comparison only.
 */
export function readBareGtin({ key }: Label): Identity | null {
  if (!/^\d{12,14}$/.test(key) || wrongCheckDigit(key) !== null) return null;
  const problems = [STANDS_FOR.goods];
  return { scheme: 'gs1', valid: true, canonical: key, problems, names: 'goods' };
}
