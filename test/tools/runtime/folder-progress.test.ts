import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { withFolderProgress } from '../../../tools/runtime/folder-progress.ts';
import { runCommand } from '../../../tools/runtime/run-command.ts';
import { temporaryFolders } from './temporary-folder.ts';

const newFolder = temporaryFolders();
const quiet = (): void => undefined;

describe('withFolderProgress', () => {
  it('stops work that no longer writes', async () => {
    const watched = { log: quiet, title: 'Loading', folders: [newFolder()], idleMilliseconds: 600 };
    const work = withFolderProgress(watched, (signal) => runCommand('sleep', ['30'], { signal }));
    await expect(work).rejects.toThrow('Loading: no data for 0.6 s');
  });

  it('lets slow work go on as long as it writes', async () => {
    const folder = newFolder();
    const watched = { log: quiet, title: 'Loading', folders: [folder], idleMilliseconds: 1_200 };
    const work = withFolderProgress(watched, async (signal) => {
      for (let part = 0; part < 8; part += 1) {
        appendFileSync(path.join(folder, 'part'), 'data');
        await wait(250, undefined, { signal });
      }
      return 'complete';
    });
    await expect(work).resolves.toBe('complete');
  });
});
