import { expect, it } from 'vitest';
import { createJobQueue } from '../../../../electron/core/upkeep/job-queue.ts';
import { onEnd, recordedFolder } from '../store/support.ts';

it('a job whose thread cannot be started fails with words, and the next one is done', async () => {
  const queue = createJobQueue();
  onEnd(() => queue.close());
  const check = { kind: 'check', dataDir: recordedFolder(1), sqliteAddon: null } as const;
  // A function cannot be given to a thread: Worker throws at once.
  const impossible = { ...check, more: () => {} };
  const failed = await queue.run(impossible);
  expect(failed).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(failed.ok ? '' : failed.error.message).toContain('could not be cloned');
  expect(await queue.run(check)).toEqual({ ok: true, value: null });
});
