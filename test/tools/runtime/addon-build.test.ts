import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ADDON_SOURCE, buildAddon, definesOf } from '../../../tools/runtime/addon-build.ts';
import type { RunCommand } from '../../../tools/runtime/run-command.ts';
import { temporaryFolders } from './temporary-folder.ts';

const PACKAGE_FOLDER = path.dirname(
  createRequire(import.meta.url).resolve('better-sqlite3/package.json'),
);
const newFolder = temporaryFolders();

describe('definesOf', () => {
  it('reads names and values in order', () => {
    const text = "# 'NOT'\n{ 'defines': [\n 'A=-16000',\n 'B_C',\n ], 'cflags': ['-O3'] }";
    expect(definesOf(text)).toEqual(['A=-16000', 'B_C']);
    expect(definesOf('{}')).toEqual([]);
  });

  it("finds SQLite's options in the installed better-sqlite3", () => {
    const text = readFileSync(path.join(PACKAGE_FOLDER, 'deps', 'defines.gypi'), 'utf8');
    expect(definesOf(text)).toContain('SQLITE_DEFAULT_FOREIGN_KEYS=1');
    expect(definesOf(text).length).toBeGreaterThan(30);
  });
});

describe('buildAddon', () => {
  it('compiles both sources with the same SQLite options, against the experimental Node-API', async () => {
    const work = newFolder();
    const target = path.join(work, 'target.node');
    const commands: string[] = [];
    const run: RunCommand = (command, values, options) => {
      commands.push([command, ...values].join(' '));
      const output = values[values.indexOf('-o') + 1] ?? '';
      writeFileSync(path.join(options?.cwd ?? '', output), 'compiled');
      return Promise.resolve('');
    };
    const folder = path.join(work, 'addon');
    await buildAddon({ folder, target, packageFolder: PACKAGE_FOLDER }, () => undefined, run);
    const [c, cpp, link] = commands;
    expect(c).toContain('-DSQLITE_DEFAULT_FOREIGN_KEYS=1');
    expect(cpp).toContain('-DSQLITE_DEFAULT_FOREIGN_KEYS=1');
    expect(cpp).toContain('-DNAPI_VERSION=2147483647 -DNAPI_EXPERIMENTAL');
    expect(cpp).toContain(ADDON_SOURCE);
    expect(link).toContain('-shared');
    expect(readFileSync(target, 'utf8')).toBe('compiled');
    expect(existsSync(folder)).toBe(false);
  });

  it('says what failed and leaves no addon when a compiler fails', async () => {
    const work = newFolder();
    const target = path.join(work, 'resources', 'better_sqlite3.node');
    mkdirSync(path.dirname(target));
    const run: RunCommand = (command) =>
      command === 'g++' ? Promise.reject(new Error('napi.h: no such file')) : Promise.resolve('');
    const at = { folder: path.join(work, 'addon'), target, packageFolder: PACKAGE_FOLDER };
    await expect(buildAddon(at, () => undefined, run)).rejects.toThrow(
      /could not be compiled[^]*napi\.h: no such file[^]*node_modules is untouched/,
    );
    expect(existsSync(target)).toBe(false);
  });
});
