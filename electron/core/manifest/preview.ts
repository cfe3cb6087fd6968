import type { ManifestPreview } from '../../../shared/bridge/setup-contract.ts';
import type { CodedError, Result } from '../../../shared/result.ts';
import { failureCode } from '../store/store-error.ts';
import type { Delimiter } from './csv/csv-header.ts';
import { readCsvHead } from './csv/csv-head.ts';
import { dryRun } from './dry-run.ts';
import { findProfile, loadProfiles, tableOrNone } from './profiles.ts';
import { UnreadableFile } from './reader.ts';
import { recognise } from './recognise.ts';
import type { ManifestFormat } from './recognise.ts';
import { loadSynonyms, suggestFields } from './synonyms.ts';
import type { TableHead } from './table-head.ts';
import { createTableMapper, isNeutral } from './table-mapper.ts';
import type { TextEncoding } from './text-decoders.ts';
import { inspectFile } from './text-file.ts';
import { readXlsxHead } from './xlsx/xlsx-head.ts';

export interface PreviewOptions {
  readonly file: string;
  readonly dataDir: string;
  /** Where the shipped mapping profiles are; those of the site alone when left out. */
  readonly resourcesDir?: string;
  /** What somebody says of the file instead of its content. */
  readonly format?: ManifestFormat;
  readonly profile?: string;
  readonly encoding?: TextEncoding;
  readonly delimiter?: Delimiter;
}

const NOTHING: ManifestPreview = {
  format: null,
  encoding: null,
  encodingGuessed: false,
  delimiter: null,
  profile: null,
  ready: false,
  columns: [],
  rows: [],
  suggested: {},
  profiles: [],
  error: null,
};

/** Columns that are shown at most. */
const MOST_COLUMNS = 100;
/** Characters of a cell that are shown. */
const LONGEST_CELL = 100;

/**
 * What a file looks like, by its first 64 kB: nothing is imported, and what follows may differ. Why it
 * cannot be read is part of the answer.
 */
export async function previewManifest(options: PreviewOptions): Promise<ManifestPreview> {
  let facts;
  try {
    facts = inspectFile(options.file);
  } catch (error) {
    if (error instanceof UnreadableFile) {
      return withError('manifest-unreadable', `The file ${error.message}.`);
    }
    if (failureCode(error) === null || !(error instanceof Error)) throw error;
    return withError('manifest-unreadable', `The file cannot be read (${error.message}).`);
  }
  const recognised = recognise(facts.head, facts.mark);
  const format = options.format ?? recognised.format;
  if (format === null) {
    const { what, remedy } = recognised as Extract<typeof recognised, { format: null }>;
    return withError('manifest-unreadable', `The file is ${what}, which is not read. ${remedy}`);
  }
  const known = loadProfiles(options.resourcesDir ?? null, options.dataDir);
  const shape = format === 'csv' || format === 'xlsx' ? 'table' : 'tree';
  const ofShape = format === 'n42' ? [] : known.profiles.filter((one) => one.shape === shape);
  const profiles = ofShape.map(({ profile, title }) => ({ profile, title }));
  const found = { ...NOTHING, format, profiles };
  const asked = options.profile === undefined ? null : findProfile(known, options.profile);
  if (asked?.ok === false) return { ...found, error: asked.error };
  const profile = asked?.value ?? null;
  try {
    if (format !== 'csv' && format !== 'xlsx') {
      return { ...found, ...(await dryRun(options.file, facts, format, profile, ofShape)) };
    }
    const table = tableOrNone(profile);
    if (!table.ok) return { ...found, profile: profile?.profile ?? null, error: table.error };
    const head =
      format === 'csv'
        ? readCsvHead(facts, { ...options, profile: table.value }, ofShape)
        : await readXlsxHead(options.file, table.value, ofShape);
    return { ...found, ...ofTable(head, options.resourcesDir ?? null) };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const message = `The file ${error.message}.`;
    return { ...found, error: { code: 'manifest-unreadable', message } };
  }
}

function ofTable(head: TableHead, resourcesDir: string | null): Partial<ManifestPreview> {
  const { encoding, encodingGuessed, delimiter, profile } = head;
  const columns = head.columns.slice(0, MOST_COLUMNS);
  const mapper: Result<unknown, CodedError> = createTableMapper(head.columns, profile, true);
  // Foreign names are no error: they are what the assistant is for.
  const isForeign = profile === null && !isNeutral(head.columns);
  return {
    encoding,
    encodingGuessed,
    delimiter,
    profile: profile?.profile ?? null,
    ready: head.error === null && mapper.ok,
    columns: columns.map(cut),
    rows: head.rows.map((row) => row.slice(0, MOST_COLUMNS).map(cut)),
    suggested: suggestFields(columns.map(cut), loadSynonyms(resourcesDir)),
    error: head.error ?? (mapper.ok || isForeign ? null : mapper.error),
  };
}

function cut(text: string): string {
  return text.slice(0, LONGEST_CELL);
}

function withError(code: string, message: string): ManifestPreview {
  return { ...NOTHING, error: { code, message } };
}
