import type { Admissibility } from '../goods/categories.ts';
import { NO_ALARM, worstPost, type Goods } from '../goods/classifier.ts';
import { hsReadings, readHs } from '../goods/hs.ts';
import type { HsTable } from '../goods/hs-table.ts';
import { categoriesOfCode } from '../goods/tariff.ts';
import { tariffMismatch } from '../goods/tariff-mismatch.ts';
import type { ManifestItem } from '../manifest/item.ts';
import type { Fact } from '../rules/facts.ts';
import { judgedLines, type JudgedLine } from './goods-lines.ts';
import { absent, declared, known, truth } from './known-facts.ts';
import { lithiumAlone } from './lithium-fact.ts';
import { refusedFact } from './refused-fact.ts';
import type { SessionState } from './state.ts';
import { unKinds } from './un-kinds.ts';

/** Below this score a category is not worth a second look. */
const POSSIBLE = 0.2;
/** Characters of a fact as it is shown and recorded, with the words of the declaration in it. */
const SHOWN = 200;

function labels(values: readonly string[], shown: readonly string[] = values): Fact {
  const unique = [...new Set(values)];
  const text = [...new Set(shown)].join('; ');
  return known(unique, unique.length === 0 ? 'none' : clipped(text));
}

function clipped(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text;
}

/** Categories of all lines, with their scores and the words that spoke. */
function categoriesFact(
  lines: readonly JudgedLine[],
  counts: (line: JudgedLine, id: JudgedLine['said']['categories'][number]) => boolean,
): Fact {
  const found = lines.flatMap((line) =>
    line.said.categories.filter((category) => counts(line, category)),
  );
  return labels(
    found.map(({ id }) => id),
    found.map(({ id, score, because }) => `${id} ${score.toFixed(2)} (${because.join(', ')})`),
  );
}

function postFact(lines: readonly JudgedLine[]): Fact {
  const posts: readonly Admissibility[] = lines.map(({ said }) => said.post);
  return labels([worstPost(posts)]);
}

function readingsOf(code: string | null, table: HsTable): readonly string[] {
  const read = code === null ? null : readHs(code);
  return read === null ? [] : hsReadings(read, table).readings;
}

function hsCategories({ lines }: ManifestItem, { tariff }: Goods, table: HsTable): Fact {
  const codes = lines.flatMap(({ hs_code: code }) => readingsOf(code, table));
  if (codes.length === 0) return absent('no line gives a tariff code');
  const found = codes.flatMap((code) =>
    categoriesOfCode(code, tariff).map((category) => ({ category, code })),
  );
  return labels(
    found.map(({ category }) => category),
    found.map(({ category, code }) => `${category} (HS ${code})`),
  );
}

/** A code that can be read in two ways differs when both do. */
function mismatchFact(lines: readonly JudgedLine[], goods: Goods, table: HsTable): Fact {
  const coded = lines.flatMap(({ line, hsCode, said }) => {
    const readings = readingsOf(hsCode, table);
    return readings.length === 0 ? [] : [{ line, said, readings }];
  });
  if (coded.length === 0) return absent('no line has both a description and a tariff code');
  const found = coded.flatMap(({ line, said, readings }) => {
    const whys = readings.map((code) =>
      tariffMismatch(said, code, goods.lexicon.concepts, goods.tariff),
    );
    const [why] = whys;
    return whys.includes(null) || why === undefined ? [] : [`line ${line}: ${why ?? ''}`];
  });
  return truth(found.length > 0, clipped(found.join('; ')));
}

function piecesFact({ lines }: ManifestItem): Fact {
  const missing = lines.findIndex(({ quantity }) => quantity === null);
  if (lines.length === 0) return absent('there is no line');
  if (missing >= 0) return absent(`line ${missing + 1} gives no quantity`);
  const sum = lines.reduce((total, { quantity }) => total + Number(quantity), 0);
  return known(sum, String(sum));
}

/** What the descriptions and tariff codes say of the goods. */
export function goodsFacts(state: SessionState, goods: () => Goods, table: HsTable) {
  const described = (read: (lines: readonly JudgedLine[]) => Fact): Fact =>
    declared(state, (item) => {
      const lines = judgedLines(item, goods);
      return lines.length === 0 ? absent('no line has a description') : read(lines);
    });
  const all = (of: (line: JudgedLine['said']) => readonly string[]): Fact =>
    described((lines) => labels(lines.flatMap(({ said }) => of(said))));
  return {
    'declared.pieces': declared(state, piecesFact),
    'goods.categories': described((lines) =>
      categoriesFact(lines, ({ said }, { id }) => said.alarms.includes(id)),
    ),
    'goods.possible': described((lines) =>
      categoriesFact(
        lines,
        ({ said }, { id, score }) =>
          score >= POSSIBLE && !said.alarms.includes(id) && !NO_ALARM.has(id),
      ),
    ),
    'goods.hs-categories': declared(state, (item) => hsCategories(item, goods(), table)),
    'goods.concepts': all(({ concepts }) => concepts),
    'goods.marks': all(({ marks }) => marks),
    'goods.post': described(postFact),
    'goods.refused': described((lines) => refusedFact(lines, goods())),
    'goods.hs-mismatch': described((lines) => mismatchFact(lines, goods(), table)),
    'goods.un': all(({ un }) => un),
    'goods.un-kinds': described((lines) => unKinds(lines.flatMap(({ said }) => said.un))),
    'goods.lithium-alone': described(lithiumAlone),
  };
}
