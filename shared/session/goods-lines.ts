import { classify, type Classification, type Goods } from '../goods/classifier.ts';
import type { ManifestItem } from '../manifest/item.ts';

/** What one content line of a declaration says of its goods. */
export interface JudgedLine {
  /** From 1. */
  readonly line: number;
  readonly description: string;
  readonly hsCode: string | null;
  readonly said: Classification;
}

const judged = new WeakMap<ManifestItem, readonly JudgedLine[]>();

/**
 * The described lines of an item, each judged once: facts are read after every input of a session, and
 * neither the item nor the knowledge changes meanwhile.
 */
export function judgedLines(item: ManifestItem, goods: () => Goods): readonly JudgedLine[] {
  const known = judged.get(item);
  if (known !== undefined) return known;
  const lines = item.lines.flatMap(({ description, hs_code: hsCode }, index) =>
    description === null
      ? []
      : [{ line: index + 1, description, hsCode, said: classify(description, goods()) }],
  );
  judged.set(item, lines);
  return lines;
}
