import type { ManifestPreview } from '../../../shared/bridge/setup-contract.ts';
import type { ImporterTask } from '../../core/manifest/importer.ts';
import { TEXT_ENCODINGS } from '../../core/manifest/text-decoders.ts';
import { valueOf } from '../../core/result-value.ts';
import { runPreview } from '../run-importer.ts';
import { EXIT, UsageError, type ExitCode, type Output } from '../verb.ts';

/**
 * What was said of a file, as the importer takes it.
 * @throws UsageError for an encoding that is not read
 */
export function saidOf(values: {
  readonly profile?: string | undefined;
  readonly encoding?: string | undefined;
}): Pick<ImporterTask, 'profile' | 'encoding'> {
  const { profile, encoding } = values;
  const known = TEXT_ENCODINGS.find((name) => name === encoding);
  if (encoding !== undefined && known === undefined) {
    throw new UsageError(`--encoding: ${TEXT_ENCODINGS.join(', ')}`);
  }
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(known === undefined ? {} : { encoding: known }),
  };
}

/** `station import --preview`: exit 1 for what cannot be imported as it is. */
export async function showPreview(task: ImporterTask, output: Output): Promise<ExitCode> {
  const preview = valueOf(await runPreview(task));
  output.answer(preview, inWords(preview));
  return preview.ready ? EXIT.done : EXIT.wrong;
}

function inWords({ ready, error, columns, rows, suggested, ...facts }: ManifestPreview): string {
  const { format, encoding, encodingGuessed, delimiter, profile, profiles } = facts;
  const guessed = encodingGuessed ? ' (guessed)' : '';
  return [
    `format ${format ?? 'unknown'}, encoding ${encoding ?? '-'}${guessed}, delimiter ${JSON.stringify(delimiter)}`,
    `profile ${profile ?? '-'}; known: ${profiles.map((one) => one.profile).join(', ') || 'none'}`,
    ready ? 'It can be imported.' : `It cannot be imported as it is. ${error?.message ?? ''}`,
    ...Object.entries(suggested).map(([field, column]) => `  ${field}: ${JSON.stringify(column)}`),
    ...[columns, ...rows].map((row) => row.map((cell) => JSON.stringify(cell)).join(' ')),
  ].join('\n');
}
