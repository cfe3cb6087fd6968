import { GOODS_CATEGORIES, type GoodsCategory } from '../goods/categories.ts';
import type { Outcome } from '../words.ts';

/**
 * What led to a find, in the words of the fields "detection method" of the WCO's seizure records (CEN,
 * nCEN) and of the UNODC's Individual Drug Seizures, and with the instruments of a bench; from memory,
 * verify. The ids are fixed: finds are counted by them over the years.
 */
export const DETECTION_METHODS = [
  'routine',
  'risk-profile',
  'intelligence',
  'random',
  'watch-list',
  'referral',
  'declaration',
  'x-ray',
  'dog',
  'trace-detection',
  'dosimeter',
  'scale',
  'physical-search',
  'other',
] as const;
export type DetectionMethod = (typeof DETECTION_METHODS)[number];

/**
 * How goods were hidden, after the field "concealment" of the same records; from memory, verify. `none`
 * is in the open and declared as what it is. The ids are fixed.
 */
export const CONCEALMENTS = [
  'none',
  'misdeclared',
  'inside-goods',
  'in-packaging',
  'false-bottom',
  'in-lining',
  'double-layer',
  'disguised-container',
  'in-food',
  'in-toiletries',
  'in-books',
  'liquid-soaked',
  'split',
  'other',
] as const;
export type Concealment = (typeof CONCEALMENTS)[number];

/** What goods may turn out to be: a description may be vague, what lies on the bench is not. */
export type FoundCategory = Exclude<GoodsCategory, 'vague'>;
export const FOUND_CATEGORIES: readonly FoundCategory[] = GOODS_CATEGORIES.filter(
  (category): category is FoundCategory => category !== 'vague',
);

/** Outcomes that keep a parcel or pass it on to somebody; with these a bench asks what was found. */
export const FINDING_OUTCOMES = [
  'hold',
  'detain',
  'seize',
  'refer',
] as const satisfies readonly Outcome[];

/** What was found in a parcel, as far as the officer says so: null and an empty list are "not said". */
export interface Found {
  readonly categories: readonly FoundCategory[];
  readonly method: DetectionMethod | null;
  readonly concealment: Concealment | null;
}

/** Whether anything is said. */
export function saysAnything({ categories, method, concealment }: Found): boolean {
  return categories.length > 0 || method !== null || concealment !== null;
}
