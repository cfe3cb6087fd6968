import { basename } from 'node:path';
import { z } from 'zod';
import type { Station } from '../station.ts';

export const folderImportSchema = z.strictObject({ file: z.string().min(1).max(1_000) });

/** The folder that main watches; null for none. @throws StationError */
export function watchedFolder(station: Station): { readonly folder: string | null } {
  return { folder: station.desks().rules.policy.manifest.watchedFolder };
}

/**
 * Records that a file of the watched folder is imported. Nobody has to be signed in: that the site set
 * the folder is the permission, and the station is who imports.
 * @returns the record's seq, which the generation will name
 * @throws StationError or StoreError when it cannot be recorded
 */
export function beginFolderImport(station: Station, file: string): { readonly seq: number } {
  const { store } = station.desks();
  const body = { file: basename(file), from: 'watched-folder' };
  const event = { kind: 'manifest-import-started', session: null, actor: 'station', body };
  const made = store.append([event], store.shiftState()?.shift ?? null);
  return { seq: made.at(-1)?.seq ?? 0 };
}
