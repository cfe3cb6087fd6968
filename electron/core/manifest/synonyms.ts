import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { isManifestColumn } from '../../../shared/manifest/columns.ts';
import { PROFILE_FIELDS } from '../../../shared/manifest/profile.ts';

const names = z.array(z.union([z.string(), z.array(z.string())]));
const synonymsSchema = z.partialRecord(z.enum(PROFILE_FIELDS), names);

/** Names of columns, as `synonymKey` has them, and the field that each is likely to be. */
export type Synonyms = ReadonlyMap<string, string>;

/**
 * The dictionary in `manifest-profiles/synonyms.yaml`.
 * @param resourcesDir null for no dictionary
 * @throws ZodError, YAMLError for a file that is none: it is shipped
 */
export function loadSynonyms(resourcesDir: string | null): Synonyms {
  const file = resourcesDir === null ? null : join(resourcesDir, 'manifest-profiles/synonyms.yaml');
  if (file === null || !existsSync(file)) return new Map();
  const dictionary = synonymsSchema.parse(parse(readFileSync(file, 'utf8')));
  const entries = Object.entries(dictionary).flatMap(([field, known]) =>
    known.flat().map((name): [string, string] => [synonymKey(name), field]),
  );
  // The first field that claims a name keeps it.
  return new Map(entries.reverse());
}

/** A column's name without what differs from file to file: case, blanks, signs, what is in brackets. */
function synonymKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^)]*\)|\[[^\]]*\]/g, '')
    .replace(/[\s.,:;_\-/#*'’]+/g, '');
}

/**
 * For each field the column that is likely its source: one of the neutral name, else the first of a
 * name in the dictionary. Nothing is imported by it: whoever maps the file looks.
 */
export function suggestFields(
  columns: readonly string[],
  synonyms: Synonyms,
): Readonly<Record<string, string>> {
  const suggested: Record<string, string> = {};
  for (const column of columns) {
    const neutral = column.trim().toLowerCase();
    const field = isManifestColumn(neutral) ? neutral : synonyms.get(synonymKey(column));
    if (field !== undefined) suggested[field] ??= column;
  }
  return suggested;
}
