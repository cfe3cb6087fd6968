import { GOODS_CATEGORIES, type GoodsCategory } from '../../shared/goods/categories.ts';
import { NO_ALARM } from '../../shared/goods/classifier.ts';
import type { Sample } from './samples.ts';

/** What a judge says of one description: categories, the likeliest first, and whether it raises a prompt. */
export interface Verdict {
  readonly ranked: readonly GoodsCategory[];
  readonly alarm: boolean;
}

/** How well descriptions were judged; shares from 0 to 1, null where there was nothing to judge. */
export interface Accuracy {
  readonly texts: number;
  /** The main category came first. */
  readonly top1: number | null;
  /** The main category was among the first three. */
  readonly recall3: number | null;
  /** The same of goods that are not ordinary. */
  readonly controlledRecall3: number | null;
  /** Ordinary goods that raised a prompt. */
  readonly falseAlarms: number | null;
  /** Controlled goods that raised one. */
  readonly alarmRecall: number | null;
}

/** Goods that have a prompt of their own. */
export function isControlled({ categories }: Pick<Sample, 'categories'>): boolean {
  return !NO_ALARM.has(mainOf({ categories }));
}

export function mainOf({ categories }: Pick<Sample, 'categories'>): GoodsCategory {
  return categories[0] ?? 'vague';
}

/** Categories by their scores, the likeliest first. */
export function ranking(scores: Float32Array): GoodsCategory[] {
  return GOODS_CATEGORIES.map((id, column) => ({ id, score: scores[column] ?? 0 }))
    .sort((one, other) => other.score - one.score)
    .map(({ id }) => id);
}

/** Whether a category that has a prompt is as likely as its alarm needs. */
export function isAlarming(scores: Float32Array, alarmAt: readonly number[]): boolean {
  return GOODS_CATEGORIES.some(
    (id, column) => !NO_ALARM.has(id) && (scores[column] ?? 0) >= (alarmAt[column] ?? 1),
  );
}

type Judged = readonly (readonly [Sample, Verdict])[];

function share(of: Judged, holds: (sample: Sample, verdict: Verdict) => boolean): number | null {
  if (of.length === 0) return null;
  const count = of.filter(([sample, verdict]) => holds(sample, verdict)).length;
  return Math.round((count / of.length) * 10_000) / 10_000;
}

/** How well these verdicts fit their samples. */
export function accuracyOf(judged: Judged): Accuracy {
  const inFirst = (count: number) => (sample: Sample, verdict: Verdict) =>
    verdict.ranked.slice(0, count).includes(mainOf(sample));
  const alarmed = (_: Sample, { alarm }: Verdict): boolean => alarm;
  const controlled = judged.filter(([sample]) => isControlled(sample));
  const ordinary = judged.filter(([sample]) => mainOf(sample) === 'none');
  return {
    texts: judged.length,
    top1: share(judged, inFirst(1)),
    recall3: share(judged, inFirst(3)),
    controlledRecall3: share(controlled, inFirst(3)),
    falseAlarms: share(ordinary, alarmed),
    alarmRecall: share(controlled, alarmed),
  };
}

/** The same, apart for each value of a key. */
export function accuracyBy(
  judged: Judged,
  keyOf: (sample: Sample) => string,
): Record<string, Accuracy> {
  const groups = new Map<string, (readonly [Sample, Verdict])[]>();
  for (const each of judged) {
    const key = keyOf(each[0]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return Object.fromEntries(
    [...groups].sort().map(([key, group]) => [key, accuracyOf(group)] as const),
  );
}
