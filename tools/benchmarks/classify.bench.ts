import path from 'node:path';
import { loadGoods } from '../../electron/core/goods/load-goods.ts';
import { loadConcepts } from '../../electron/core/goods/load-lexicon.ts';
import { classify } from '../../shared/goods/classifier.ts';
import { PROJECT } from '../app/launch.ts';
import { accuracyBy, accuracyOf, mainOf, type Verdict } from '../goods/measure.ts';
import { parseSamples } from '../goods/samples.ts';
import { quantile, round } from './figures.ts';
import { ftsJudge, keywordJudge, type Judge } from './goods-baselines.ts';
import { runBenchmark } from './run-benchmark.ts';

/** Goals on texts that the model has not seen: shares of all texts, and of ordinary goods. */
const GOAL = { recall3: 0.92, falseAlarms: 0.03 };

const FILE = path.join(PROJECT, 'test', 'fixtures', 'goods', 'declarations.tsv');

await runBenchmark('classify', { rounds: 5, file: FILE }, async ({ options, log, fail }) => {
  const samples = parseSamples(options.file);
  const before = performance.now();
  const goods = loadGoods(path.join(PROJECT, 'resources'));
  const loadMs = round(performance.now() - before);
  log(`${samples.length} descriptions, ${goods.lexicon.concepts.length} concepts`);
  const model: Judge = (text) => {
    const { categories, alarm } = classify(text, goods);
    return { ranked: categories.map(({ id }) => id), alarm };
  };
  const measure = (judge: Judge, rounds: number) => {
    let verdicts: Verdict[] = [];
    const times: number[] = [];
    const fastest = samples.map(() => Infinity);
    for (let count = 0; count < rounds; count += 1)
      verdicts = samples.map(({ text }, at) => {
        const start = performance.now();
        const verdict = judge(text);
        const time = performance.now() - start;
        times.push(time);
        fastest[at] = Math.min(fastest[at] ?? time, time);
        return verdict;
      });
    const judged = samples.flatMap((sample, at) => {
      const verdict = verdicts[at];
      return verdict === undefined ? [] : [[sample, verdict] as const];
    });
    const total = times.reduce((sum, time) => sum + time, 0);
    return {
      judged,
      figures: {
        descriptionsPerS: Math.round((times.length / total) * 1000),
        p50Ms: round(quantile(times, 0.5)),
        p99Ms: round(quantile(times, 0.99)),
        // Of each text its fastest round: what the text takes, without what other programs took.
        p99FastestMs: round(quantile(fastest, 0.99)),
        ...accuracyOf(judged),
      },
    };
  };
  // One round to warm up, as a bench that has judged a parcel before.
  measure(model, 1);
  const own = measure(model, options.rounds);
  log('the model');
  const concepts = loadConcepts(path.join(PROJECT, 'resources'));
  const fts = measure(ftsJudge(concepts), 1).figures;
  log('full-text search');
  const keywords = measure(keywordJudge(concepts), 1).figures;
  log('keywords');
  const { recall3, falseAlarms } = own.figures;
  const held = (recall3 ?? 0) >= GOAL.recall3 && (falseAlarms ?? 1) <= GOAL.falseAlarms;
  if (!held) fail('the goals are missed');
  return {
    ...own.figures,
    loadMs,
    goal: { ...GOAL, held },
    byLanguage: accuracyBy(own.judged, ({ language }) => language),
    byCategory: accuracyBy(own.judged, mainOf),
    ratioRecall3ToFts: round((recall3 ?? 0) / (fts.recall3 ?? 1)),
    ratioRecall3ToKeywords: round((recall3 ?? 0) / (keywords.recall3 ?? 1)),
    compared: {
      with: 'SQLite FTS5 BM25, and a list of keywords, over the same knowledge',
      fts5: fts,
      keywords,
    },
  };
});
