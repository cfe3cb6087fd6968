import { copyFile, mkdir, readFile, cp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { runCommand, type RunCommand } from './run-command.ts';
import { StepError, type Log } from './step-error.ts';

/** Includes better-sqlite3's sources; says why it is needed. */
export const ADDON_SOURCE = path.join(import.meta.dirname, 'addon', 'deferred-finalizers.cpp');

/** File name of the rebuilt addon below the runtime's `resources/`. */
export const ADDON_NAME = 'better_sqlite3.node';

/**
 * better-sqlite3 13 asks for Node-API 10, Electron 33 has 9 and aborts. Built against the
 * experimental Node-API the same sources work on both (electron-offline.md, step 5), with the
 * finalizers deferred.
 * The other two are better-sqlite3's own (its binding.gyp).
 */
const ADDON_DEFINES: readonly string[] = [
  'NAPI_VERSION=2147483647',
  'NAPI_EXPERIMENTAL',
  'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
  'NAPI_DISABLE_CPP_EXCEPTIONS',
  'NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
  'BUILDING_NODE_EXTENSION',
  'NDEBUG',
];

/** The string entries of the `defines` list in a .gypi file, in order. */
export function definesOf(gypi: string): string[] {
  const list = /'defines'\s*:\s*\[(?<entries>[^\]]*)\]/.exec(gypi)?.groups?.['entries'] ?? '';
  return Array.from(list.matchAll(/'(?<define>[^']+)'/g), (match) => match[1] ?? '');
}

/**
 * Compiles better-sqlite3 from the installed package's own sources into `target`. Works on a copy in
 * `folder`: node_modules stays as it is. Calls the compilers directly: two sources need no node-gyp,
 * no python3 and no Node headers on the machine.
 */
export async function buildAddon(
  { folder, target, packageFolder }: { folder: string; target: string; packageFolder: string },
  log: Log,
  run: RunCommand = runCommand,
): Promise<void> {
  log('Registry runtime: compiling better-sqlite3 for Node-API 9 (about 1 minute)');
  const started = Date.now();
  try {
    await mkdir(folder);
    for (const part of ['src', 'deps']) {
      await cp(path.join(packageFolder, part), path.join(folder, part), { recursive: true });
    }
    const headers = headerFolders(packageFolder);
    const gypi = await readFile(path.join(folder, 'deps', 'defines.gypi'), 'utf8');
    const sqlite = definesOf(gypi).map((define) => `-D${define}`);
    const common = ['-O2', '-fPIC', '-w', '-fvisibility=hidden', ...sqlite];
    const at = { cwd: folder };
    const c = ['-std=c99', '-DNDEBUG', '-c', 'deps/sqlite3/sqlite3.c', '-o', 'sqlite3.o'];
    const cpp = ['-std=c++20', '-fvisibility-inlines-hidden', '-I.', '-Ideps/sqlite3'];
    cpp.push(...ADDON_DEFINES.map((define) => `-D${define}`));
    cpp.push(...headers.map((header) => `-I${header}`));
    cpp.push('-c', ADDON_SOURCE, '-o', 'addon.o');
    // Awaited as a pair that settles as a whole: the folder must not go while one still writes.
    const compiled = await Promise.allSettled([
      run('gcc', [...common, ...c], at),
      run('g++', [...common, ...cpp], at),
    ]);
    for (const result of compiled) if (result.status === 'rejected') throw result.reason;
    const link = ['-shared', '-s', '-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL', '-o', ADDON_NAME];
    await run('g++', [...link, 'addon.o', 'sqlite3.o', '-ldl', '-lpthread', '-lm'], at);
    await copyFile(path.join(folder, ADDON_NAME), target);
    await rm(folder, { recursive: true });
  } catch (cause) {
    throw new StepError({
      failed: 'better-sqlite3 could not be compiled for the registry runtime.',
      safe: 'node_modules is untouched; the unfinished folder is removed.',
      next: 'check that "g++ --version" says 10 or newer (C++20) and that npm ci ran, then run this again.',
      cause,
    });
  }
  log(`Registry runtime: compiled in ${((Date.now() - started) / 1000).toFixed(0)} s`);
}

function headerFolders(packageFolder: string): string[] {
  const nearPackage = createRequire(path.join(packageFolder, 'package.json'));
  const nearHere = createRequire(import.meta.url);
  return [
    path.dirname(nearPackage.resolve('node-addon-api/package.json')),
    path.join(path.dirname(nearHere.resolve('node-api-headers/package.json')), 'include'),
  ];
}
