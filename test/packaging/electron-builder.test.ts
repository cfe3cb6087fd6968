import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const PROJECT = path.join(import.meta.dirname, '..', '..');
const require = createRequire(import.meta.url);

const config = parse(readFileSync(path.join(PROJECT, 'electron-builder.yml'), 'utf8')) as {
  readonly electronFuses: Record<string, boolean>;
  readonly extraResources: readonly { readonly from: string; readonly to: string }[];
  readonly msi: { readonly upgradeCode: string };
};
const builderLib = path.dirname(require.resolve('app-builder-lib/package.json'));
const schema = JSON.parse(readFileSync(path.join(builderLib, 'scheme.json'), 'utf8')) as object;
const validate = new Ajv({ strict: false }).compile(schema);

describe('electron-builder.yml', () => {
  it('fits the schema of the pinned electron-builder', () => {
    validate(config);
    expect(validate.errors).toBeNull();
  });

  it('a misspelt key would not fit', () => {
    expect(validate({ ...config, asarUnpak: [] })).toBe(false);
  });

  it('closes every way to run other code in the packaged program', () => {
    const open = [
      'runAsNode',
      'enableNodeOptionsEnvironmentVariable',
      'enableNodeCliInspectArguments',
    ];
    expect(open.map((fuse) => config.electronFuses[fuse])).toEqual([false, false, false]);
    expect(config.electronFuses['onlyLoadAppFromAsar']).toBe(true);
  });

  it('brings the licence of every font that the screen has', () => {
    const styles = readFileSync(path.join(PROJECT, 'renderer', 'styles', 'fonts.ts'), 'utf8');
    const fonts = [...styles.matchAll(/'(@fontsource[^']+)\/wght\.css'/g)].map(([, name]) => name);
    const texts = config.extraResources.map(({ from }) => from);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) {
      const licence = `node_modules/${String(font)}/LICENSE`;
      expect(texts).toContain(licence);
      expect(readFileSync(path.join(PROJECT, licence), 'utf8')).toContain('SIL OPEN FONT LICENSE');
    }
  });

  it('keeps its upgrade code, or two versions would be installed side by side', () => {
    expect(config.msi.upgradeCode).toBe('6f0d3b1e-6a0b-4b6f-9c3e-0f8f3a7d9a51');
  });
});
