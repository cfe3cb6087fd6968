import type { ChainRules } from './verify-rules.ts';

/** The first record that is not as it was written. */
export interface BadRecord {
  readonly seq: number;
  readonly where: 'db' | 'journal' | 'export';
  readonly reason: string;
}

/** The answer of `station verify`. */
export interface Verification {
  readonly ok: boolean;
  /** Records that were found whole. */
  readonly events: number;
  readonly firstBad: BadRecord | null;
  /**
   * The end of an append that a crash cut short, never acknowledged: records that are in the
   * database and not yet in the journal, and bytes of an unfinished line. Opening the station
   * completes them.
   */
  readonly unacknowledged: { readonly events: number; readonly bytes: number };
  /** What could not be checked, and what is to be known beside it. */
  readonly note?: string;
  /** Whose records these are: the station of the last one. To be compared with what is expected. */
  readonly station?: string;
}

export const NOTHING_PENDING = { events: 0, bytes: 0 };

export function bad(
  events: number,
  firstBad: BadRecord,
  notes: readonly string[] = [],
): Verification {
  return { ok: false, events, firstBad, unacknowledged: NOTHING_PENDING, ...noted(notes) };
}

export function good(
  events: number,
  notes: readonly (string | null)[],
  unacknowledged = NOTHING_PENDING,
  station?: string,
): Verification {
  const whose = station === undefined ? {} : { station };
  return { ok: true, events, firstBad: null, unacknowledged, ...noted(notes), ...whose };
}

/** What the records say of themselves that a reader has to know. */
export function notesOf(rules: ChainRules, anchor: { readonly seq: number } | null): string[] {
  const { cuts, losses } = rules;
  const notes = [
    ...cuts.map(
      ({ after }) => `The station recorded that records after ${after} had been cut off.`,
    ),
    ...losses.map(({ after }) => `The station recorded that records after ${after} were lost.`),
  ];
  if (anchor !== null && !rules.anchored) {
    notes.push(`Record ${anchor.seq}, whose hash was given, is not in here: it was not compared.`);
  }
  return notes;
}

function noted(notes: readonly (string | null)[]): { note?: string } {
  const said = notes.filter((note) => note !== null);
  return said.length === 0 ? {} : { note: said.join(' ') };
}
