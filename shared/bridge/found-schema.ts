import { z } from 'zod';
import {
  CONCEALMENTS,
  DETECTION_METHODS,
  FOUND_CATEGORIES,
  saysAnything,
} from '../records/taxonomy.ts';

/** What was found, beside a decision; each part may be left unsaid, not all of them. */
export const foundSchema = z
  .strictObject({
    categories: z
      .array(z.enum(FOUND_CATEGORIES))
      .refine((all) => new Set(all).size === all.length, { message: 'a category is named twice' })
      .readonly(),
    method: z.enum(DETECTION_METHODS).nullable(),
    concealment: z.enum(CONCEALMENTS).nullable(),
  })
  .refine(saysAnything, { message: 'it says nothing of what was found: leave it out' });
