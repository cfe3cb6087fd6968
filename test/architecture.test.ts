import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.join(import.meta.dirname, '..');
const NATIVE = ['serialport', 'better-sqlite3'];
const SCREEN = ['vue', 'pinia', 'vue-i18n'];

interface Room {
  readonly folder: string;
  /** Folders of this project that the room may import from. */
  readonly rooms: readonly string[];
  /** Packages that the room may import; `node:` stands for all of Node. */
  readonly packages: readonly string[];
}

/** The boundaries of docs/architecture.md: what is not listed is not allowed. */
const ROOMS: readonly Room[] = [
  { folder: 'shared', rooms: ['shared'], packages: ['zod', 'canonicalize', 're2js'] },
  {
    folder: 'electron/core',
    rooms: ['shared', 'electron/core', 'electron/process-port.ts', 'electron/real-clock.ts'],
    packages: [
      'node:',
      'better-sqlite3',
      'zod',
      'yaml',
      'bwip-js/node',
      'saxes',
      '@streamparser/json',
      'yauzl',
      'chardet',
    ],
  },
  {
    folder: 'electron/devices',
    rooms: ['shared', 'electron/devices', 'electron/process-port.ts', 'electron/real-clock.ts'],
    packages: ['node:', 'serialport', '@serialport/bindings-cpp', '@serialport/stream', 're2js'],
  },
  {
    folder: 'electron/inbox',
    rooms: ['shared/back-off.ts', 'shared/clock.ts', 'shared/result.ts', 'electron/inbox'],
    packages: ['node:'],
  },
  {
    folder: 'electron/cli',
    rooms: [
      'shared',
      'electron/inbox',
      'electron/core',
      'electron/devices',
      'electron/cli',
      'electron/real-clock.ts',
    ],
    packages: ['node:', 'yaml', 'zod'],
  },
  {
    folder: 'electron/main',
    rooms: [
      'shared/bridge',
      'shared/clock.ts',
      'shared/result.ts',
      'shared/words.ts',
      'shared/back-off.ts',
      'electron/main',
      'electron/inbox',
      'electron/real-clock.ts',
      'package.json',
    ],
    packages: ['node:', 'electron'],
  },
  {
    folder: 'electron/preload',
    rooms: ['shared/bridge', 'electron/preload'],
    packages: ['electron'],
  },
  {
    folder: 'renderer',
    rooms: ['shared', 'renderer'],
    packages: [...SCREEN, 'reka-ui', '@fontsource-variable'],
  },
];

function filesBelow(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|vue|mjs)$/.test(name))
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')));
}

function importsOf(file: string): string[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const statements = /^(?:import|export)\b(?:[^;'"]*?\bfrom)?\s*['"]([^'"]+)['"]/gm;
  const calls = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;
  return [...text.matchAll(statements), ...text.matchAll(calls)].map((match) => match[1] ?? '');
}

function isAllowed(room: Room, file: string, target: string): boolean {
  if (target.startsWith('.')) {
    const resolved = path.posix.join(path.posix.dirname(file), target);
    return room.rooms.some((allowed) => resolved === allowed || resolved.startsWith(`${allowed}/`));
  }
  return room.packages.some((allowed) =>
    allowed === 'node:'
      ? target.startsWith(allowed)
      : target === allowed || target.startsWith(`${allowed}/`),
  );
}

function violations(room: Room): string[] {
  return filesBelow(room.folder).flatMap((file) =>
    importsOf(file)
      .filter((target) => !isAllowed(room, file, target))
      .map((target) => `${file} imports ${target}`),
  );
}

function usersOf(pattern: RegExp, folder: string): string[] {
  return filesBelow(folder).filter((file) =>
    pattern.test(readFileSync(path.join(ROOT, file), 'utf8')),
  );
}

/** Files of this project that a file needs before it runs itself; imports of types are gone by then. */
function loadedBefore(file: string): string[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const statements = /^(?:import|export)\b(?! type\b)(?:[^;'"]*?\bfrom)?\s*['"](\.[^'"]+)['"]/gm;
  return [...text.matchAll(statements)].map((match) =>
    path.posix.join(path.posix.dirname(file), match[1] ?? ''),
  );
}

/** The first way from a file back to itself, or null. A module in such a circle may run half loaded. */
function circleAmong(files: readonly string[]): readonly string[] | null {
  const known = new Set(files);
  const done = new Set<string>();
  const walk = (file: string, way: readonly string[]): readonly string[] | null => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file) || !known.has(file)) return null;
    for (const next of loadedBefore(file)) {
      const circle = walk(next, [...way, file]);
      if (circle !== null) return circle;
    }
    done.add(file);
    return null;
  };
  for (const file of files) {
    const circle = walk(file, []);
    if (circle !== null) return circle;
  }
  return null;
}

describe('rooms', () => {
  it('no module waits for itself to load', () => {
    const files = ['shared', 'electron', 'renderer', 'tools'].flatMap(filesBelow);
    expect(circleAmong(files)).toBeNull();
  });

  it.each(ROOMS.map((room) => [room.folder, room] as const))(
    '%s imports only what it may',
    (_folder, room) => {
      expect(violations(room)).toEqual([]);
    },
  );

  it('each native package has one importer', () => {
    const importers = NATIVE.map((name) =>
      usersOf(new RegExp(`^import (?!type)[^;]*from '${name}'`, 'm'), 'electron'),
    );
    expect(importers.map((files) => files.length)).toEqual([1, 1]);
  });

  it('only renderer/api touches window.station', () => {
    const users = usersOf(/window\s*\.\s*station\b/, 'renderer');
    expect(users.filter((file) => !file.startsWith('renderer/api/'))).toEqual([]);
  });

  it('only renderer/components uses reka-ui', () => {
    const users = usersOf(/from 'reka-ui/, 'renderer');
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter((file) => !file.startsWith('renderer/components/'))).toEqual([]);
  });

  it('SQL lives in core/store and core/manifest only', () => {
    const users = usersOf(/\b(SELECT|INSERT INTO|CREATE TABLE)\b/, 'electron');
    expect(users.filter((file) => !/^electron\/core\/(store|manifest)\//.test(file))).toEqual([]);
  });

  it('shared has neither clock nor chance', () => {
    expect(usersOf(/\bDate\.now\(|\bMath\.random\(|new Date\(\)/, 'shared')).toEqual([]);
  });
});

describe('files', () => {
  const files = ['shared', 'electron', 'renderer', 'tools'].flatMap(filesBelow);

  it('are named in kebab-case, Vue components in PascalCase', () => {
    const odd = files.filter((file) => {
      const name = path.posix.basename(file);
      return file.endsWith('.vue')
        ? !/^[A-Z][A-Za-z]+\.vue$/.test(name)
        : !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.(ts|mjs)$/.test(name);
    });
    expect(odd).toEqual([]);
  });

  it('have fewer than 400 lines, and 100 or fewer in the median', () => {
    const lengths = files
      .map((file) => readFileSync(path.join(ROOT, file), 'utf8').split('\n').length)
      .sort((left, right) => left - right);
    expect(lengths.at(-1)).toBeLessThan(400);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(100);
  });
});
