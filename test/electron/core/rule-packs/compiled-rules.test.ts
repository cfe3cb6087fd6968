import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  compiledRulesFile,
  compileRules,
} from '../../../../electron/core/rule-packs/compiled-rules.ts';
import { composeLayers } from '../../../../electron/core/rule-packs/compose-layers.ts';
import { readLayers } from '../../../../electron/core/rule-packs/layer-files.ts';
import { RESOURCES } from '../../../support/simulated-station.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A copy of the shipped rules that a test may change. */
function shippedCopy(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'station-rules-'));
  folders.push(folder);
  for (const name of ['rule-packs', 'policy']) {
    cpSync(path.join(RESOURCES, name), path.join(folder, name), { recursive: true });
  }
  return folder;
}

const inForce = (folder: string) => {
  const { policy, packs } = composeLayers(readLayers(folder, null));
  return { policy, packs };
};

describe('the compiled form of the shipped rules', () => {
  it('is of the files as they are: `npm run rules-compile` writes it again', () => {
    const files = readLayers(RESOURCES, null).map(({ bytes }) => bytes);
    expect(readFileSync(compiledRulesFile(RESOURCES), 'utf8')).toBe(compileRules(files));
  });

  it('says of each file what its YAML says', () => {
    for (const { bytes, content } of readLayers(RESOURCES, null)) {
      expect(content).toEqual(parse(new TextDecoder().decode(bytes)));
    }
  });

  it.each([
    ['is missing', (file: string) => rmSync(file)],
    ['is damaged', (file: string) => writeFileSync(file, '{"0a1b')],
    ['holds no files', (file: string) => writeFileSync(file, 'null')],
  ])('makes no difference to what is in force when it %s', (_what, spoil) => {
    const folder = shippedCopy();
    const before = inForce(folder);
    spoil(compiledRulesFile(folder));
    expect(readLayers(folder, null).some(({ content }) => content !== undefined)).toBe(false);
    expect(inForce(folder)).toEqual(before);
  });

  it('is not asked about a file that was changed since', () => {
    const folder = shippedCopy();
    const file = path.join(folder, 'rule-packs', 'weight.yaml');
    const text = readFileSync(file, 'utf8').replace(/^version: \d+$/m, 'version: 777');
    writeFileSync(file, text);
    const { packs } = inForce(folder);
    expect(packs.find(({ pack }) => pack === 'weight')?.version).toBe(777);
  });
});
