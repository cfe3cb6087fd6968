import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { judgeRuntime, PINNED_ELECTRON } from '../../../electron/main/development-runtime.ts';

const PACKAGE = path.join(import.meta.dirname, '../../../package.json');

it('knows the pinned version', () => {
  const description: unknown = JSON.parse(readFileSync(PACKAGE, 'utf8'));
  expect(description).toMatchObject({ devDependencies: { electron: PINNED_ELECTRON } });
});

it('takes the pinned version, another of its major, and a newer one as the product', () => {
  for (const version of [PINNED_ELECTRON, '45.0.0', '46.1.0', '100.0.0']) {
    expect(judgeRuntime(version, true)).toEqual({ kind: 'product' });
  }
});

it('shows an older one to a developer', () => {
  expect(judgeRuntime('33.2.1', false)).toEqual({ kind: 'development', version: '33.2.1' });
});

it('refuses an older one in an installed station', () => {
  expect(judgeRuntime('9.4.4', true)).toMatchObject({
    kind: 'refused',
    error: { code: 'runtime-too-old' },
  });
});
