import { z } from 'zod';
import { MASS_UNITS } from '../measure/reading.ts';
import { ITEM_COLUMNS, LINE_COLUMNS } from './columns.ts';
import type { ManifestField } from './row.ts';
import { parseTreePath } from './tree-path.ts';

/** Encodings that a manifest can be said to be in (WHATWG names). */
export const MANIFEST_ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1251',
  'gb18030',
] as const;
export type ManifestEncoding = (typeof MANIFEST_ENCODINGS)[number];

/** What stands between the cells of a line. */
export const MANIFEST_DELIMITERS = [',', ';', '\t', '|'] as const;

const MASSES: readonly string[] = ['gross_g', 'net_g'];
/** Kilograms are a unit of the mass here, no field of their own. */
const isField = (name: string): name is ManifestField => !name.endsWith('_kg');
/** The fields that a profile may say the source of. */
export const PROFILE_FIELDS: readonly ManifestField[] = [...ITEM_COLUMNS, ...LINE_COLUMNS].filter(
  isField,
);

const place = z.string().min(1).max(200);
const places = z.array(place).min(1).max(10);

/** Where the text of a field stands: the name of a column, or a path of elements. */
const sourceSchema = z.union([
  place,
  z.strictObject({
    /** Several are joined, without those that are blank. */
    from: z.union([place, places]),
    /**
     * What stands between several; a blank unless said. In a tree it also joins what stands more than
     * once at one place, which is refused where this is not said.
     */
    join: z.string().max(5).exactOptional(),
    /** Of several the first that is not blank, instead of all. */
    firstOf: z.boolean().default(false),
    /**
     * Of a mass: the unit of the whole column; `written` when each cell says it ("1.2 kg"). Grams
     * unless said.
     */
    unit: z.union([z.enum(MASS_UNITS), z.literal('written')]).exactOptional(),
    /** Of a mass: where its unit stands; `unit` is then that of a mass without one. */
    unitFrom: place.exactOptional(),
    /**
     * Characters `from` to `to`, counted from 1, of a text that has exactly `of`; any other text has no
     * such part. A receptacle's identifier begins with that of its despatch so.
     */
    part: z
      .strictObject({ of: z.int().min(1).max(200), from: z.int().min(1), to: z.int().min(1) })
      .exactOptional(),
    /** Words of the file (in any case) and those of the neutral manifest; others stay. */
    values: z.record(z.string().max(100), z.string().max(100)).exactOptional(),
  }),
]);
export type FieldSource = z.output<typeof sourceSchema>;

const fields = z
  .record(z.string(), sourceSchema)
  .superRefine((given, context) => {
    const fail = (message: string): void => context.addIssue({ code: 'custom', message });
    for (const [name, source] of Object.entries(given)) {
      const known = PROFILE_FIELDS.find((field) => field === name);
      if (known === undefined) fail(`${name} is no field of the neutral manifest`);
      const hasUnit = typeof source === 'object' && (source.unit ?? source.unitFrom) !== undefined;
      if (hasUnit && !MASSES.includes(name)) fail(`${name} is no mass and has no unit`);
    }
    if (!('item_id' in given)) fail('item_id is missing: no item can be found without it');
  })
  .transform((given) => given as { readonly [field in ManifestField]?: FieldSource });

/** Fields that are the same for every item of such a file. */
const fixed = z
  .record(z.string(), z.string().max(200))
  .superRefine((given, context) => {
    for (const name of Object.keys(given)) {
      if (PROFILE_FIELDS.some((field) => field === name)) continue;
      const message = `${name} is no field that can be fixed`;
      context.addIssue({ code: 'custom', message });
    }
  })
  .transform((given) => given as { readonly [field in ManifestField]?: string });

const common = {
  profile: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'small letters, digits and dashes'),
  version: z.int().positive(),
  /** For people. */
  title: z.string().min(1).max(100),
  /** Where the facts are from, and what has to be looked up before it is relied on. */
  about: z.string().max(1000).exactOptional(),
  fields,
  /** A field stands here or in `fields`, not in both. */
  fixed: fixed.default({}),
};

/** CSV or a sheet whose first line names the columns. */
const tableSchema = z.strictObject({
  ...common,
  shape: z.literal('table'),
  /** Unless the file says it itself. */
  encoding: z.enum(MANIFEST_ENCODINGS).exactOptional(),
  delimiter: z.enum(MANIFEST_DELIMITERS).exactOptional(),
  decimal: z.enum(['comma', 'point']).exactOptional(),
  /** Line of the names, counted from 1; the first that is not blank unless said. */
  headerLine: z.int().min(1).max(100).exactOptional(),
});

/** The element of a content line is one and the same for all of them. */
const isPlain = (line: string): boolean => {
  const path = parseTreePath(line);
  return (
    path?.base === 'own' &&
    path.attribute === null &&
    path.steps.length > 0 &&
    path.steps.every(({ condition }) => condition === null)
  );
};

/** XML or JSON, whose elements lie within each other; `parseTreePath` says how paths are written. */
const treeSchema = z.strictObject({
  ...common,
  shape: z.literal('tree'),
  /** Local names of the document's element by which such a file is known. */
  roots: z.array(place).min(1).max(20),
  /** Local name of the element that is one item. */
  item: place,
  /** Path within it of the element that is one content line; left out where there are none. */
  line: place.refine(isPlain, 'no path of elements within the item').exactOptional(),
});

function badPaths(fields: { readonly [field in ManifestField]?: FieldSource }): string[] {
  const places = Object.values(fields).flatMap((source) =>
    typeof source === 'string' ? source : [source.from, source.unitFrom ?? []].flat(2),
  );
  return places.filter((place) => parseTreePath(place) === null);
}

/**
 * How the fields of one kind of file are named: data, so that a new sender is no new program.
 * Files in `resources/manifest-profiles` and, of the site, in `manifest-profiles` of the data folder.
 */
export const mappingProfileSchema = z
  .discriminatedUnion('shape', [tableSchema, treeSchema])
  .superRefine(({ fields: from, fixed: same, shape }, context) => {
    for (const place of shape === 'tree' ? badPaths(from) : []) {
      context.addIssue({ code: 'custom', message: `"${place}" is no path` });
    }
    const both = Object.keys(same).filter((name) => name in from);
    for (const name of both) {
      context.addIssue({ code: 'custom', message: `${name} has a source and is fixed` });
    }
  });
export type MappingProfile = z.output<typeof mappingProfileSchema>;
export type TableProfile = Extract<MappingProfile, { shape: 'table' }>;
export type TreeProfile = Extract<MappingProfile, { shape: 'tree' }>;
