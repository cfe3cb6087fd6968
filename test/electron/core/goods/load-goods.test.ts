import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadGoods } from '../../../../electron/core/goods/load-goods.ts';
import { loadKnowledge } from '../../../../electron/core/goods/load-knowledge.ts';
import { loadConcepts, loadLexicon } from '../../../../electron/core/goods/load-lexicon.ts';
import { loadHsTable } from '../../../../electron/core/load-hs-table.ts';

const SHIPPED = path.join(import.meta.dirname, '../../../../resources/goods');

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const concept = (id: string, name: string): string => `
  - id: ${id}
    categories: [none]
    post: yes
    names: { en: ['${name}'] }
    source: of this test
    verify: false
`;

/** Resources with one small file of knowledge. */
function resources(concepts: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'station-goods-'));
  folders.push(folder);
  mkdirSync(path.join(folder, 'goods', 'knowledge'), { recursive: true });
  cpSync(path.join(SHIPPED, 'tariff.yaml'), path.join(folder, 'goods', 'tariff.yaml'));
  writeFileSync(
    path.join(folder, 'goods', 'knowledge', 'small.yaml'),
    `file: small\nversion: 1\nreviewed: []\nconcepts:${concepts.replaceAll('post: yes', "post: 'yes'")}`,
  );
  return folder;
}

describe('the knowledge of goods', () => {
  it('is read from its files where the compiled form is of others', () => {
    const folder = resources(concept('socks', 'woollen socks'));
    cpSync(path.join(SHIPPED, 'lexicon.json'), path.join(folder, 'goods', 'lexicon.json'));
    expect(loadLexicon(folder).concepts.map(({ id }) => id)).toEqual(['socks']);
  });

  it('is the same concepts from the compiled form as from its files', () => {
    const shipped = path.dirname(SHIPPED);
    expect(loadConcepts(shipped)).toEqual(loadKnowledge(shipped));
    const folder = resources(concept('socks', 'woollen socks'));
    expect(loadConcepts(folder).map(({ id }) => id)).toEqual(['socks']);
  });

  it('is read from its files where the compiled form is damaged', () => {
    const folder = resources(concept('socks', 'woollen socks'));
    writeFileSync(path.join(folder, 'goods', 'lexicon.json'), '{"of":');
    expect(loadLexicon(folder).concepts.map(({ id }) => id)).toEqual(['socks']);
  });

  it('is refused when two concepts have one id', () => {
    const folder = resources(concept('socks', 'woollen socks') + concept('socks', 'cotton socks'));
    expect(() => loadLexicon(folder)).toThrow(/small\.yaml cannot be used: socks is in/);
  });

  it('is refused, and says what to do, without its model', () => {
    const folder = resources(concept('socks', 'woollen socks'));
    expect(() => loadGoods(folder)).toThrow(
      /model\.bin cannot be used: .*Install the station again/,
    );
  });

  it('is refused with a damaged model', () => {
    const folder = resources(concept('socks', 'woollen socks'));
    writeFileSync(path.join(folder, 'goods', 'model.bin'), 'no model\n');
    expect(() => loadGoods(folder)).toThrow('its first line is no JSON');
  });

  it('names tariff codes that there are', () => {
    const { tariff } = loadGoods(path.dirname(SHIPPED));
    const { current } = loadHsTable(path.dirname(SHIPPED));
    const chapters = new Set([...current].map((code) => code.slice(0, 2)));
    const missing = tariff.categories.filter(([code]) => !current.has(code) && !chapters.has(code));
    expect(missing).toEqual([]);
  });
});
