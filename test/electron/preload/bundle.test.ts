import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { resolveConfig } from 'electron-vite';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../../..');
const folder = mkdtempSync(path.join(os.tmpdir(), 'station-preload-'));
afterAll(() => rmSync(folder, { recursive: true }));

// Built here from the project's own configuration: a bundle that lies in `out` may be an old one.
beforeAll(async () => {
  const mode = process.env['NODE_ENV'];
  const settings = { root: ROOT, build: { outDir: folder }, logLevel: 'error' } as const;
  const { config } = await resolveConfig(settings, 'build', 'production');
  await build({ ...config?.preload, root: ROOT });
  if (mode !== undefined) process.env['NODE_ENV'] = mode;
}, 60_000);

const bundle = path.join(folder, 'preload/index.cjs');

it('is one small file', () => {
  expect(readdirSync(path.dirname(bundle))).toEqual(['index.cjs']);
  expect(statSync(bundle).size).toBeLessThan(10_000);
});

it('requires nothing but electron, which is all that a sandboxed preload can', () => {
  const text = readFileSync(bundle, 'utf8');
  const required = [...text.matchAll(/\brequire\(\s*["'`](?<name>[^"'`]*)["'`]/g)];
  expect(required.map((match) => match.groups?.['name'])).toEqual(['electron']);
  expect(text).not.toMatch(/^\s*(?:import|export)\b|\bimport\(/m);
});
