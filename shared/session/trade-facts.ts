import { readHs } from '../goods/hs.ts';
import { plainText } from '../goods/words.ts';
import { formatGrams } from '../measure/mass.ts';
import type { ContentLine, ManifestItem } from '../manifest/item.ts';
import type { Fact } from '../rules/facts.ts';
import { absent, declared, known, truth } from './known-facts.ts';
import type { BenchPolicy } from './policy.ts';
import type { SessionState } from './state.ts';

type TradePolicy = BenchPolicy['trade'];

/** Whether a name of the item's parties has a name of the table in it, as a whole. */
function namesEntity(item: ManifestItem, entity: string): boolean {
  const names = [item.sender_name, item.sender_company].flatMap((text) =>
    text === null ? [] : [plainText(text)],
  );
  return names.some((name) => name === entity || ` ${name} `.includes(` ${entity} `));
}

/** Lines by their code and origin; an entry without one of them has it of any. */
function isOfEntry(
  line: ContentLine,
  item: ManifestItem,
  entry: TradePolicy['forcedLabour'][number],
): boolean {
  const code = line.hs_code === null ? null : readHs(line.hs_code);
  const origin = line.line_origin_country ?? item.origin_country ?? item.dispatch_country;
  return (
    (entry.hs.length === 0 ||
      (code !== null && entry.hs.some((hs) => code.digits.startsWith(hs)))) &&
    (entry.origin === null || entry.origin === origin) &&
    (entry.entities.length === 0 || entry.entities.some((name) => namesEntity(item, name)))
  );
}

function forcedLabour(item: ManifestItem, { forcedLabour: table }: TradePolicy): Fact {
  if (table.length === 0) return absent('the site has no table of forced labour');
  const entry = table.find((one) => item.lines.some((line) => isOfEntry(line, item, one)));
  return truth(entry !== undefined, entry?.why ?? null);
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
    'trade.forced-labour': declared(state, (item) => forcedLabour(item, policy)),
    'cylinder.above-tare': declared(state, (item) => aboveTare(item, measured, goods, policy)),
    'label.un': seen(state.labels?.un ?? null),
    'label.hazards': seen(state.labels?.hazards ?? null),
  };
}
