import type { ManifestPreview, PreviewChoices } from '../../shared/bridge/contract.ts';
import { ITEM_COLUMNS, LINE_COLUMNS } from '../../shared/manifest/columns.ts';
import type { FieldSource, TableProfile } from '../../shared/manifest/profile.ts';
import type { ManifestField } from '../../shared/manifest/row.ts';
import { MASS_UNITS, type MassUnit } from '../../shared/measure/reading.ts';
import { DELIMITERS, ENCODINGS } from './file-words.ts';

/** `unsaid` until somebody says it: a wrong unit would make every mass of the sender wrong. */
export type ColumnUnit = MassUnit | 'written' | 'unsaid';

/** What somebody says of one column of the file. */
export interface ColumnDraft {
  /** Name of the column; null where it has none, or not one of its own, and cannot be used. */
  readonly name: string | null;
  field: ManifestField | 'unused';
  unit: ColumnUnit;
}

/** A mapping profile while it is made on the screen. */
export interface MappingDraft {
  title: string;
  decimal: 'file' | 'comma' | 'point';
  columns: ColumnDraft[];
}

/** What is missing, and of which field. */
export interface MappingProblem {
  readonly kind: 'id-missing' | 'twice' | 'unit-missing' | 'name-needed' | 'name-taken';
  readonly field: ManifestField | null;
}

/** The fields that a column can be; kilograms are a unit, no field. */
export const MAPPED_FIELDS = [...ITEM_COLUMNS, ...LINE_COLUMNS].filter(
  (name): name is ManifestField => !name.endsWith('_kg'),
);
const MASSES: readonly string[] = ['gross_g', 'net_g'];
/** Fields that may stand in several columns, and what is put between them. */
const JOINED: { readonly [field in ManifestField]?: string } = {
  alt_ids: '|',
  transit_countries: '|',
  description: ', ',
  comments: ', ',
  sender_name: ' ',
  sender_address: ', ',
  addressee_name: ' ',
  addressee_address: ', ',
};
/** Letters of a profile's id at most. */
const LONGEST_PROFILE_ID = 60;

export function isMass(field: string): boolean {
  return MASSES.includes(field);
}

/** What is suggested for the columns of a file. */
export function draftOfPreview({ columns, suggested }: ManifestPreview): MappingDraft {
  const likely = new Map(Object.entries(suggested).map(([field, column]) => [column, field]));
  return {
    title: '',
    decimal: 'file',
    columns: columns.map((name) => {
      const isItsOwn = name.trim() !== '' && columns.filter((one) => same(one, name)).length === 1;
      const field = isItsOwn ? fieldOf(likely.get(name)) : 'unused';
      return { name: isItsOwn ? name : null, field, unit: unitIn(name, likely.get(name)) };
    }),
  };
}

/** What keeps the mapping from being saved, in the order in which to see to it. */
export function problemsOfMapping(
  { title, columns }: MappingDraft,
  known: ManifestPreview['profiles'],
): readonly MappingProblem[] {
  const used = columns.flatMap(({ field }) => (field === 'unused' ? [] : [field]));
  const problems: MappingProblem[] = [];
  if (!used.includes('item_id')) problems.push({ kind: 'id-missing', field: 'item_id' });
  for (const field of new Set(used)) {
    const times = used.filter((one) => one === field).length;
    if (times > 1 && JOINED[field] === undefined) problems.push({ kind: 'twice', field });
  }
  for (const { field, unit } of columns) {
    if (field !== 'unused' && isMass(field) && unit === 'unsaid') {
      problems.push({ kind: 'unit-missing', field });
    }
  }
  if (title.trim() === '') problems.push({ kind: 'name-needed', field: null });
  else if (known.some((one) => one.title === title.trim() || one.profile === slugOf(title))) {
    problems.push({ kind: 'name-taken', field: null });
  }
  return problems;
}

/** The profile of a draft without problems. */
export function profileOf(
  { title, decimal, columns }: MappingDraft,
  choices: PreviewChoices,
  known: ManifestPreview['profiles'],
): TableProfile {
  const fields: { [field in ManifestField]?: FieldSource } = {};
  for (const field of MAPPED_FIELDS) {
    const sources = columns.filter((column) => column.field === field);
    const source = sourceOf(field, sources);
    if (source !== null) fields[field] = source;
  }
  const encoding = ENCODINGS.find((one) => one === choices.encoding);
  const delimiter = DELIMITERS.find((one) => one === choices.delimiter);
  return {
    profile: idFor(title, known),
    version: 1,
    title: title.trim(),
    shape: 'table',
    fields,
    fixed: {},
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(decimal === 'file' ? {} : { decimal }),
  };
}

function sourceOf(field: ManifestField, columns: readonly ColumnDraft[]): FieldSource | null {
  const names = columns.flatMap(({ name }) => (name === null ? [] : [name]));
  const [first] = names;
  if (first === undefined) return null;
  const unit = columns[0]?.unit ?? 'unsaid';
  if (isMass(field) && unit !== 'unsaid') return { from: first, firstOf: false, unit };
  if (names.length === 1) return first;
  return { from: names, firstOf: false, join: JOINED[field] ?? ' ' };
}

/** The title in the letters of a profile's id; where it has none of them, the first free number. */
function idFor(title: string, known: ManifestPreview['profiles']): string {
  const slug = slugOf(title);
  if (slug !== '') return slug;
  let number = 1;
  while (known.some(({ profile }) => profile === `mapping-${number}`)) number += 1;
  return `mapping-${number}`;
}

function slugOf(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_PROFILE_ID)
    .replace(/^-+|-+$/g, '');
}

function fieldOf(suggested: string | undefined): ManifestField | 'unused' {
  const grams = suggested?.replace(/_kg$/, '_g');
  return MAPPED_FIELDS.find((field) => field === grams) ?? 'unused';
}

/** The unit that a column's name says: `Weight (kg)`, `gross_kg`. */
function unitIn(name: string, suggested: string | undefined): ColumnUnit {
  if (suggested?.endsWith('_kg') === true) return 'kg';
  if (same(name, suggested ?? '') && isMass(name)) return 'g';
  const words = name.toLowerCase().split(/[^a-z]+/);
  return MASS_UNITS.find((unit) => words.includes(unit)) ?? 'unsaid';
}

/** Columns are told apart as the importer tells them: in any case and width, without blanks. */
function same(one: string, other: string): boolean {
  const key = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  return key(one) === key(other);
}
