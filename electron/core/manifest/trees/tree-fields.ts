import { LINE_COLUMNS } from '../../../../shared/manifest/columns.ts';
import type { Decimals } from '../../../../shared/manifest/decimals.ts';
import type { FieldSource, TreeProfile } from '../../../../shared/manifest/profile.ts';
import type { ManifestField } from '../../../../shared/manifest/row.ts';
import { parseTreePath } from '../../../../shared/manifest/tree-path.ts';
import type { TreePath } from '../../../../shared/manifest/tree-path.ts';
import { asRule, createProfileFields } from '../field-source.ts';
import type { ProfileFields } from '../field-source.ts';

/** Around which element a path begins. */
export type TreeBase = 'item' | 'line' | 'above';

type Several = Pick<TreePlace, 'join' | 'firstOf'>;

/** A place of a profile, with how several texts there become one. */
interface TreePlace {
  readonly base: TreeBase;
  /** Index among the paths of that base. */
  readonly at: number;
  readonly field: ManifestField;
  readonly path: string;
  /** What stands between several; null where only one text can be taken. */
  readonly join: string | null;
  /** The field takes the first of its places that is not blank. */
  readonly firstOf: boolean;
}

/** Texts of one base: a list for each of its paths. */
export type TreeTexts = readonly (readonly string[])[];

/** A profile made ready to be read from a document. */
export interface TreeFields {
  readonly paths: { readonly [base in TreeBase]: readonly TreePath[] };
  readonly fields: ProfileFields;
  /** One text for each place of the fields. */
  single(texts: { readonly [base in TreeBase]: TreeTexts }): SingleTexts;
}

export interface SingleTexts {
  readonly texts: readonly string[];
  /** The first field with several that contradict each other. */
  readonly problem: string | null;
}

const LINE_FIELDS: readonly string[] = LINE_COLUMNS;
/** Fields that hold several texts, and what stands between them in a neutral cell. */
const LISTS: readonly ManifestField[] = ['alt_ids', 'transit_countries'];
const LIST_MARK = '|';

/** @throws Error for a path that is none: a profile that was parsed has no such path */
export function createTreeFields(profile: TreeProfile, decimals: Decimals): TreeFields {
  const paths: { [base in TreeBase]: TreePath[] } = { item: [], line: [], above: [] };
  const places: TreePlace[] = [];

  /** A name for the place that no other field shares: the same path means another text in a line. */
  const placed = (field: ManifestField, { join, firstOf }: Several, path: string): string => {
    const parsed = parseTreePath(path);
    if (parsed === null) throw new Error(`no path: ${path}`);
    const inLine = profile.line !== undefined && LINE_FIELDS.includes(field);
    const base =
      parsed.base === 'above' ? 'above' : inLine && parsed.base === 'own' ? 'line' : 'item';
    const at = paths[base].push(parsed) - 1;
    return String(places.push({ base, at, field, path, join, firstOf }) - 1);
  };
  const sources = (Object.entries(profile.fields) as [ManifestField, FieldSource][]).map(
    ([field, given]): [ManifestField, FieldSource] => {
      const { from, unitFrom, ...rest } = asRule(given);
      const join = rest.join ?? (LISTS.includes(field) ? LIST_MARK : null);
      const several = { join, firstOf: rest.firstOf };
      const source = {
        ...rest,
        from: [from].flat().map((path) => placed(field, several, path)),
        ...(join === null ? {} : { join }),
        ...(unitFrom === undefined
          ? {}
          : { unitFrom: placed(field, { join, firstOf: false }, unitFrom) }),
      };
      return [field, source];
    },
  );
  const fields = createProfileFields(
    { fields: Object.fromEntries(sources), fixed: profile.fixed },
    decimals,
  );
  const needed = fields.places.flatMap((name) => places[Number(name)] ?? []);
  return {
    paths,
    fields,
    single(texts) {
      let problem: string | null = null;
      const chosen = new Set<ManifestField>();
      const one = needed.map(({ base, at, field, path, join, firstOf }) => {
        const given = texts[base][at] ?? [];
        // What stands behind the first that is not blank is not asked.
        if (firstOf && chosen.has(field)) return '';
        if (given.length > 0) chosen.add(field);
        const [text = '', ...others] = given;
        if (others.length === 0) return text;
        if (join !== null) return given.join(join);
        const other = others.find((each) => each !== text);
        if (other !== undefined) {
          problem ??= `${field}: "${text}" and "${other}" both stand at ${path}`;
        }
        return text;
      });
      return { texts: one, problem };
    },
  };
}
