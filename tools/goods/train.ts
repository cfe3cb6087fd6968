import { writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  knowledgeHash,
  knowledgeTexts,
  sha256,
} from '../../electron/core/goods/knowledge-files.ts';
import { parseKnowledge } from '../../electron/core/goods/load-knowledge.ts';
import {
  compiledFile,
  conceptsFile,
  type CompiledConcepts,
} from '../../electron/core/goods/load-lexicon.ts';
import { GOODS_CATEGORIES } from '../../shared/goods/categories.ts';
import { BUCKETS } from '../../shared/goods/features.ts';
import { COMPILED_VERSION, compiledOf, lexiconFrom } from '../../shared/goods/compiled-lexicon.ts';
import { modelBytes, weightBytes } from '../../shared/goods/model.ts';
import { PROJECT } from '../app/launch.ts';
import { alarmThresholds, calibrate, scores, type HeldOut } from './calibrate.ts';
import { withoutTexts } from './decontaminate.ts';
import {
  fit,
  joined,
  partSums,
  type PartSums,
  prepare,
  sumsOf,
  untrained,
  type Prepared,
  type Trained,
} from './fit.ts';
import { generate, type Made } from './generate.ts';
import { accuracyBy, accuracyOf, isAlarming, ranking } from './measure.ts';
import { quantise } from './quantise.ts';
import { randomOf } from './random.ts';
import { parseSamples, readLabelled, readPhrases, type Sample } from './samples.ts';
import { trainingHash } from './training-data.ts';

/** Every draw of a training run begins here: the same data give the same bytes. */
const SEED = 20261130;
const OF_MADE = { epochs: 2, rate: 0.1, decay: 0 };
/** Written texts come last: they say how declarations really are. Some made ones keep what was learnt. */
const OF_WRITTEN = { epochs: 3, rate: 0.1, decay: 0 };
const KEPT = 0.06;
/** How often a made declaration is shown as if the lexicon did not know it. */
const FORGOTTEN = 0.5;
/**
 * The share of ordinary goods among texts that the model had not seen which may raise a prompt: most of them
 * are look-alikes that were written to be taken for something else.
 */
const FALSE_ALARMS = 0.012;
/** Below this score of the likeliest category the answer is that nothing can be told. */
const TELL_AT = 0.3;

const log = (line: string): void => void process.stderr.write(`${line}\n`);
const RESOURCES = path.join(PROJECT, 'resources');
/** Never trained on: what it shares with the training texts is left out there. */
const TEST_SETS = [
  'declarations.tsv',
  'second-author.tsv',
  'third-author.tsv',
  'fourth-author.tsv',
  'fifth-author.tsv',
  'sixth-author.tsv',
  'seventh-author.tsv',
  'eighth-author.tsv',
  'ninth-author.tsv',
].map((name) => path.join(PROJECT, 'test', 'fixtures', 'goods', name));
const MODEL = path.join(RESOURCES, 'goods', 'model.bin');

/**
 * `npm run goods:train`: compiles the knowledge of goods and trains the model on it, on written texts and
 * on declarations made of its names. Figures of texts held out, file by file, on stdout.
 */
// Before the minutes in which somebody may change a file.
const trainedOn = trainingHash(RESOURCES);
const texts = knowledgeTexts(RESOURCES);
const knowledge: CompiledConcepts = {
  version: COMPILED_VERSION,
  of: knowledgeHash(texts),
  concepts: parseKnowledge(texts),
};
const compiled = compiledOf(knowledge.concepts, knowledge.of);
writeFileSync(compiledFile(RESOURCES), `${JSON.stringify(compiled)}\n`);
writeFileSync(conceptsFile(RESOURCES), `${JSON.stringify(knowledge)}\n`);
const lexicon = lexiconFrom(compiled);
const tested = TEST_SETS.flatMap((file) => parseSamples(file));
const { files, everyday } = readLabelled();
const labelled = withoutTexts(files, tested);
const words = withoutTexts(new Map([['', everyday]]), tested).get('') ?? [];
const made = [
  ...generate(knowledge.concepts, readPhrases(), randomOf(SEED)),
  ...words.map((sample) => ({ ...sample, weight: 1 })),
];
log(
  `${compiled.concepts.length} concepts, ${lexicon.phrases.size} phrases, ${made.length} made texts`,
);

const prepared = (samples: readonly Made[]): Prepared =>
  prepare(samples, lexicon, { share: FORGOTTEN, random: randomOf(SEED + 1) });
const written = (samples: readonly Sample[]): Made[] =>
  samples.map((sample) => ({ ...sample, weight: 1 }));
const ofFiles = new Map(
  [...labelled].map(([name, samples]) => [name, prepared(written(samples))] as const),
);
const learnt: Trained = fit(untrained(), prepared(made), OF_MADE, randomOf(SEED + 2));
log('made texts learnt');
const draw = randomOf(SEED + 3);
const kept = prepared(made.filter(() => draw.next() < KEPT));
const train = (parts: readonly Prepared[]): Float32Array =>
  fit(learnt, joined([kept, ...parts]), OF_WRITTEN, randomOf(SEED + 4)).weights;

let heldOut: { samples: readonly Sample[]; sums: readonly number[]; parts: readonly PartSums[] } = {
  samples: [],
  sums: [],
  parts: [],
};
for (const [name, samples] of labelled) {
  const others = [...ofFiles].flatMap(([other, data]) => (other === name ? [] : [data]));
  const file = ofFiles.get(name);
  if (file === undefined) continue;
  const fold = train(others);
  heldOut = {
    parts: heldOut.parts.concat(partSums(samples, heldOut.samples.length, lexicon, fold)),
    samples: heldOut.samples.concat(samples),
    sums: heldOut.sums.concat(Array.from(sumsOf(file, fold))),
  };
  log(`${name} held out`);
}
const unseen: HeldOut = { ...heldOut, sums: Float32Array.from(heldOut.sums) };
const calibration = calibrate(unseen);
const scored = scores(unseen, calibration);
const alarmAt = alarmThresholds(unseen.samples, scored, FALSE_ALARMS);

const weights = train([...ofFiles.values()]);
const { steps, ...small } = quantise(weights);
writeFileSync(
  MODEL,
  modelBytes({
    ...small,
    header: {
      format: 'goods-model',
      version: 1,
      categories: [...GOODS_CATEGORIES],
      buckets: BUCKETS,
      trainedOn,
      weights: sha256(weightBytes(small)),
      samples: made.length + heldOut.samples.length,
      steps: [...steps],
      slope: [...calibration.slope],
      shift: [...calibration.shift],
      alarmAt,
      tellAt: TELL_AT,
    },
  }),
);

const COLUMNS = GOODS_CATEGORIES.length;
const judged = unseen.samples.map((sample, at) => {
  const own = scored.subarray(at * COLUMNS, (at + 1) * COLUMNS);
  return [sample, { ranked: ranking(own), alarm: isAlarming(own, alarmAt) }] as const;
});
process.stdout.write(
  `${JSON.stringify(
    {
      trainedOn,
      made: made.length,
      written: heldOut.samples.length,
      alarmAt: Object.fromEntries(GOODS_CATEGORIES.map((id, column) => [id, alarmAt[column]])),
      heldOut: accuracyOf(judged),
      byLanguage: accuracyBy(judged, ({ language }) => language),
      byCategory: accuracyBy(judged, ({ categories }) => categories[0] ?? 'vague'),
    },
    null,
    2,
  )}\n`,
);
