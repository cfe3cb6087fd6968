import { GOODS_CATEGORIES, type Admissibility, type GoodsCategory } from './categories.ts';
import { speaksOfCopies } from './copies.ts';
import { readingsOf } from './disguise.ts';
import { explain } from './explain.ts';
import { analyse, BUCKETS, EVERY, type Analysis } from './features.ts';
import type { NamelessConcept } from './knowledge.ts';
import { isNaming, type Lexicon, type Match } from './lexicon.ts';
import type { Model } from './model.ts';
import { LONGEST_TEXT } from './normalise.ts';
import { numbersOf } from './numbers.ts';
import { partOf, partsOf, type Part } from './parts.ts';
import { soleNames } from './sole-name.ts';
import type { Tariff } from './tariff.ts';
import { unKind, type UnKind } from './un-numbers.ts';

/** What is known of goods, and the model that weighs it. */
export interface Goods {
  readonly lexicon: Lexicon;
  readonly model: Model;
  readonly tariff: Tariff;
}

/** A category that a text may speak for. */
export interface ScoredCategory {
  readonly id: GoodsCategory;
  /** Calibrated probability, of two decimals. */
  readonly score: number;
  /** The words that spoke for it, the loudest first; with the concept that they name: `象牙 = elephant-ivory`. */
  readonly because: readonly string[];
}

/** What a description says of its goods. */
export interface Classification {
  /** The likeliest first, three at least; `none` and `vague` are among them. */
  readonly categories: readonly ScoredCategory[];
  /** Categories that are likely enough for a prompt. Neither `none` nor `vague`: that has its own rule. */
  readonly alarms: readonly GoodsCategory[];
  /** Whether there is any, or a UN number that the post does not carry. */
  readonly alarm: boolean;
  /** Whether the post may carry it; the worst of what is likely enough, unknown where nothing says it. */
  readonly post: Admissibility;
  /** Ids of what is named. */
  readonly concepts: readonly string[];
  /** Ids of the marks: empty, replica, in equipment. */
  readonly marks: readonly string[];
  /** UN numbers, four digits. */
  readonly un: readonly string[];
  /** Nothing can be told: no category is likely, or the text was too long to be read to its end. */
  readonly undecided: boolean;
}

const COLUMNS = GOODS_CATEGORIES.length;
/** Categories that an answer has at least. */
const FEWEST = 3;
/** What is less likely is not worth a line. */
const WORTH_TELLING = 0.1;

/** Ordinary goods raise nothing; what says nothing has a rule of its own. */
export const NO_ALARM: ReadonlySet<GoodsCategory> = new Set(['none', 'vague'] as const);

/** UN numbers that are an answer by themselves. */
const BARRED: ReadonlySet<UnKind> = new Set(['explosive', 'refused', 'own-rule'] as const);

/** From best to worst; what nobody knows is worse than a condition that can be checked. */
const WORSE: readonly Admissibility[] = ['yes', 'conditional', 'unknown', 'no'];

/** What each category gets from one feature: the weight of its row. */
export function weightOf(model: Model, row: number, column: number): number {
  return row < BUCKETS
    ? (model.hashed[row * COLUMNS + column] ?? 0) * (model.header.steps[column] ?? 0)
    : (model.known[(row - BUCKETS) * COLUMNS + column] ?? 0);
}

/** A category with its score, and where it was heard. */
interface Heard {
  readonly id: GoodsCategory;
  readonly column: number;
  readonly score: number;
  /** How likely ordinary goods are by what was heard there, and that it says nothing of the goods. */
  readonly plain: number;
  readonly vague: number;
  readonly analysis: Analysis;
}

/**
 * Ordinary goods that are this many times as likely (odds) raise nothing, whatever else is heard in them. In 3,247
 * declarations that were not trained on it took eleven false alarms and no true one.
 */
