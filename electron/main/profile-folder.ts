import { accessSync, constants, mkdirSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Creates and returns the folder for Chromium's own files and for the single-instance lock.
 *
 * It is a hidden folder inside the data folder: Electron's lock is one per profile, so this makes it
 * one per data folder, and two stations with different data run side by side. Everything that a
 * reader of the data folder should look at stays visible beside it.
 *
 * A data folder that cannot be written still gets a window, which then says so; its profile is a
 * throw-away one.
 */
export function prepareProfileFolder(dataDir: string): string {
  const inside = path.join(dataDir, '.electron');
  try {
    // Only the owner: the manifest beside it holds names and addresses. An existing data folder
    // keeps the rights that IT gave it.
    mkdirSync(inside, { recursive: true, mode: 0o700 });
    accessSync(inside, constants.W_OK);
    return inside;
  } catch {
    return mkdtempSync(path.join(os.tmpdir(), 'screening-station-'));
  }
}
