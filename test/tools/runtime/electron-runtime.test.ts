import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  resolveElectronRuntime,
  type RuntimeSources,
} from '../../../tools/runtime/electron-runtime.ts';
import { temporaryFolders } from './temporary-folder.ts';

const DAY = 24 * 60 * 60 * 1000;
const newFolder = temporaryFolders();

function write(file: string, text = ''): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

interface World {
  readonly packageFolder: string;
  readonly sources: RuntimeSources;
  readonly downloads: string[];
  readonly lines: string[];
  readonly log: (line: string) => void;
}

/** A project with electron 45.0.0 whose own download is unreachable. */
function newWorld(change: Partial<RuntimeSources> = {}): World {
  const projectFolder = newFolder();
  const cache = newFolder();
  const packageFolder = path.join(projectFolder, 'node_modules', 'electron');
  write(path.join(packageFolder, 'package.json'), '{"version":"45.0.0"}');
  const registryFolder = newFolder();
  write(path.join(registryFolder, 'version'), '33.2.1');
  const downloads: string[] = [];
  const lines: string[] = [];
  const sources: RuntimeSources = {
    projectFolder,
    env: {},
    now: () => DAY,
    caches: { readable: [cache], writable: cache },
    download: (folder) => {
      downloads.push(folder);
      return Promise.reject(new Error('github.com unreachable'));
    },
    registry: () => Promise.resolve(registryFolder),
    ...change,
  };
  return { packageFolder, sources, downloads, lines, log: (line) => lines.push(line) };
}

function install(packageFolder: string, version = '45.0.0'): void {
  write(path.join(packageFolder, 'dist', 'electron'));
  write(path.join(packageFolder, 'dist', 'version'), version);
  write(path.join(packageFolder, 'path.txt'), 'electron');
}

describe('resolveElectronRuntime', () => {
  it('takes the override before an installed Electron', async () => {
    const folder = newFolder();
    for (const name of ['electron', 'electron.exe', 'Electron.app/Contents/MacOS/Electron']) {
      write(path.join(folder, name));
    }
    write(path.join(folder, 'version'), '44.1.0\n');
    const { packageFolder, sources, log } = newWorld({
      env: { ELECTRON_OVERRIDE_DIST_PATH: folder },
    });
    install(packageFolder);
    const runtime = await resolveElectronRuntime(log, sources);
    expect(runtime).toMatchObject({ kind: 'override', version: '44.1.0' });
    expect(runtime.executable.startsWith(folder)).toBe(true);
  });

  it('refuses an override without an executable instead of testing another Electron', async () => {
    const { packageFolder, sources, log } = newWorld({
      env: { ELECTRON_OVERRIDE_DIST_PATH: newFolder() },
    });
    install(packageFolder);
    await expect(resolveElectronRuntime(log, sources)).rejects.toThrow(
      'ELECTRON_OVERRIDE_DIST_PATH',
    );
  });

  it('takes the installed Electron without a download', async () => {
    const { packageFolder, sources, downloads, log } = newWorld();
    install(packageFolder);
    expect(await resolveElectronRuntime(log, sources)).toEqual({
      executable: path.join(packageFolder, 'dist', 'electron'),
      kind: 'installed',
      version: '45.0.0',
    });
    expect(downloads).toEqual([]);
  });

  it('does not take an installation of another version than the pinned one', async () => {
    const { packageFolder, sources, log } = newWorld();
    install(packageFolder, '44.0.0');
    expect((await resolveElectronRuntime(log, sources)).kind).toBe('registry');
  });

  it('does not take an unfinished installation', async () => {
    const { packageFolder, sources, log } = newWorld();
    write(path.join(packageFolder, 'dist', 'electron'));
    write(path.join(packageFolder, 'dist', 'version'), '45.0.0');
    expect((await resolveElectronRuntime(log, sources)).kind).toBe('registry');
  });

  it('takes the download when it succeeds', async () => {
    const { sources, log } = newWorld({
      download: (folder) => {
        install(folder);
        return Promise.resolve();
      },
      registry: () => Promise.reject(new Error('not to be asked')),
    });
    expect((await resolveElectronRuntime(log, sources)).kind).toBe('downloaded');
  });

  it('falls back to the registry runtime and says why', async () => {
    const { sources, lines, log } = newWorld();
    expect(await resolveElectronRuntime(log, sources)).toMatchObject({
      kind: 'registry',
      version: '33.2.1',
    });
    expect(lines.join('\n')).toContain('github.com unreachable');
    expect(lines.join('\n')).toContain('STATION_RETRY_DOWNLOAD=1');
  });

  it('does not repeat a failed download for a day', async () => {
    const { sources, downloads, log } = newWorld();
    await resolveElectronRuntime(log, sources);
    await resolveElectronRuntime(log, { ...sources, now: () => 2 * DAY - 1 });
    expect(downloads).toHaveLength(1);
    await resolveElectronRuntime(log, { ...sources, now: () => 2 * DAY });
    expect(downloads).toHaveLength(2);
  });

  it('repeats a failed download when asked, and after an update of the pin', async () => {
    const { packageFolder, sources, downloads, log } = newWorld();
    await resolveElectronRuntime(log, sources);
    await resolveElectronRuntime(log, { ...sources, env: { STATION_RETRY_DOWNLOAD: '1' } });
    expect(downloads).toHaveLength(2);
    write(path.join(packageFolder, 'package.json'), '{"version":"45.0.1"}');
    await resolveElectronRuntime(log, sources);
    expect(downloads).toHaveLength(3);
  });

  it('names npm ci when the package electron is missing', async () => {
    const { sources, log } = newWorld({ projectFolder: newFolder() });
    await expect(resolveElectronRuntime(log, sources)).rejects.toThrow('npm ci');
  });
});
