import type { GoodsCategory } from '../goods/categories.ts';
import type { Goods } from '../goods/classifier.ts';
import { readHs } from '../goods/hs.ts';
import { plainText } from '../goods/words.ts';
import { foldedWords, foldName } from '../parties/fold-name.ts';
import { matchNames } from '../parties/match-name.ts';
import { formatGrams } from '../measure/mass.ts';
import type { ContentLine, ManifestItem } from '../manifest/item.ts';
import type { Fact } from '../rules/facts.ts';
import { judgedLines } from './goods-lines.ts';
import { absent, byTable, declared, known, leftOpen, truth } from './known-facts.ts';
import type { BenchPolicy } from './policy.ts';
import { namedCountry } from './route-facts.ts';
import type { SessionState } from './state.ts';
import { unKinds } from './un-kinds.ts';
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
  if (said === origin) return 'fits';
  if (namedCountry(said) !== null) return 'differs';
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

const GAS_CATEGORIES: readonly GoodsCategory[] = ['gases', 'ozone-climate'];
const EMPTY = ['mark-empty', 'mark-drained-purged'];

/**
 * The lines that are of an empty cylinder: by name and by what says that it is empty, or by the tariff code of empty
 * ones where nothing speaks of a gas.
 */
function emptyCylinders(item: ManifestItem, goods: () => Goods): readonly string[] {
  const described = new Map(judgedLines(item, goods).map((line) => [line.line, line]));
  return item.lines.flatMap(({ hs_code: text, description }, index) => {
    const said = described.get(index + 1)?.said;
    const code = text === null ? null : readHs(text);
    const isCoded = code !== null && CYLINDER_CODES.some((hs) => code.digits.startsWith(hs));
    const isNamed = said?.marks.includes('mark-cylinder') ?? false;
    const isEmpty = said?.marks.some((mark) => EMPTY.includes(mark)) ?? false;
    const isGas = said?.alarms.some((id) => GAS_CATEGORIES.includes(id)) ?? false;
    return (isCoded || isNamed) && (isEmpty || (isCoded && !isGas))
      ? [plainText(description ?? '')]
      : [];
  });
}

/**
 * A cylinder that is declared empty against what its kind weighs without its gas. The kind is what its line says by the
 * words of the site's table. Where it says none, only what is heavier than the heaviest kind is surely not empty, and
 * what is heavier than the lightest may be full: its stamped tare has to be read.
 * @param measured the fact `measured.gross`
 */
function cylinderFacts(
  item: ManifestItem,
  measured: Fact,
  goods: () => Goods,
  { cylinders }: TradePolicy,
): Record<CylinderFact, Fact> {
  const both = (fact: Fact) => ({ 'cylinder.above-tare': fact, 'cylinder.tare-unknown': fact });
  const texts = emptyCylinders(item, goods);
  if (texts.length === 0) return both(absent('no cylinder is declared empty'));
  if (measured.state !== 'value') return both(measured);
  const fitting = cylinders.filter(({ words }) =>
    words.some((word) => texts.some((text) => text.includes(word))),
  );
  const kinds = (fitting.length > 0 ? fitting : cylinders).toSorted(
    (one, other) => one.emptyG - other.emptyG,
  );
  const [lightest] = kinds;
  const heaviest = kinds.at(-1);
  if (heaviest === undefined || lightest === undefined) {
    return both(absent('the site has no table of cylinders'));
  }
  const mass = measured.value as number;
  const against = (kind: typeof heaviest): string =>
    `${measured.shown}; ${kind.name} weighs ${formatGrams(kind.emptyG)} g at most when empty`;
  return {
    'cylinder.above-tare': truth(mass > heaviest.emptyG, against(heaviest)),
    'cylinder.tare-unknown': truth(
      fitting.length === 0 && mass > lightest.emptyG && mass <= heaviest.emptyG,
      against(lightest),
    ),
  };
}

type CylinderFact = 'cylinder.above-tare' | 'cylinder.tare-unknown';

function seen(values: readonly string[] | null): Fact {
  return values === null
    ? absent('nobody noted a label')
    : known(values, values.join(', ') || 'none');
}

function labelUnKinds({ labels }: SessionState): Fact {
  return labels === null ? absent('nobody noted a label') : unKinds(labels.un);
}

/**
 * What the site's tables of trade say, and what the officer saw on the parcel.
 * @param measured the fact `measured.gross`
 */
export function tradeFacts(
  state: SessionState,
  measured: Fact,
  goods: () => Goods,
  policy: TradePolicy,
) {
  const cylinder = (fact: CylinderFact): Fact =>
    declared(state, (item) => cylinderFacts(item, measured, goods, policy)[fact]);
  return {
    'trade.forced-labour': byTable(state, policy.forcedLabour, forcedLabour),
    'cylinder.above-tare': cylinder('cylinder.above-tare'),
    'cylinder.tare-unknown': cylinder('cylinder.tare-unknown'),
    'label.un': seen(state.labels?.un ?? null),
    'label.un-kinds': labelUnKinds(state),
    'label.hazards': seen(state.labels?.hazards ?? null),
  };
}
