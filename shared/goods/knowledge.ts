import { z } from 'zod';
import { ADMISSIBILITIES, GOODS_CATEGORIES, GOODS_LANGUAGES } from './categories.ts';

const phrase = z.string().trim().min(2).max(80);
const byLanguage = z.partialRecord(z.enum(GOODS_LANGUAGES), z.array(phrase).min(1).max(120));
const sentence = z.string().min(3).max(300);

/** Dashes join words of an id: `lithium-ion-cells`, `hfc-134a`. */
const conceptId = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);

/**
 * One thing that a declaration may speak of: goods, or a mark of how they are (`kind: mark`, such as
 * empty, replica, in equipment), which is of no category.
 */
const conceptSchema = z
  .strictObject({
    id: conceptId,
    kind: z.enum(['goods', 'mark']).default('goods'),
    /** The likeliest first; empty for a mark. */
    categories: z.array(z.enum(GOODS_CATEGORIES)).max(4),
    /** Its name speaks of counterfeits only where something else says that it is a copy. */
    copyOnly: z.boolean().optional(),
    post: z.enum(ADMISSIBILITIES),
    /** On what condition the post carries it; with `conditional` only. */
    condition: sentence.optional(),
    /** What an officer looks at. */
    check: sentence.optional(),
    /** Which procedure it opens. */
    procedure: z
      .string()
      .regex(/^[a-z]+(?:-[a-z]+)*$/)
      .optional(),
    /** Class or division of dangerous goods (UN Model Regulations): `3`, `6.1`, `1.4G`. */
    class: z
      .string()
      .regex(/^[1-9](?:\.[1-6])?[A-S]?$/)
      .optional(),
    /** UN numbers that name it. */
    un: z.array(z.string().regex(/^\d{4}$/)).optional(),
    /** UN numbers that it travels under with other goods, so that the number alone does not name it. */
    alsoUn: z.array(z.string().regex(/^\d{4}$/)).optional(),
    cas: z.array(z.string().regex(/^\d{2,7}-\d{2}-\d$/)).optional(),
    /** Refrigerant designations of ASHRAE 34, with their R: `R-134a`. */
    ashrae: z.array(z.string().regex(/^R-?\d{2,4}[A-Za-z0-9()]*$/)).optional(),
    /** Beginnings of tariff codes of such goods, digits only. */
    hs: z.array(z.string().regex(/^\d{2,8}$/)).optional(),
    /** Nuclides of goods that are radioactive by nature or by make: `K-40`. */
    nuclides: z.array(z.string().regex(/^[A-Z][a-z]?(?:-\d{1,3}m?)?$/)).optional(),
    /** Proper shipping name and other ways to name it, by language: each speaks for itself. */
    names: byLanguage,
    /** Words that point to it and may mean something innocent: not enough by themselves. */
    hints: byLanguage.optional(),
    /** Phrases that hold a name and mean something else: `toy gun`, `battery-free`. */
    innocent: byLanguage.optional(),
    source: sentence,
    /** From memory: nobody has looked it up. */
    verify: z.boolean(),
  })
  .refine(({ kind, categories }) => (kind === 'mark') === (categories.length === 0), {
    message: 'goods have a category, a mark has none',
    path: ['categories'],
  })
  .refine(({ post, condition }) => (post === 'conditional') === (condition !== undefined), {
    message: 'a condition stands with post: conditional, and only there',
    path: ['condition'],
  });
export type Concept = z.output<typeof conceptSchema>;
/** A concept without the ways to name it. */
export type NamelessConcept = Omit<Concept, 'names' | 'hints' | 'innocent'>;

/** A file of `resources/goods/knowledge/`. */
export const knowledgeFileSchema = z.strictObject({
  file: conceptId,
  version: z.number().int().positive(),
  /** Languages whose texts a native speaker has read; all others say so wherever they are shown. */
  reviewed: z.array(z.enum(GOODS_LANGUAGES)),
  concepts: z.array(conceptSchema).min(1).max(2000),
});