const FAR_LIKELIER = 9;
/** Goods that are as much likelier than ordinary ones raise a prompt from this score on. */
const LIKELY = 0.4;
/** Goods that the post carries under a condition and that are named must be this much likelier than ordinary ones. */
const CLEARLY_LIKELIER = 4;

/** Judges what a description says of its goods. A long one is read as far as `LONGEST_TEXT` characters. */
export function classify(
  description: string,
  { lexicon, model }: Pick<Goods, 'lexicon' | 'model'>,
): Classification {
  const analysis = analyse(description, lexicon);
  const parts = [...partsOf(analysis, lexicon), ...disguised(description, analysis, lexicon)];
  const analyses = [analysis, ...parts.map((part) => part.analysis)];
  const likely = new Set(
    analyses.flatMap((each) => [...likelyNamed(each, lexicon, model), ...soleNames(each, lexicon)]),
  );
  const ranked = hear(analysis, parts, { lexicon, model })
    .sort((one, other) => other.score - one.score)
    .filter(({ id, score }, rank) => rank < FEWEST || score >= WORTH_TELLING || likely.has(id));
  const named = analyses.flatMap((each) =>
    each.matches.filter(
      // A part, or another reading, adds what has to be done something about.
      (match) => isNamed(match, each) && (each === analysis || !isPlain(match, lexicon)),
    ),
  );
  const concepts = conceptsOf(named, lexicon);
  const isCopied = speaksOfCopies(analyses, lexicon);
  const heard = ranked
    .filter(
      ({ id, column, score, plain, vague }) =>
        !NO_ALARM.has(id) &&
        (id !== 'counterfeit-prone' || isCopied) &&
        (isAlarming(score, { plain, vague }, alarmAt(model, column)) || likely.has(id)),
    )
    .map(({ id }) => id);
  const alarms = [...new Set([...heard, ...together(heard, concepts)])];
  const un = unOf(analysis.text, lexicon);
  const refused = un.some((number) => BARRED.has(unKind(number)));
  const alarm = alarms.length > 0 || refused;
  const [first] = ranked;
  const told = alarm || (first !== undefined && isTold(description, first, model));
  return {
    categories: ranked.map(({ id, column, score, analysis: heard }) => ({
      id,
      score: Math.round(score * 100) / 100,
      because: explain(heard, lexicon, id, (row) => weightOf(model, row, column)),
    })),
    alarms,
    alarm,
    post: refused ? 'no' : told ? postOf(alarms, first?.id ?? 'vague', concepts) : 'unknown',
    concepts: concepts.filter(({ kind }) => kind === 'goods').map(({ id }) => id),
    marks: conceptsOf([...named, ...absenceIn(analysis)], lexicon)
      .filter(({ kind }) => kind === 'mark')
      .map(({ id }) => id),
    un,
    undecided: !told,
  };
}

/** All that named dangerous goods are which are never admitted: paraquat is toxic as well, however loud `herbicide` is. */
function together(
  heard: readonly GoodsCategory[],
  concepts: readonly NamelessConcept[],
): readonly GoodsCategory[] {
  return concepts
    .filter(
      ({ categories, post, un = [] }) =>
        post === 'no' && un.length > 0 && categories.some((id) => heard.includes(id)),
    )
    .flatMap(({ categories }) => categories.filter((id) => !NO_ALARM.has(id)));
}

/**
 * What a text names that is written so that it is not read: `c0caine`. Names of words that it has as they are
 * were judged with what stands around them: the `bombe` of a `bombe d'équitation` is none without the apostrophe.
 */
function disguised(description: string, { tokens }: Analysis, lexicon: Lexicon): Part[] {
  const plain = new Set(tokens.map(({ word }) => word));
  const isHidden = (reading: Analysis) => (name: Match) =>
    reading.tokens.slice(name.from, name.to).some(({ word }) => !plain.has(word));
  return readingsOf(description).flatMap((reading) => {
    const analysis = analyse(reading, lexicon);
    return [{ analysis }, ...partsOf(analysis, lexicon)].flatMap((part) =>
      partOf(part.analysis, lexicon, isHidden(part.analysis)),
    );
  });
}

