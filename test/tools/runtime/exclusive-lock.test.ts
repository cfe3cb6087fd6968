import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { withExclusiveLock } from '../../../tools/runtime/exclusive-lock.ts';
import { temporaryFolders } from './temporary-folder.ts';

const newFolder = temporaryFolders();
const quiet = (): void => undefined;

describe.skipIf(process.platform !== 'linux')('withExclusiveLock', () => {
  it('runs one after the other, also after a failure', async () => {
    const file = path.join(newFolder(), 'lock');
    const steps: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      steps.push(`${name} in`);
      await wait(100);
      steps.push(`${name} out`);
      throw new Error(name);
    };
    const both = [
      withExclusiveLock(file, quiet, work('a')),
      withExclusiveLock(file, quiet, work('b')),
    ];
    const results = await Promise.allSettled(both);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
    expect([steps.slice(0, 2), steps.slice(2)].toSorted()).toEqual([
      ['a in', 'a out'],
      ['b in', 'b out'],
    ]);
  });

  it('says so when it cannot lock', async () => {
    const folder = newFolder();
    writeFileSync(path.join(folder, 'file'), '');
    const work = withExclusiveLock(path.join(folder, 'file', 'lock'), quiet, () =>
      Promise.resolve('not reached'),
    );
    await expect(work).rejects.toThrow('could not lock');
  });
});
