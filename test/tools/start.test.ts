import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';

const START = path.join(import.meta.dirname, '..', '..', 'tools', 'start.ts');

it.each([
  [['--mode=lively'], 'is not one of live, training'],
  [['--data='], 'names no folder'],
  [['--live'], 'There is no argument --live'],
  [['--mode=live', '--data=x'], 'needs a display'],
])('npm start with %j is refused before anything is set up', (args, reason) => {
  const env = { ...process.env, DISPLAY: undefined, WAYLAND_DISPLAY: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, [START, ...args], {
    env,
    encoding: 'utf8',
  });
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(reason);
});
