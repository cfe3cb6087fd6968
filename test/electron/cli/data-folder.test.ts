import { describe, expect, it } from 'vitest';
import { prepareFolder } from '../../../electron/cli/data-folder.ts';
import { inspectFolder } from '../../../electron/core/store/inspect-folder.ts';
import { lockFolder } from '../../../electron/core/store/lock.ts';
import { openOk, temporaryFolder } from '../core/store/support.ts';

describe('a folder that is to be imported into', () => {
  it('becomes one of the mode when it is new', async () => {
    const dataDir = temporaryFolder();
    await prepareFolder(dataDir, 'training');
    expect(inspectFolder(dataDir).mode).toBe('training');
  });

  it('is waited for while another program is making it', async () => {
    const dataDir = temporaryFolder();
    const release = lockFolder(dataDir, null);
    const prepared = prepareFolder(dataDir, 'live');
    release();
    await prepared;
    expect(inspectFolder(dataDir).mode).toBe('live');
  });

  it('is left alone while a bench of the same mode has it open', async () => {
    const dataDir = temporaryFolder();
    openOk(dataDir, { mode: 'live' });
    await expect(prepareFolder(dataDir, 'live')).resolves.toBeUndefined();
  });

  it('is refused at once while a bench of the other mode has it open', async () => {
    const dataDir = temporaryFolder();
    openOk(dataDir, { mode: 'live' });
    const refused = { code: 'data-folder-in-use' };
    await expect(prepareFolder(dataDir, 'training')).rejects.toMatchObject(refused);
  });
});
