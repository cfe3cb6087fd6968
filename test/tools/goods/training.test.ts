import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  knowledgeHash,
  knowledgeTexts,
  sha256,
} from '../../../electron/core/goods/knowledge-files.ts';
import { parseKnowledge } from '../../../electron/core/goods/load-knowledge.ts';
import { loadConcepts, loadLexicon } from '../../../electron/core/goods/load-lexicon.ts';
import { lexiconOf } from '../../../shared/goods/compiled-lexicon.ts';
import { readModel } from '../../../shared/goods/model.ts';
import { withoutTexts } from '../../../tools/goods/decontaminate.ts';
import { fit, prepare, untrained } from '../../../tools/goods/fit.ts';
import { generate } from '../../../tools/goods/generate.ts';
import { randomOf } from '../../../tools/goods/random.ts';
import { parseSamples, readLabelled, readPhrases } from '../../../tools/goods/samples.ts';
import { trainingHash } from '../../../tools/goods/training-data.ts';

const ROOT = path.join(import.meta.dirname, '../../..');
const RESOURCES = path.join(ROOT, 'resources');
const texts = knowledgeTexts(RESOURCES);

describe('the shipped model of goods', () => {
  it('was trained on the knowledge, texts and phrases that are here: npm run goods:train', () => {
    const bytes = readFileSync(path.join(RESOURCES, 'goods', 'model.bin'));
    expect(readModel(bytes, sha256).header.trainedOn).toBe(trainingHash(RESOURCES));
  });

  it('has its lexicon compiled from the files of knowledge that are here', () => {
    const compiled = JSON.parse(
      readFileSync(path.join(RESOURCES, 'goods', 'lexicon.json'), 'utf8'),
    ) as { of: string };
    expect(compiled.of).toBe(knowledgeHash(texts));
    expect(loadLexicon(RESOURCES)).toEqual(lexiconOf(parseKnowledge(texts)));
    expect(loadConcepts(RESOURCES)).toEqual(parseKnowledge(texts));
  });

  it.each([
    'declarations.tsv',
    'second-author.tsv',
    'third-author.tsv',
    'fourth-author.tsv',
    'fifth-author.tsv',
    'sixth-author.tsv',
    'seventh-author.tsv',
    'eighth-author.tsv',
    'ninth-author.tsv',
  ])('was not trained on a written text of %s', (name) => {
    const test = parseSamples(path.join(ROOT, 'test', 'fixtures', 'goods', name));
    const tested = new Set(test.map(({ text }) => text));
    const { files, everyday } = readLabelled();
    const all = new Map([...files, ['everyday', everyday]]);
    const trained = [...withoutTexts(all, test).values()].flat();
    expect(trained.length).toBeGreaterThan(1000);
    expect(trained.filter(({ text }) => tested.has(text))).toEqual([]);
  });
});

describe('made declarations', () => {
  const concepts = loadConcepts(RESOURCES).slice(0, 30);
  const phrases = readPhrases();

  it('are the same for the same seed, and others for another', () => {
    const make = (seed: number) =>
      generate(concepts, phrases, randomOf(seed)).map(({ text }) => text);
    expect(make(1)).toEqual(make(1));
    expect(make(1)).not.toEqual(make(2));
  });

  it('teach the same weights each time', () => {
    const lexicon = lexiconOf(concepts);
    const learn = () => {
      const random = randomOf(7);
      const made = generate(concepts, phrases, random).slice(0, 300);
      const data = prepare(made, lexicon, { share: 0.5, random });
      const { weights } = fit(untrained(), data, { epochs: 1, rate: 0.1, decay: 0 }, random);
      return sha256(new Uint8Array(weights.buffer));
    };
    expect(learn()).toBe(learn());
  });
});
