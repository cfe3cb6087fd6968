/** What an officer can do with a parcel (interfaces: words). */
export const OUTCOMES = ['release', 'hold', 'detain', 'seize', 'refer', 'return'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How urgent a rule's prompt is, least first. */
export const SEVERITIES = ['inform', 'check', 'hold', 'danger'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Three-valued truth: a condition over a fact that is not known is unknown, never false. */
export const TRUTHS = ['true', 'false', 'unknown'] as const;
export type Truth = (typeof TRUTHS)[number];

/**
 * Hazard labels and marks that an officer can see on a parcel, by class of dangerous goods (UN Model
 * Regulations, chapter 5.2), and a cylinder inside.
 */
export const HAZARD_LABELS = [
  'class-1',
  'class-2',
  'class-3',
  'class-4',
  'class-5',
  'class-6',
  'class-7',
  'class-8',
  'class-9',
  'lithium',
  'cylinder',
] as const;
export type HazardLabel = (typeof HAZARD_LABELS)[number];

/** Live records and training records never share a process or a data folder. */
export const MODES = ['live', 'training'] as const;
export type Mode = (typeof MODES)[number];
