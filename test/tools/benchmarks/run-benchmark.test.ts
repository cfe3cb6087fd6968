import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const PROJECT = path.join(import.meta.dirname, '../../..');
const STATION = [path.join(PROJECT, 'electron/cli/station.mjs'), 'bench', 'radiation'];
const BENCHMARK = [path.join(PROJECT, 'tools/benchmarks/radiation.bench.ts')];

describe('a benchmark with a wrong option', () => {
  it.each([
    ['--rates', [...BENCHMARK, '--rates', '0']],
    ['--rates', [...BENCHMARK, '--rates', '1,2']],
    ['--onsetS', [...STATION, '--onsetS', '300', '--seconds', '300']],
  ])('names %s in a sentence and ends with exit code 2', (name, args) => {
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr.split('\n')[0]).toMatch(new RegExp(`^${name} .*\\.$`));
    expect(stderr).not.toContain(' at ');
  });
});
