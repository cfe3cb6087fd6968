import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { MappingProfile } from '../../../shared/manifest/profile.ts';
import { loadProfiles, siteProfilesFolder } from '../manifest/profiles.ts';
import { makePrivateFolder } from '../store/durable-files.ts';
import { writeKeeping } from './kept-file.ts';
import type { WrittenFile } from './kept-file.ts';

const HEAD =
  '# Written by the mapping assistant of the station. The file before it has .bak behind its name.\n';

/** Whose profile of the same id is no longer used. */
export type Replaced = 'shipped' | 'site' | null;

export interface SavedProfile extends WrittenFile {
  /** Of the file, hex. */
  readonly sha256: string;
  readonly replaces: Replaced;
}

/**
 * Writes a profile to `manifest-profiles/<id>.yaml` of the data folder. A profile of the site that has
 * this id in a file of another name is written there: two of one id could not be told apart.
 *
 * @throws Error of the system when it cannot be written; the earlier file is then in place
 */
export function writeMappingProfile(
  dataDir: string,
  resourcesDir: string,
  profile: MappingProfile,
): SavedProfile {
  const ofId = loadProfiles(resourcesDir, dataDir).files.filter(({ id }) => id === profile.profile);
  const folder = siteProfilesFolder(dataDir);
  const own = ofId.find(({ origin }) => origin === 'site');
  const content = HEAD + stringify(profile);
  makePrivateFolder(folder);
  const written = writeKeeping(own?.file ?? join(folder, `${profile.profile}.yaml`), content);
  return {
    undo: () => written.undo(),
    sha256: createHash('sha256').update(content).digest('hex'),
    replaces: own?.origin ?? ofId[0]?.origin ?? null,
  };
}
