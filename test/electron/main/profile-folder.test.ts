import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { prepareProfileFolder } from '../../../electron/main/profile-folder.ts';
import { temporaryFolders } from '../../tools/runtime/temporary-folder.ts';

const temporaryFolder = temporaryFolders();

it('is hidden in the data folder, which is made for its owner only', () => {
  const dataDir = path.join(temporaryFolder(), 'live');
  expect(prepareProfileFolder(dataDir)).toBe(path.join(dataDir, '.electron'));
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
});

it('leaves the rights of an existing data folder alone', () => {
  const dataDir = temporaryFolder();
  const before = statSync(dataDir).mode;
  prepareProfileFolder(dataDir);
  expect(statSync(dataDir).mode).toBe(before);
});

it('is elsewhere when the data folder cannot be used', () => {
  const dataDir = path.join(temporaryFolder(), 'file');
  writeFileSync(dataDir, '');
  const folder = prepareProfileFolder(dataDir);
  expect(existsSync(folder)).toBe(true);
  expect(folder.startsWith(dataDir)).toBe(false);
  rmSync(folder, { recursive: true });
});
