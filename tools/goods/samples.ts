import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  GOODS_CATEGORIES,
  GOODS_LANGUAGES,
  type GoodsCategory,
  type GoodsLanguage,
} from '../../shared/goods/categories.ts';

/** A description and what its goods are; the main category first. */
export interface Sample {
  readonly language: GoodsLanguage;
  readonly categories: readonly GoodsCategory[];
  readonly text: string;
}

const TRAINING = path.join(import.meta.dirname, 'training');

const patterns = z.array(z.string().includes('{x}')).min(1);
const both = z.array(z.string().includes('{x}').includes('{y}')).min(1);
const phrasesSchema = z.record(
  z.enum(GOODS_LANGUAGES),
  z.strictObject({
    around: patterns,
    carriers: patterns,
    without: patterns,
    looks: patterns,
    likeness: both,
    titles: patterns,
    empties: patterns,
    purpose: both,
  }),
);
export type Phrases = z.output<typeof phrasesSchema>;

/** How declarations are written around the names of goods, by language. */
export function readPhrases(): Phrases {
  return phrasesSchema.parse(parse(readFileSync(path.join(TRAINING, 'phrases.yaml'), 'utf8')));
}

/** Everyday words for controlled goods, of which there are many more than declarations have. */
const EVERYDAY = 'everyday.tsv';
/** One of so many counts as a written declaration, so that ordinary goods are as many as controlled ones. */
const WRITTEN = 3;

/** What people wrote. */
export interface Labelled {
  /** The files of texts, each with its samples, in the order of their names. */
  readonly files: ReadonlyMap<string, readonly Sample[]>;
  /** Everyday words, which are learnt as made texts are. */
  readonly everyday: readonly Sample[];
}

/** All labelled texts. */
export function readLabelled(): Labelled {
  const names = readdirSync(TRAINING).filter((name) => name.endsWith('.tsv'));
  const files = names.sort().map((name) => {
    return [name, parseSamples(path.join(TRAINING, name))] as const;
  });
  const all = new Map(files);
  const words = all.get(EVERYDAY) ?? [];
  const isWritten = (at: number): boolean => at % WRITTEN === 0;
  return {
    files: all.set(
      EVERYDAY,
      words.filter((_, at) => isWritten(at)),
    ),
    everyday: words.filter((_, at) => !isWritten(at)),
  };
}

const labels = z.array(z.enum(GOODS_CATEGORIES)).min(1);

/** Columns of a table without a line of headings. */
const USUAL = ['language', 'categories', 'text'];

/**
 * Samples of a table of tabs with the columns `language`, `categories`, `text`, and whatever else its line
 * of headings names.
 * @throws Error that names the line
 */
export function parseSamples(file: string): Sample[] {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  const first = lines[0]?.split('\t') ?? [];
  const headed = first.includes('language');
  const headings = headed ? first : USUAL;
  const [language, categories, text] = USUAL.map((name) => headings.indexOf(name));
  return lines.flatMap((line, index) => {
    if (line.trim() === '' || line.startsWith('#') || (headed && index === 0)) return [];
    const cells = line.split('\t');
    const sample = z
      .object({ language: z.enum(GOODS_LANGUAGES), categories: labels, text: z.string().min(1) })
      .safeParse({
        language: cells[language ?? -1],
        categories: cells[categories ?? -1]?.split(',').map((one) => one.trim()),
        text: cells[text ?? -1],
      });
    if (sample.success) return [sample.data];
    throw new Error(`${file}, line ${index + 1} is no sample: ${sample.error.message}`);
  });
}
