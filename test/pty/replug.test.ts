import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replugCycles } from '../../tools/benchmarks/replug-cycles.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replug-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('an instrument that is unplugged and plugged in again under another name', () => {
  it('is read again each time, without an old value, a crash or a handle left open', async () => {
    const result = await replugCycles(10, folder, () => {});
    expect(result.readyMs).toHaveLength(10);
    expect(result).toMatchObject({ oldValues: 0, crashed: null });
    expect(result.handles[1]).toBe(result.handles[0]);
  });
});
