import { readHs } from '../goods/hs.ts';
import { wordsOf } from '../goods/words.ts';
import type { ManifestItem } from '../manifest/item.ts';
import type { Fact } from '../rules/facts.ts';
import { addressIncomplete } from './address-facts.ts';
import { hasContents } from './form-and-file.ts';
import { absent, declared, truth } from './known-facts.ts';
import type { BenchPolicy } from './policy.ts';
import type { SessionState } from './state.ts';
import { unitDoubt } from './unit-facts.ts';
import { valueImplausible, valueOutOfRange } from './value-facts.ts';

type DeclarationPolicy = BenchPolicy['declaration'];
type ContentLine = ManifestItem['lines'][number];

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

/** Service indicators H: e-commerce parcels (UPU S10-12). */
const E_COMMERCE = /^H[A-Z]\d{9}[A-Z]{2}$/;

function giftCommercial(item: ManifestItem, { giftQuantity }: DeclarationPolicy): Fact {
  if (item.category === null) return absent('the declaration gives no category');
  if (item.category !== 'gift') return truth(false);
  const many = item.lines.find(({ quantity }) => Number(quantity ?? 0) >= giftQuantity);
  const signs = [
    ...(many === undefined ? [] : [`${String(many.quantity)} pieces of one kind`]),
    ...(item.invoice_no === null ? [] : ['an invoice']),
    ...(item.licence_no === null ? [] : ['a licence']),
    ...(item.sender_company === null ? [] : ['a company as its sender']),
    ...(item.sender_reference === null ? [] : ["the sender's customs reference"]),
    ...(item.addressee_reference === null ? [] : ["an importer's reference"]),
    ...(E_COMMERCE.test(item.item_id) ? ['the label of an e-commerce parcel'] : []),
  ];
  return truth(signs.length > 0, signs.join(', '));
}

/** The count is a lower limit, of the file that the item came with. */
function massRepeated(item: ManifestItem, { sameMassItems }: DeclarationPolicy): Fact {
  const count = item.same_mass_items ?? null;
  if (count === null) return absent('the manifest does not say what else its sender sends');
  return truth(
    count >= sameMassItems,
    `at least ${count} items of this sender have the same gross mass, ${item.gross_g ?? ''} g`,
  );
}

/**
 * A line without a description is not what the lines beside it are; a tariff code alone is no description, as
 * it is none of an item of one line: 2914.11 is acetone, and does not say that it is. Where no line has a
 * description, that is a finding of its own.
 */
function lineWithoutContents(item: ManifestItem): Fact {
  if (!hasContents(item)) return absent('no line has a description');
  const silent = item.lines.flatMap(({ description, hs_code: code }, index) =>
    description === null
      ? [`line ${index + 1}${code === null ? '' : `, tariff code ${code}`}`]
      : [],
  );
  return truth(silent.length > 0, silent.join(', '));
}

/**
 * What is odd about the declaration, apart from its tariff codes.
 * @param measured the fact `measured.gross`
 */
export function declarationFacts(state: SessionState, measured: Fact, policy: DeclarationPolicy) {
  return {
    'declared.contents': declared(state, (item) => truth(hasContents(item))),
    'declared.line-without-contents': declared(state, lineWithoutContents),
    'declared.vague': declared(state, (item) => vague(item, policy)),
    'declared.value-implausible': declared(state, (item) => valueImplausible(item, policy)),
    'declared.value-out-of-range': declared(state, (item) => valueOutOfRange(item, policy)),
    'declared.gift-commercial': declared(state, (item) => giftCommercial(item, policy)),
    'declared.address-incomplete': declared(state, (item) => addressIncomplete(item, policy)),
    'declared.mass-repeated': declared(state, (item) => massRepeated(item, policy)),
    'declared.unit-doubtful': unitDoubt(state, measured, policy),
  };
}