/** Scores of the whole text; of goods that a part of it names, the part's where it is higher. */
function hear(
  analysis: Analysis,
  all: readonly Part[],
  { lexicon, model }: Pick<Goods, 'lexicon' | 'model'>,
): Heard[] {
  const whole = scoresOf(analysis, model);
  const parts = all.map((part) => ({ ...part, scores: scoresOf(part.analysis, model) }));
  const none = GOODS_CATEGORIES.indexOf('none');
  const nothing = GOODS_CATEGORIES.indexOf('vague');
  const vague = whole[nothing] ?? 0;
  const most = saysNothing(analysis, lexicon) ? 1 - vague : 1;
  const plain = Math.min(whole[none] ?? 0, most);
  return GOODS_CATEGORIES.map((id, column) => {
    const all = [{ analysis, plain, vague, score: id === 'none' ? plain : (whole[column] ?? 0) }];
    if (!NO_ALARM.has(id))
      for (const part of parts)
        if (part.named.has(id))
          all.push({
            analysis: part.analysis,
            plain: part.scores[none] ?? 0,
            vague: part.scores[nothing] ?? 0,
            score: part.scores[column] ?? 0,
          });
    const best = all.reduce((one, other) => (other.score > one.score ? other : one));
    return { id, column, ...best };
  });
}

/**
 * Whether vague words are all that a text says: `gift` alone is no ordinary goods, although most goods that
 * it stands beside are.
 */
function saysNothing({ tokens, matches }: Analysis, { concepts }: Lexicon): boolean {
  const vague = matches.filter(
    ({ concept, kind }) => kind === 'name' && concepts[concept]?.categories[0] === 'vague',
  );
  return (
    vague.length > 0 && tokens.every((_, at) => vague.some(({ from, to }) => from <= at && at < to))
  );
}

/** How much the words must add to what a category has without any (log odds). */
const LEAST_EVIDENCE = 0.7;

/**
 * Whether the likeliest category is more than a guess: likely enough, spoken for by words of the text, and
 * the text read to its end.
 */
function isTold(description: string, { score, column, analysis }: Heard, model: Model): boolean {
  if (description.length > LONGEST_TEXT || score < model.header.tellAt) return false;
  const spoken = analysis.features
    .filter(({ row }) => row !== EVERY)
    .reduce((sum, { row, value }) => sum + value * weightOf(model, row, column), 0);
  return spoken * (model.header.slope[column] ?? 1) >= LEAST_EVIDENCE;
}

/**
 * The likeliest category of each of the goods that are named, where they are likelier than ordinary ones, and
 * clearly so unless they are never admitted: what is two things at once (ammunition: a firearm and an
 * explosive) shares its evidence among their scores, and none of them need be likely by itself.
 */
function likelyNamed(analysis: Analysis, lexicon: Lexicon, model: Model): GoodsCategory[] {
  const names = analysis.matches.filter(
    (match) => match.kind === 'name' && isNamed(match, analysis),
  );
  const controlled = conceptsOf(names, lexicon).filter(
    ({ categories }) => !NO_ALARM.has(categories[0] ?? 'vague'),
  );
  if (controlled.length === 0) return [];
  const scores = scoresOf(analysis, model);
  const scoreOf = (id: GoodsCategory): number => scores[GOODS_CATEGORIES.indexOf(id)] ?? 0;
  const plain = Math.max(...[...NO_ALARM].map(scoreOf));
  return controlled.flatMap(({ categories, post }) => {
    const [best] = categories.toSorted((one, other) => scoreOf(other) - scoreOf(one));
    const sum = categories.reduce((all, id) => all + scoreOf(id), 0);
    const enough = post === 'no' ? plain : CLEARLY_LIKELIER * plain;
    return best !== undefined && scoreOf(best) >= WORTH_TELLING && sum > enough ? [best] : [];
  });
}

