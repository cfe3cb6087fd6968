import type { ReportDocument } from './document.ts';
import type { ReportWords } from './report-words.ts';
import { listSections } from './shift-lists.ts';
import type { ShiftFacts } from './shift-facts.ts';
import { tableSections } from './shift-tables.ts';

/** What a report says beside what the shift's records say. */
export interface ReportContext {
  readonly mode: 'live' | 'training';
  readonly station: string;
  /** When it is made, UTC in ms. */
  readonly nowMs: number;
  /** Of the computer's time zone then, minutes east of UTC. */
  readonly offsetMinutes: number;
}

/** In this order on paper: what a manager signs first, the long lists last. */
const ORDER = [
  'shift',
  'proof',
  'summary',
  'people',
  'checks',
  'outcomes',
  'severities',
  'rules',
  'sectors',
  'routes',
  'finds',
  'found-goods',
  'overrides',
  'reasons',
  'remarks',
  'holds',
  'faults',
  'typed',
  'not-in-manifest',
  'duplicates',
  'put-aside',
  'clock',
  'sign-ins',
  'rule-packs',
  'handover',
  'decisions',
] as const;

/** A shift's report as tables and lists of plain text. */
export function shiftDocument(
  facts: ShiftFacts,
  context: ReportContext,
  words: ReportWords,
): ReportDocument {
  const sections = [
    ...listSections(facts, context, words),
    ...tableSections(facts, context, words),
  ];
  const warnings = [
    ...(context.mode === 'training' ? [words.training] : []),
    ...(facts.summary.closedSeq === null ? [words.open] : []),
  ];
  return {
    title: words.title,
    language: words.language,
    warning: warnings.length === 0 ? null : warnings.join('\n'),
    sections: ORDER.flatMap((id) => sections.filter((section) => section.id === id)),
    signatures: Object.values(words.signatures),
  };
}
