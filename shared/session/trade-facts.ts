import { readHs } from '../goods/hs.ts';
import { plainText } from '../goods/words.ts';
import { foldedWords, foldName } from '../parties/fold-name.ts';
import { matchNames } from '../parties/match-name.ts';
import { formatGrams } from '../measure/mass.ts';
import type { ContentLine, ManifestItem } from '../manifest/item.ts';
import type { Fact } from '../rules/facts.ts';
import { absent, byTable, declared, known, leftOpen, truth } from './known-facts.ts';
import type { BenchPolicy } from './policy.ts';
import type { SessionState } from './state.ts';
import { matchTable, type PartMatch } from './table-match.ts';

type TradePolicy = BenchPolicy['trade'];

type Entry = TradePolicy['forcedLabour'][number];

/** Beginnings of tariff codes; a chapter or heading may be of a code that it begins. */
function codePart(line: ContentLine, { hs: codes }: Entry): PartMatch {
  // A chapter of two digits is no whole tariff code, and says something all the same.
  const digits =
    readHs(line.hs_code ?? '')?.digits ?? /^\s*(\d{2})\s*$/.exec(line.hs_code ?? '')?.[1];
  if (digits === undefined) return 'unsaid';
  if (codes.some((hs) => digits.startsWith(hs))) return 'fits';
  return codes.some((hs) => hs.startsWith(digits)) ? 'begins' : 'differs';
}

/**
 * Where the goods are from. The country of posting stands in for an origin that is not said as far as it
 * speaks for the entry: that goods are posted elsewhere does not say that they are from elsewhere.
 */
function originPart(line: ContentLine, item: ManifestItem, { origin }: Entry): PartMatch {
  const said = line.line_origin_country;
  if (said !== null) return said === origin ? 'fits' : 'differs';
  return [item.origin_country, item.dispatch_country].includes(origin) ? 'fits' : 'unsaid';
}

/** The names of both parties: whole words of the table's name, or the name itself in another script. */
function entityPart(item: ManifestItem, { entities }: Entry): PartMatch {
  const names = [
    item.sender_name,
    item.sender_company,
    item.addressee_name,
    item.addressee_company,
  ].flatMap((text) => text ?? []);
  if (names.length === 0) return 'unsaid';
  return names.some((name) => entities.some((entity) => isNamed(name, entity)))
    ? 'fits'
    : 'differs';
}

function isNamed(name: string, entity: string): boolean {
  const words = (text: string): string => ` ${foldedWords(text).join(' ')} `;
  if (words(name).includes(words(entity))) return true;
  const [one, other] = [foldName(name), foldName(entity)];
  const match = one === null || other === null ? null : matchNames(one, other);
  return match !== null && match.kind !== 'fuzzy';
}

function partsOf(line: ContentLine, item: ManifestItem, entry: Entry): Record<string, PartMatch> {
  return {
    ...(entry.hs.length > 0 && { 'tariff code': codePart(line, entry) }),
    ...(entry.origin !== null && { origin: originPart(line, item, entry) }),
    ...(entry.entities.length > 0 && { parties: entityPart(item, entry) }),
  };
}

/** A declaration without content lines says nothing of its goods. */
const NO_LINE: Pick<ContentLine, 'hs_code' | 'line_origin_country'> = {
  hs_code: null,
  line_origin_country: null,
};

/** An entry fits, none does, or the declaration leaves out what an entry that it may be asks for. */
function forcedLabour(item: ManifestItem, table: readonly Entry[]): Fact {
  const lines = item.lines.length === 0 ? [NO_LINE as ContentLine] : item.lines;
  const found = lines.map((line) => {
    const posted = item.origin_country ?? item.dispatch_country;
    const saysNothing =
      line.hs_code === null && line.line_origin_country === null && posted === null;
    return matchTable(table, (entry) => partsOf(line, item, entry), saysNothing);
  });
  const entry = found.find(({ fits }) => fits !== null)?.fits;
  if (entry) return truth(true, entry.why);
  const open = found.find(({ undecided }) => undecided !== null)?.undecided;
  return open ? absent(leftOpen(open.unsaid, open.entry.why)) : truth(false);
}

/** Tariff codes of empty cylinders of steel and of aluminium (HS 2022). */
const CYLINDER_CODES = ['7311', '7613'];

function hasLabel(fact: Fact, labels: readonly string[]): boolean {
  return (
    fact.state === 'value' &&
    Array.isArray(fact.value) &&
    labels.some((label) => (fact.value as readonly string[]).includes(label))
  );
}

/**
 * Whether a cylinder that is declared empty weighs what it weighs with its gas: by the heaviest kind of
 * the site's table that the description fits, else by the heaviest of all.
 * @param measured the fact `measured.gross`
 */
function aboveTare(
  item: ManifestItem,
  measured: Fact,
  goods: GoodsSigns,
  { cylinders }: TradePolicy,
): Fact {
  const coded = item.lines.some(({ hs_code: text }) => {
    const code = text === null ? null : readHs(text);
    return code !== null && CYLINDER_CODES.some((hs) => code.digits.startsWith(hs));
  });
  const named = hasLabel(goods.concepts, CYLINDER_CONCEPTS);
  const empty = hasLabel(goods.marks, ['empty']);
  if (!(coded || named) || !(empty || (coded && !hasLabel(goods.categories, GAS_CATEGORIES)))) {
    return absent('no cylinder is declared empty');
  }
  if (measured.state !== 'value') return measured;
  const text = plainText(item.lines.map(({ description }) => description ?? '').join(' '));
  const fitting = cylinders.filter(({ words }) => words.some((word) => text.includes(word)));
  const kinds = fitting.length > 0 ? fitting : cylinders;
  const [heaviest] = [...kinds].sort((one, other) => other.emptyG - one.emptyG);
  if (heaviest === undefined) return absent('the site has no table of cylinders');
  return truth(
    (measured.value as number) > heaviest.emptyG,
    `${measured.shown}; ${heaviest.name} weighs ${formatGrams(heaviest.emptyG)} g at most when empty`,
  );
}

/** Concepts of the knowledge of goods that are cylinders. */
const CYLINDER_CONCEPTS = ['gas-cylinder', 'gas-cylinder-empty', 'refrigerant-cylinder'];
const GAS_CATEGORIES = ['gases', 'ozone-climate'];

/** What the goods facts say, as far as other facts rest on it. */
interface GoodsSigns {
  readonly concepts: Fact;
  readonly marks: Fact;
  readonly categories: Fact;
}

function seen(values: readonly string[] | null): Fact {
  return values === null
    ? absent('nobody noted a label')
    : known(values, values.join(', ') || 'none');
}

/**
 * What the site's tables of trade say, and what the officer saw on the parcel.
 * @param measured the fact `measured.gross`
 */
export function tradeFacts(
  state: SessionState,
  measured: Fact,
  goods: GoodsSigns,
  policy: TradePolicy,
) {
  return {
    'trade.forced-labour': byTable(state, policy.forcedLabour, forcedLabour),
    'cylinder.above-tare': declared(state, (item) => aboveTare(item, measured, goods, policy)),
    'label.un': seen(state.labels?.un ?? null),
    'label.hazards': seen(state.labels?.hazards ?? null),
  };
}
