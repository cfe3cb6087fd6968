import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { requireIntegrity } from '../../../tools/runtime/registry-package.ts';
import {
  findRuntime,
  isCompleteRuntime,
  runtimeKey,
} from '../../../tools/runtime/registry-runtime.ts';
import { temporaryFolders } from './temporary-folder.ts';

const newFolder = temporaryFolders();

function newRuntime(cache: string, key: string, stampKey = key): string {
  const folder = path.join(cache, key);
  mkdirSync(path.join(folder, 'resources'), { recursive: true });
  writeFileSync(path.join(folder, 'electron'), '');
  writeFileSync(path.join(folder, 'resources', 'better_sqlite3.node'), '');
  writeFileSync(path.join(folder, 'station-runtime.json'), JSON.stringify({ key: stampKey }));
  return folder;
}

describe('requireIntegrity', () => {
  it('accepts the file with the expected hash and refuses one changed byte', async () => {
    const file = path.join(newFolder(), 'package.tgz');
    writeFileSync(file, 'the tested bytes');
    const hash = createHash('sha512').update('the tested bytes').digest('base64');
    await expect(requireIntegrity(file, `sha512-${hash}`)).resolves.toBeUndefined();
    writeFileSync(file, 'the tested byteS');
    await expect(requireIntegrity(file, `sha512-${hash}`)).rejects.toThrow(
      /package\.tgz is not the file that was tested[^]*not used/,
    );
  });
});

describe('runtimeKey', () => {
  it('is stable, safe as a folder name, and another one for another better-sqlite3', () => {
    expect(runtimeKey('13.2.0')).toMatch(/^electron-[0-9a-f]{16}$/);
    expect(runtimeKey('13.2.0')).toBe(runtimeKey('13.2.0'));
    expect(runtimeKey('13.2.0')).not.toBe(runtimeKey('13.2.1'));
  });
});

describe('findRuntime', () => {
  it('prefers the first cache that has a complete runtime', () => {
    const [machine, own] = [newFolder(), newFolder()];
    const ownRuntime = newRuntime(own, 'electron-a');
    expect(findRuntime([machine, own], 'electron-a')).toBe(ownRuntime);
    const machineRuntime = newRuntime(machine, 'electron-a');
    expect(findRuntime([machine, own], 'electron-a')).toBe(machineRuntime);
    expect(findRuntime([machine, own], 'electron-b')).toBeUndefined();
  });

  it('does not take a folder without a stamp, with a foreign one or with a damaged one', () => {
    const cache = newFolder();
    mkdirSync(path.join(cache, 'electron-unfinished'));
    expect(isCompleteRuntime(path.join(cache, 'electron-unfinished'))).toBe(false);
    expect(isCompleteRuntime(newRuntime(cache, 'electron-a', 'electron-b'))).toBe(false);
    const damaged = newRuntime(cache, 'electron-damaged');
    expect(isCompleteRuntime(damaged)).toBe(true);
    writeFileSync(path.join(damaged, 'station-runtime.json'), '{"key":');
    expect(isCompleteRuntime(damaged)).toBe(false);
  });
});
