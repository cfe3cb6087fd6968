import { createHash } from 'node:crypto';
import type { ManifestPreview } from '../../../shared/bridge/setup-contract.ts';
import type { MappingProfile } from '../../../shared/manifest/profile.ts';
import { UnreadableFile } from './reader.ts';
import type { RowSink } from './reader.ts';
import { READERS } from './readers.ts';
import type { ManifestFormat } from './recognise.ts';
import { DamagedText, NotUtf8, NulCharacters } from './text-file.ts';
import type { FileFacts } from './text-file.ts';

/** As much of a file is looked at. */
const MOST_BYTES = 64 * 1024;

/** The beginning was read without a finding. */
class Enough extends Error {}

/**
 * Whether the beginning of a file can be read, by its own reader; the rows go nowhere.
 * @throws UnreadableFile
 */
export async function dryRun(
  path: string,
  { bytes, mark }: Pick<FileFacts, 'bytes' | 'mark'>,
  format: ManifestFormat,
  profile: MappingProfile | null,
  profiles: readonly MappingProfile[],
): Promise<Partial<ManifestPreview>> {
  const onRead = (read: number): void => {
    if (read >= MOST_BYTES && read < bytes) throw new Enough();
  };
  const hash = createHash('sha256');
  const source = { path, bytes, hash, encoding: mark, profile, profiles, item: null, onRead };
  const nowhere = (): void => undefined;
  const sink: RowSink = { begin: nowhere, take: nowhere, measurement: nowhere };
  const asked = profile?.profile ?? null;
  try {
    const read = await READERS[format](source, sink);
    if (!read.ok) return { profile: asked, error: read.error };
    return { encoding: read.value.encoding, profile: read.value.profile, ready: true };
  } catch (error) {
    if (error instanceof Enough) return { profile: asked, ready: true };
    if (error instanceof NotUtf8 || error instanceof NulCharacters) throw noText(error.line);
    if (error instanceof DamagedText) throw noText(error.line);
    throw error;
  }
}

function noText(line: number): UnreadableFile {
  return new UnreadableFile(`has bytes in line ${line} that are no text of its encoding`);
}
