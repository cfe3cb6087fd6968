import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { mappingProfileSchema } from '../../../shared/manifest/profile.ts';
import type {
  MappingProfile,
  TableProfile,
  TreeProfile,
} from '../../../shared/manifest/profile.ts';
import type { CodedError, Result } from '../../../shared/result.ts';
import { explainIssue } from '../explain-issue.ts';
import { missingColumns, usedColumns } from './table-header.ts';

const FOLDER = 'manifest-profiles';
/** Beside the shipped profiles, and none. */
const SYNONYMS = 'synonyms.yaml';

/** Where a site keeps its own profiles. */
export function siteProfilesFolder(dataDir: string): string {
  return join(dataDir, FOLDER);
}

/** A file that is no profile, and why. */
export interface ProfileProblem {
  readonly file: string;
  readonly message: string;
}

/** A file with a profile. */
export interface ProfileFile {
  readonly file: string;
  readonly id: string;
  readonly origin: 'shipped' | 'site';
}

export interface KnownProfiles {
  /** One of each id. */
  readonly profiles: readonly MappingProfile[];
  /** Where they and those that they take the place of stand. */
  readonly files: readonly ProfileFile[];
  /** Files that are left out; the others are used. */
  readonly problems: readonly ProfileProblem[];
}

/**
 * The shipped profiles with those of the site, which take the place of shipped ones of the same id.
 * @param resourcesDir null for those of the site alone
 * @throws Error of the file system when a folder cannot be read
 */
export function loadProfiles(resourcesDir: string | null, dataDir: string): KnownProfiles {
  const folders = [
    {
      origin: 'shipped',
      read: resourcesDir === null ? [] : readFolder(join(resourcesDir, FOLDER)),
    },
    { origin: 'site', read: readFolder(siteProfilesFolder(dataDir)) },
  ] as const;
  const byId = new Map<string, MappingProfile>();
  const files: ProfileFile[] = [];
  const problems: ProfileProblem[] = [];
  for (const { origin, read } of folders) {
    for (const { file, profile } of read) {
      if (!profile.ok) {
        problems.push({ file, message: profile.error });
        continue;
      }
      const id = profile.value.profile;
      const other = files.find((one) => one.id === id && one.origin === origin);
      if (other !== undefined) {
        problems.push({ file, message: `${other.file} is profile ${id} already` });
        continue;
      }
      files.push({ file, id, origin });
      byId.set(id, profile.value);
    }
  }
  return { profiles: [...byId.values()], files, problems };
}

interface ReadFile {
  readonly file: string;
  readonly profile: Result<MappingProfile, string>;
}

function readFolder(folder: string): ReadFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && name !== SYNONYMS)
    .sort()
    .map((name) => join(folder, name))
    .map((file) => ({ file, profile: readProfile(file) }));
}

function readProfile(file: string): Result<MappingProfile, string> {
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
  const parsed = mappingProfileSchema.safeParse(content);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, error: explainIssue(parsed.error) };
}

/**
 * The profile that somebody asks for.
 *
 * Error: `manifest-profile-unknown`, which also names files that cannot be used.
 */
export function findProfile(
  { profiles, problems }: KnownProfiles,
  id: string,
): Result<MappingProfile, CodedError> {
  const found = profiles.find(({ profile }) => profile === id);
  if (found !== undefined) return { ok: true, value: found };
  const known = profiles.map(({ profile }) => profile).join(', ');
  const unread = problems.map(({ file, message }) => ` ${file} cannot be used: ${message}.`);
  const message = `There is no mapping profile "${id}"; known here: ${known || 'none'}.${unread.join('')}`;
  return { ok: false, error: { code: 'manifest-profile-unknown', message } };
}

/**
 * The profile that somebody asks for, for a table.
 *
 * Error: `manifest-columns` for one that reads documents.
 */
export function tableOrNone(
  profile: MappingProfile | null,
): Result<TableProfile | null, CodedError> {
  if (profile?.shape !== 'tree') return { ok: true, value: profile };
  const message = `The profile ${profile.profile} is for XML and JSON, the file is a table.`;
  return { ok: false, error: { code: 'manifest-columns', message } };
}

/**
 * The profile that a table is read with: all that it needs is there, and no other such profile reads
 * more of the table's columns. Null when none fits.
 *
 * @param headerFor names of the columns where a profile says that they stand
 *
 * Error: `manifest-profile-unclear`.
 */
export function chooseTable(
  profiles: readonly MappingProfile[],
  headerFor: (profile: TableProfile) => readonly string[],
): Result<TableProfile | null, CodedError> {
  const fitting = profiles.flatMap((profile) => {
    if (profile.shape !== 'table') return [];
    const header = headerFor(profile);
    if (missingColumns(profile, header).length > 0) return [];
    return [{ profile, columns: usedColumns(profile, header) }];
  });
  const most = Math.max(0, ...fitting.map(({ columns }) => columns));
  return onlyOne(fitting.filter(({ columns }) => columns === most).map(({ profile }) => profile));
}

/**
 * The profile that a document is read with, by the local name of its first element; null when none
 * fits.
 *
 * Error: `manifest-profile-unclear`.
 */
export function chooseTree(
  profiles: readonly MappingProfile[],
  root: string,
): Result<TreeProfile | null, CodedError> {
  return onlyOne(
    profiles.filter(
      (profile): profile is TreeProfile => profile.shape === 'tree' && profile.roots.includes(root),
    ),
  );
}

function onlyOne<P extends MappingProfile>(fitting: readonly P[]): Result<P | null, CodedError> {
  const [one = null, ...others] = fitting;
  if (others.length === 0) return { ok: true, value: one };
  const ids = fitting.map(({ profile }) => profile).join(', ');
  const message =
    `Several mapping profiles fit (${ids}). ` +
    'Say which one: --profile and its id, or choose it on the screen.';
  return { ok: false, error: { code: 'manifest-profile-unclear', message } };
}
