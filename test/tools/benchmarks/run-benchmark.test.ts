import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const STATION = path.join(import.meta.dirname, '../../../electron/cli/station.mjs');

describe('a benchmark with a wrong option', () => {
  it.each([
    ['--rates', ['--rates', '0']],
    ['--rates', ['--rates', '1,2']],
    ['--onsetS', ['--onsetS', '300', '--seconds', '300']],
  ])('names %s in a sentence and ends with exit code 2: %s', (name, options) => {
    const args = [STATION, 'bench', 'radiation', ...options];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr.split('\n')[0]).toMatch(new RegExp(`^${name} .*\\.$`));
    expect(stderr).not.toContain(' at ');
  });
});