/** Whether goods are likely enough: by themselves, or far likelier than ordinary ones and than words that say nothing. */
function isAlarming(
  score: number,
  { plain, vague }: { readonly plain: number; readonly vague: number },
  threshold: number,
): boolean {
  const times = oddsOf(score) / oddsOf(plain);
  const isFar = times > FAR_LIKELIER && oddsOf(score) > FAR_LIKELIER * oddsOf(vague);
  const isUnlikely = Math.min(times, oddsOf(score) / oddsOf(vague)) < 1 / FAR_LIKELIER;
  return !isUnlikely && (score >= threshold || (score >= LIKELY && isFar));
}

function oddsOf(probability: number): number {
  return probability / (1 - probability);
}

function alarmAt({ header }: Model, column: number): number {
  return header.alarmAt[column] ?? 1;
}

function scoresOf({ features }: Analysis, model: Model): number[] {
  const { hashed, known, header } = model;
  const sums = new Float64Array(COLUMNS);
  const steps = new Float64Array(COLUMNS);
  for (const { row, value } of features) {
    if (row < BUCKETS)
      for (let column = 0; column < COLUMNS; column += 1)
        steps[column] = (steps[column] ?? 0) + value * (hashed[row * COLUMNS + column] ?? 0);
    else
      for (let column = 0; column < COLUMNS; column += 1) {
        const weight = known[(row - BUCKETS) * COLUMNS + column] ?? 0;
        sums[column] = (sums[column] ?? 0) + value * weight;
      }
  }
  return GOODS_CATEGORIES.map((_, column) => {
    const sum = (sums[column] ?? 0) + (steps[column] ?? 0) * (header.steps[column] ?? 0);
    const logit = (header.slope[column] ?? 1) * sum + (header.shift[column] ?? 0);
    return 1 / (1 + Math.exp(-logit));
  });
}

/** Whether a match names goods that are sent: not a hint, and not what the goods are for. */
function isNamed({ kind, from }: Match, { purpose }: Analysis): boolean {
  return isNaming(kind) && !purpose[from];
}

/** What says that something is not there is a mark of the goods. */
function absenceIn({ matches, absent }: Analysis): Match[] {
  return matches.filter(({ kind, from }) => isNaming(kind) && absent[from]);
}

function isPlain({ concept }: Match, { concepts }: Lexicon): boolean {
  return NO_ALARM.has(concepts[concept]?.categories[0] ?? 'vague');
}

function conceptsOf(matches: readonly Match[], { concepts }: Lexicon): NamelessConcept[] {
  const indexes = new Set(matches.map(({ concept }) => concept));
  return [...indexes].flatMap((index) => concepts[index] ?? []);
}

function postOf(
  alarms: readonly GoodsCategory[],
  first: GoodsCategory,
  concepts: readonly NamelessConcept[],
): Admissibility {
  if (first === 'vague' && alarms.length === 0) return 'unknown';
  const meant: readonly GoodsCategory[] = alarms.length > 0 ? alarms : [first];
  const posts = concepts
    .filter(({ categories }) => categories.some((category) => meant.includes(category)))
    .map(({ post }) => post);
  if (posts.length === 0) return alarms.length === 0 && first === 'none' ? 'yes' : 'unknown';
  return worstPost(posts);
}

/** The worst of several; `yes` of none. */
export function worstPost(posts: readonly Admissibility[]): Admissibility {
  return posts.reduce<Admissibility>(
    (one, other) => (WORSE.indexOf(other) > WORSE.indexOf(one) ? other : one),
    'yes',
  );
}

/** UN numbers of a text; one that may be something else by its spelling only where it is known. */
function unOf(text: string, { numbers }: Lexicon): string[] {
  const said = numbersOf(text).filter(
    ({ key, sure }) => key.startsWith('un') && (sure || numbers.has(key)),
  );
  return [...new Set(said.map(({ key }) => key.slice(2)))];
}
