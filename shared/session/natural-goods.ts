import type { Goods } from '../goods/classifier.ts';
import { analyse } from '../goods/features.ts';
import { readHs } from '../goods/hs.ts';
import type { NamelessConcept } from '../goods/knowledge.ts';
import type { Token } from '../goods/normalise.ts';
import type { ManifestItem } from '../manifest/item.ts';
import { addMass, formatGrams, toMicrograms, type Micrograms } from '../measure/mass.ts';
import { judgedLines, type JudgedLine } from './goods-lines.ts';
import type { BenchPolicy } from './policy.ts';

/** What a declared commodity may explain, and up to where. */
export interface NaturalGoods {
  /** In words, for the record. */
  readonly what: string;
  /** Above the background, in uSv/h. */
  readonly atMost: number;
}

/** Whether they are most of what is declared; in words, for the record and the prompt. */
export type NaturalStanding = { readonly shown: string } & (
  | { readonly standing: 'none' | 'too-little' | 'share-unknown' }
  | { readonly standing: 'most'; readonly goods: NaturalGoods }
);

type Line = ManifestItem['lines'][number];
type Table = BenchPolicy['naturalRadioactivity'];
type Entry = Table[number];

/** Units and the like say nothing of what goods are. */
const SHORTEST_TELLING = 3;

const entryOf = (code: string, table: Table): Entry | undefined =>
  table.find(({ hs }) => hs.some((prefix) => code.startsWith(prefix)));

/** A concept's codes may be shorter than the table's: of a whole heading. */
function entryOfConcept({ hs = [] }: NamelessConcept, table: Table): Entry | undefined {
  const fits = (prefix: string): boolean =>
    hs.some((code) => code.startsWith(prefix) || prefix.startsWith(code));
  return table.find((entry) => entry.hs.some(fits));
}

/** A code explains by itself where no words say that the goods are something else than it is of. */
function isOf(entry: Entry, line: JudgedLine | undefined, { lexicon }: Goods): boolean {
  if (line === undefined) return true;
  const { concepts, alarms } = line.said;
  const named = lexicon.concepts.filter(({ id }) => concepts.includes(id));
  const fitting = named.filter((concept) => entryOfConcept(concept, [entry]) !== undefined);
  const categories = new Set(fitting.flatMap((concept) => concept.categories));
  return (
    fitting.length > 0 &&
    fitting.length === named.length &&
    alarms.every((alarm) => categories.has(alarm))
  );
}

/**
 * A description explains by itself where it says nothing beside the names of goods that are radioactive by
 * nature or by make: `tile stickers` and `granite grey t-shirt` have such a name and are none. What the post
 * never carries is not explained by being declared.
 */
function describedAs({ description, said }: JudgedLine, { lexicon }: Goods, table: Table) {
  const { tokens, matches, purpose } = analyse(description, lexicon);
  const natural = matches.flatMap(({ concept: index, kind, from, to }) => {
    const concept = lexicon.concepts[index];
    const named = kind === 'name' || kind === 'near';
    if (!named || purpose[from] === true || concept?.post === 'no') return [];
    return concept?.nuclides === undefined ? [] : [{ concept, from, to }];
  });
  const tells = ({ word, script }: Token): boolean =>
    script === 'han' || (script !== 'number' && word.length >= SHORTEST_TELLING);
  const isCovered = (token: Token, at: number): boolean =>
    !tells(token) || natural.some(({ from, to }) => from <= at && at < to);
  if (!tokens.every(isCovered)) return null;
  const entries = natural.flatMap(({ concept }) => {
    const entry = entryOfConcept(concept, table);
    const other = said.alarms.some((alarm) => !concept.categories.includes(alarm));
    return entry === undefined || other ? [] : [{ concept, entry }];
  });
  return entries[0] ?? null;
}

/** What one content line may explain; null where its goods are not radioactive by nature. */
function naturalLine(
  { hs_code: text }: Line,
  line: JudgedLine | undefined,
  goods: Goods,
  table: Table,
): NaturalGoods | null {
  const code = text === null ? null : readHs(text);
  if (code !== null) {
    const entry = entryOf(code.digits, table);
    if (entry === undefined || !isOf(entry, line, goods)) return null;
    const what = `${entry.nuclides} in ${entry.goods} (HS ${code.digits})`;
    return { what, atMost: entry.atMost };
  }
  const found = line === undefined ? null : describedAs(line, goods, table);
  if (line === undefined || found === null) return null;
  const { concept, entry } = found;
  const what = `${concept.nuclides?.join(', ') ?? ''} in ${concept.id} (described in line ${line.line})`;
  return { what, atMost: entry.atMost };
}

/** Net mass of some lines; null where one of them gives none, for 0 g of goods is none either. */
function netOf(lines: readonly Line[]): Micrograms | null {
  let sum = 0 as Micrograms;
  for (const { net_g: grams } of lines) {
    const mass = grams === null ? null : toMicrograms(grams, 'g');
    if (mass === null || mass <= 0) return null;
    sum = addMass(sum, mass);
  }
  return sum;
}

/**
 * How the declaration stands to goods that are radioactive by nature, for an alarm on faces alike. A handful of
 * them explains nothing of what lies beside it.
 * @param percent share of the net mass that they have to be, where other goods are declared as well
 */
export function naturalGoods(
  item: ManifestItem,
  table: Table,
  percent: number,
  goods: () => Goods,
): NaturalStanding {
  const described = judgedLines(item, goods);
  const lines = item.lines.map((line, index) => ({
    line,
    natural: naturalLine(
      line,
      described.find((one) => one.line === index + 1),
      goods(),
      table,
    ),
  }));
  const natural = lines.flatMap((one) => one.natural ?? []);
  // The weakest of several: a gas mantle beside bananas must not raise what they may show.
  const [weakest] = natural.toSorted((one, other) => one.atMost - other.atMost);
  if (weakest === undefined) return { standing: 'none', shown: 'none' };
  if (natural.length < lines.length) {
    const all = netOf(item.lines);
    const share = netOf(lines.flatMap(({ line, natural: of }) => (of === null ? [] : [line])));
    if (all === null || share === null) {
      return { standing: 'share-unknown', shown: 'unknown share, a line gives no net mass' };
    }
    if (share * 100 < all * percent) {
      const shown = `${formatGrams(share)} g of ${formatGrams(all)} g, less than ${percent} %`;
      return { standing: 'too-little', shown };
    }
  }
  return { standing: 'most', shown: weakest.what, goods: weakest };
}
