import type { ManifestPreview } from '../../shared/bridge/contract.ts';

/** Columns and rows that are shown at most; the importer sends no more. */
const MOST_COLUMNS = 100;
const MOST_ROWS = 10;

type Values = Readonly<Record<string, unknown>>;

/** What the importer says of a file that it looked at; undefined for anything else. Main has no zod. */
export function previewMessage(message: unknown): ManifestPreview | undefined {
  if (!isRecord(message) || message['kind'] !== 'preview') return undefined;
  const { preview } = message;
  if (!isRecord(preview)) return undefined;
  const { encodingGuessed, ready, suggested, profiles, error } = preview;
  const [format, encoding] = [textOrNull(preview['format']), textOrNull(preview['encoding'])];
  const [delimiter, profile] = [textOrNull(preview['delimiter']), textOrNull(preview['profile'])];
  const columns = textsOf(preview['columns'], MOST_COLUMNS);
  const rows = Array.isArray(preview['rows'])
    ? (preview['rows'] as unknown[]).slice(0, MOST_ROWS).map((row) => textsOf(row, MOST_COLUMNS))
    : [undefined];
  const isTold =
    ![format, encoding, delimiter, profile, columns, ...rows].includes(undefined) &&
    typeof encodingGuessed === 'boolean' &&
    typeof ready === 'boolean' &&
    isRecord(suggested) &&
    Array.isArray(profiles) &&
    (error === null || isRecord(error));
  if (!isTold) return undefined;
  return {
    format: format ?? null,
    encoding: encoding ?? null,
    encodingGuessed,
    delimiter: delimiter ?? null,
    profile: profile ?? null,
    ready,
    columns: columns ?? [],
    rows: rows.map((row) => row ?? []),
    suggested: Object.fromEntries(
      Object.entries(suggested).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    ),
    profiles: (profiles as unknown[]).flatMap((one) => {
      if (!isRecord(one)) return [];
      const { profile: id, title } = one;
      return typeof id === 'string' && typeof title === 'string' ? [{ profile: id, title }] : [];
    }),
    error:
      error === null ? null : { code: String(error['code']), message: String(error['message']) },
  };
}

function textOrNull(value: unknown): string | null | undefined {
  return typeof value === 'string' || value === null ? value : undefined;
}

function textsOf(value: unknown, most: number): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = (value as unknown[]).slice(0, most);
  return texts.every((text) => typeof text === 'string') ? texts : undefined;
}

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null;
}
