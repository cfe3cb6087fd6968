import { readHs } from '../goods/hs.ts';
import { wordsOf } from '../goods/words.ts';
import type { ManifestItem } from '../manifest/item.ts';
import type { Fact } from '../rules/facts.ts';
import { absent, declared, known, truth } from './known-facts.ts';
import type { BenchPolicy } from './policy.ts';
import type { SessionState } from './state.ts';

type DeclarationPolicy = BenchPolicy['declaration'];
type ContentLine = ManifestItem['lines'][number];

/** Tariff codes of an item, digits only, in the order of its lines. */
export function hsCodesOf({ lines }: ManifestItem): string[] {
  return lines.flatMap(({ hs_code: text }) => {
    const code = text === null ? null : readHs(text);
    return code === null ? [] : [code.digits];
  });
}

/**
 * An odd code may also be complete as it stands (nine digits in Japan, eleven in Switzerland) or have
 * lost its last digit: goods that are controlled in either reading are.
 */
function readingsOf({ lines }: ManifestItem): string[] {
  return lines.flatMap(({ hs_code: text }) => {
    const code = text === null ? null : readHs(text);
    if (code === null) return [];
    return code.padded ? [code.digits, code.digits.slice(1)] : [code.digits];
  });
}

function codes(item: ManifestItem): Fact {
  const found = readingsOf(item);
  return found.length === 0
    ? absent('no line gives a tariff code')
    : known(found, found.join(', '));
}

function paddedCodes({ lines }: ManifestItem): Fact {
  const padded = lines.flatMap(({ hs_code: text }) => {
    const code = text === null ? null : readHs(text);
    return code?.padded === true ? [`${code.digits.slice(1)} was read as ${code.digits}`] : [];
  });
  return truth(padded.length > 0, padded.join('; '));
}

/** The text is not shown: it may say anything. */
function unreadableCodes({ lines }: ManifestItem): Fact {
  const unread = lines.flatMap(({ hs_code: text }, index) =>
    text !== null && readHs(text) === null ? [`line ${index + 1}`] : [],
  );
  return truth(unread.length > 0, unread.join(', '));
}

function isVague(line: ContentLine, { vagueWords, vagueWithoutCode }: DeclarationPolicy): boolean {
  const coded = line.hs_code !== null && readHs(line.hs_code) !== null;
  return wordsOf(line.description ?? '').every(
    (word) => vagueWords.has(word) || (!coded && vagueWithoutCode.has(word)),
  );
}

/** Such a description is shown: it has words of the list only, and names nobody. */
function vague({ lines }: ManifestItem, policy: DeclarationPolicy): Fact {
  const described = lines.filter(({ description }) => description !== null);
  if (described.length === 0) return absent('no line has a description');
  const found = described.find((line) => isVague(line, policy));
  return truth(found !== undefined, `"${wordsOf(found?.description ?? '').join(' ')}"`);
}

/** Documents and samples are declared without a value by custom. */
const WITHOUT_VALUE: ReadonlySet<string | null> = new Set(['documents', 'sample']);

function valueImplausible({ lines, category }: ManifestItem, policy: DeclarationPolicy): Fact {
  if (WITHOUT_VALUE.has(category)) return truth(false);
  const valued = lines.filter(({ value }) => value !== null);
  if (valued.length === 0) return absent('no line gives a value');
  const total = valued.reduce((sum, { value }) => sum + Number(value), 0);
  // A declared value has six decimals at most; what a sum has beyond them is not declared.
  const sum = Number(total.toFixed(6));
  const currencies = [...new Set(valued.flatMap(({ currency }) => currency ?? []))].join(', ');
  return truth(sum <= policy.implausibleValue, `${sum} ${currencies}`.trim());
}

function giftCommercial(item: ManifestItem, { giftQuantity }: DeclarationPolicy): Fact {
  if (item.category === null) return absent('the declaration gives no category');
  if (item.category !== 'gift') return truth(false);
  const many = item.lines.find(({ quantity }) => Number(quantity ?? 0) >= giftQuantity);
  const signs = [
    ...(many === undefined ? [] : [`${String(many.quantity)} pieces of one kind`]),
    ...(item.invoice_no === null ? [] : ['an invoice']),
    ...(item.licence_no === null ? [] : ['a licence']),
  ];
  return truth(signs.length > 0, signs.join(', '));
}

/** What the declaration says of the goods, and what is odd about it. */
export function declarationFacts(state: SessionState, policy: DeclarationPolicy) {
  return {
    'declared.hs': declared(state, codes),
    'declared.hs-doubtful': declared(state, paddedCodes),
    'declared.hs-unreadable': declared(state, unreadableCodes),
    'declared.vague': declared(state, (item) => vague(item, policy)),
    'declared.value-implausible': declared(state, (item) => valueImplausible(item, policy)),
    'declared.gift-commercial': declared(state, (item) => giftCommercial(item, policy)),
  };
}
