import { z } from 'zod';
import { ITEM_COLUMNS, LINE_COLUMNS } from '../../../shared/manifest/columns.ts';
import type { ManifestField } from '../../../shared/manifest/row.ts';
import { MODES } from '../../../shared/words.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { DELIMITERS } from './csv/csv-header.ts';
import { MANIFEST_FORMATS } from './recognise.ts';
import { TEXT_ENCODINGS } from './text-decoders.ts';

/** Form of the file; another one is not read. */
const FORMAT = 1;

const fieldNames = (columns: readonly string[]) =>
  z.string().transform((text, context): readonly ManifestField[] => {
    const names: unknown = JSON.parse(text);
    const known = (name: unknown): name is ManifestField => columns.includes(String(name));
    if (Array.isArray(names) && names.every(known)) return names;
    context.addIssue({ code: 'custom', message: 'not fields of the neutral manifest' });
    return z.NEVER;
  });

/** What a generation's file says of itself. */
const aboutSchema = z
  .strictObject({
    format: z.literal(FORMAT),
    generation: z.string(),
    /** Of the data folder that it was made in; null for a folder without records. */
    mode: z.enum(MODES).nullable(),
    station: z.string().nullable(),
    /** Name of the imported file without folder. */
    file: z.string(),
    /** Of the imported file, hex. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    items: z.int().min(0),
    /** Content lines. */
    lines: z.int().min(0),
    /** Brought from other instruments. */
    measurements: z.int().min(0).default(0),
    /** Rows that were left out. */
    rejected: z.int().min(0),
    source_format: z.enum(MANIFEST_FORMATS).default('csv'),
    encoding: z.enum(TEXT_ENCODINGS).nullable(),
    delimiter: z.enum(DELIMITERS).nullable(),
    decimal: z.enum(['comma', 'point']).nullable(),
    /** Id of the mapping profile that it was read with. */
    profile: z.string().nullable().default(null),
    /** Account of the operating system. */
    imported_by: z.string(),
    /** Seq of the record that says who imported it at this bench; null for an import beside it. */
    started_by: z.int().positive().nullable().default(null),
    imported_at_ms: z.int(),
    item_fields: fieldNames(ITEM_COLUMNS),
    line_fields: fieldNames(LINE_COLUMNS),
  })
  .refine(({ items, measurements }) => items + measurements > 0, 'nothing is in it');
export type About = z.output<typeof aboutSchema>;

/** Writes the one row of the table `about`. */
export function writeAbout(db: Sqlite, about: Omit<About, 'format'>): void {
  const row = {
    format: FORMAT,
    ...about,
    item_fields: JSON.stringify(about.item_fields),
    line_fields: JSON.stringify(about.line_fields),
  };
  const names = Object.keys(row);
  db.exec(`CREATE TABLE about (${names.join(', ')})`);
  db.prepare(`INSERT INTO about VALUES (${names.map((name) => `@${name}`).join(', ')})`).run(row);
}

/** A whole generation, made by an earlier version of this program. */
export class OlderForm extends Error {}

const olderSchema = z.object({ format: z.int().max(FORMAT - 1) });

/**
 * @throws OlderForm
 * @throws ZodError, SyntaxError, SqliteError when the file is no generation, or of another form
 */
export function readAbout(db: Sqlite): About {
  // Before they had a form, generations had these tables and did not say what they are.
  const first = db
    .prepare<[], number>("SELECT count(*) FROM sqlite_schema WHERE name IN ('items', 'keys')")
    .pluck();
  if (first.get() === 2) throw new OlderForm();
  const row = db.prepare('SELECT * FROM about').get();
  if (olderSchema.safeParse(row).success) throw new OlderForm();
  return aboutSchema.parse(row);
}
