import { z } from 'zod';
import { contentLineSchema, manifestItemSchema } from './item.ts';
import { DECIMAL, LONGEST_ID, MOST_LINES, MOST_OTHER_IDS } from './limits.ts';
import { mappingProfileSchema } from './profile.ts';

/** JSON may give a number where the model has one; as a text it stays exactly what was written. */
const number = z.union([
  z.string().regex(DECIMAL.pattern, DECIMAL.else),
  z.number().min(0).max(999_999_999_999),
]);
/** Up to nine decimals: a microgram. */
const kilograms = z.union([z.string().regex(/^\d{1,9}(\.\d{1,9})?$/), z.number().min(0)]);

const line = z
  .strictObject({
    ...contentLineSchema.omit({ value_minor: true }).partial().shape,
    quantity: number.nullish(),
    net_g: number.nullish(),
    /** Instead of `net_g`. */
    net_kg: kilograms.nullish(),
    value: number.nullish(),
  })
  .meta({ id: 'line', description: 'One content line.' });

const item = z
  .strictObject({
    ...manifestItemSchema.partial().shape,
    item_id: z.string().min(1).max(LONGEST_ID),
    alt_ids: z.array(z.string().min(1).max(LONGEST_ID)).max(MOST_OTHER_IDS).nullish(),
    transit_countries: manifestItemSchema.shape.transit_countries.nullish(),
    gross_g: number.nullish(),
    /** Instead of `gross_g`. */
    gross_kg: kilograms.nullish(),
    postage: number.nullish(),
    lines: z.array(line).max(MOST_LINES).nullish(),
  })
  .meta({ id: 'item', description: 'One item; also one line of JSON Lines.' });

const manifest = z.union([z.array(item), z.strictObject({ items: z.array(item) })]);

/**
 * The JSON Schema of a neutral manifest for whoever writes one: a list of items, or an object with
 * `items`. A line of JSON Lines is one of the items. What is left out or null is not declared.
 */
export function manifestJsonSchema(): object {
  return {
    $comment: 'Written by tools/write-schemas.ts; docs/manifests.md explains it.',
    title: 'Neutral manifest of Screening Station',
    ...z.toJSONSchema(manifest, { io: 'input', target: 'draft-2020-12' }),
  };
}

/** The JSON Schema of mapping profiles. */
export function mappingProfileJsonSchema(): object {
  return {
    $comment: 'Written by tools/write-schemas.ts; docs/manifests.md explains it.',
    title: 'Mapping profile of Screening Station',
    ...z.toJSONSchema(mappingProfileSchema, { io: 'input', target: 'draft-2020-12' }),
  };
}
