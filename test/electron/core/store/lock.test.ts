import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openError, openOk, temporaryFolder } from './support.ts';

const OPEN = join(import.meta.dirname, '../../../../electron/core/store/open.ts');

/** What another process is told when it wants the folder. */
function otherProcess(dataDir: string): unknown {
  const script = `
    const { openStore } = await import(${JSON.stringify(OPEN)});
    const clock = { monotonicMs: () => 1, utcMs: () => 1, after() {} };
    const opened = openStore({ dataDir: ${JSON.stringify(dataDir)}, mode: 'live', clock, bootId: 'b' });
    console.log(JSON.stringify(opened.ok ? 'opened' : opened.error.code));`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  return JSON.parse(child.stdout);
}

it('is kept from another process after this one has wanted the folder a second time', () => {
  const dataDir = temporaryFolder();
  openOk(dataDir);
  // Closing any handle on a file drops the POSIX locks that this process holds on it.
  expect(openError(dataDir)).toBe('data-folder-in-use');
  expect(otherProcess(dataDir)).toBe('data-folder-in-use');
});
