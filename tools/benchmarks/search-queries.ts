import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Concept } from '../../shared/goods/knowledge.ts';
import { PROJECT } from '../app/launch.ts';
import { seeded } from '../seeded.ts';

/** A text, and what of the goods that are known counts as a hit. */
export interface Query {
  readonly text: string;
  readonly language: string;
  readonly hits: (concept: Concept) => boolean;
}

/** Shortest name that is given a typing error: of shorter ones little is left. */
const SHORTEST_NAME = 5;

/** Names of goods with one typing error each, the same for the same seed. */
export function mistypedNames(
  concepts: readonly Concept[],
  count: number,
  seed: number,
): readonly Query[] {
  const random = seeded(seed);
  const names = concepts.flatMap(({ names: own }) =>
    Object.entries(own).flatMap(([language, texts]) =>
      texts
        .filter((text) => [...text].length >= SHORTEST_NAME && !/[\d\p{Script=Han}]/u.test(text))
        .map((text) => ({ language, text })),
    ),
  );
  if (names.length === 0) return [];
  return Array.from({ length: count }, () => {
    const { language, text } = names[Math.floor(random() * names.length)] ?? {
      language: '',
      text: '',
    };
    const hits = (concept: Concept): boolean => Object.values(concept.names).flat().includes(text);
    return { text: mistyped(text, random), language, hits };
  });
}

/** One letter left out, doubled, mistaken for one of its own word, or swapped; the first one stays. */
function mistyped(text: string, random: () => number): string {
  const letters = [...text];
  const places = letters.flatMap((letter, at) =>
    at > 0 && at < letters.length - 1 && /\p{L}/u.test(letter) ? [at] : [],
  );
  const at = places[Math.floor(random() * places.length)] ?? 1;
  const letter = letters[at] ?? '';
  const next = letters[at + 1] ?? '';
  const other = letters[places[Math.floor(random() * places.length)] ?? 1] ?? '';
  const errors = [[], [letter, letter], [other]];
  const kind = Math.floor(random() * (errors.length + 1));
  if (kind === errors.length) letters.splice(at, 2, next, letter);
  else letters.splice(at, 1, ...(errors[kind] ?? []));
  return letters.join('');
}

/** Declarations of the labelled test set that name goods; a hit has one of their categories. */
export function declaredGoods(): readonly Query[] {
  const file = path.join(PROJECT, 'test', 'fixtures', 'goods', 'declarations.tsv');
  const [, ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
  return rows.flatMap((row) => {
    const [, language = '', labels = '', , text = ''] = row.split('\t');
    const wanted = labels.split(',');
    if (wanted.includes('none') || wanted.includes('vague')) return [];
    const hits = ({ categories }: Concept): boolean =>
      categories.some((category) => wanted.includes(category));
    return [{ text, language, hits }];
  });
}
