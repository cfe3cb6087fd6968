import type { Goods } from '../goods/classifier.ts';
import { analyse } from '../goods/features.ts';
import { readHs } from '../goods/hs.ts';
import type { NamelessConcept } from '../goods/knowledge.ts';
import type { Token } from '../goods/normalise.ts';
import type { ManifestItem } from '../manifest/item.ts';
import { judgedLines, type JudgedLine } from './goods-lines.ts';
import type { BenchPolicy } from './policy.ts';

/** What a declared commodity may explain, and up to where. */
export interface NaturalGoods {
  /** In words, for the record. */
  readonly what: string;
  /** Above the background, in uSv/h. */
  readonly atMost: number;
}

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

/** Declared goods that may explain an alarm on faces alike; null when there are none. */
export function naturalGoods(
  item: ManifestItem,
  table: Table,
  goods: () => Goods,
): NaturalGoods | null {
  const described = judgedLines(item, goods);
  for (const [index, { hs_code: text }] of item.lines.entries()) {
    const line = described.find((one) => one.line === index + 1);
    const code = text === null ? null : readHs(text);
    if (code !== null) {
      const entry = entryOf(code.digits, table);
      if (entry !== undefined && isOf(entry, line, goods()))
        return {
          what: `${entry.nuclides} in ${entry.goods} (HS ${code.digits})`,
          atMost: entry.atMost,
        };
    } else if (line !== undefined) {
      const found = describedAs(line, goods(), table);
      if (found !== null) {
        const nuclides = found.concept.nuclides?.join(', ') ?? '';
        return {
          what: `${nuclides} in ${found.concept.id} (described in line ${line.line})`,
          atMost: found.entry.atMost,
        };
      }
    }
  }
  return null;
}
