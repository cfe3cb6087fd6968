import type { ListSection } from './document.ts';
import { freeTextOf, textOf } from './event-values.ts';
import type { ReportWords } from './report-words.ts';
import type { ReportContext } from './shift-document.ts';
import type { ShiftFacts } from './shift-facts.ts';
import { durationText, offsetText, utcText } from './times.ts';

type Entry = ListSection['entries'][number];

const MINUTE_MS = 60_000;

/** The value that a share of a series does not exceed (nearest rank), or null for none. */
function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? null;
}

function identification(facts: ShiftFacts, context: ReportContext, words: ReportWords): Entry[] {
  const { shift, by, stillOpen, isClosed, notYet, ...terms } = words.shift;
  const { summary, countersigned } = facts;
  const { closedAtMs, countersignedBy } = summary;
  const { nowMs, offsetMinutes } = context;
  const signed =
    countersigned === null || countersignedBy === null
      ? notYet
      : by(utcText(countersigned.at_ms), countersignedBy);
  const local = utcText(nowMs + offsetMinutes * MINUTE_MS);
  return [
    [terms.station, context.station],
    [terms.mode, context.mode],
    [shift, summary.shift],
    [terms.state, closedAtMs === null ? stillOpen : isClosed],
    [terms.opened, by(utcText(summary.openedAtMs), summary.officer)],
    [terms.closed, closedAtMs === null ? notYet : by(utcText(closedAtMs), summary.closedBy ?? '')],
    [terms.countersigned, signed],
    [terms.printed, `${utcText(nowMs)} ${words.utc}`],
    [terms.local, `${local} ${offsetText(offsetMinutes)}`],
  ];
}

/** With its encoding in front: one in 64 begins with `-`, and a spreadsheet would take it for a formula. */
function base64url(value: string): string {
  return `base64url:${value}`;
}

/** The anchor: from here on, what is cut off or changed before it can be seen. */
function proof({ summary, checkpoint, last }: ShiftFacts, words: ReportWords): ListSection {
  const { proof: terms, sections } = words;
  const section = { layout: 'list', id: 'proof', title: sections.proof } as const;
  if (checkpoint === null) {
    const anchor = `${last.seq}:${last.hash}`;
    return {
      ...section,
      notes: [summary.closedSeq === null ? terms.open : terms.missing],
      entries: [
        [terms.last, last.seq],
        [terms.anchor, anchor],
        [terms.check, terms.command(anchor)],
      ],
    };
  }
  const { body } = checkpoint;
  const anchor = `${String(body['seq'])}:${textOf(body, 'hash')}`;
  return {
    ...section,
    notes: [terms.closed],
    entries: [
      [terms.checkpoint, checkpoint.seq],
      [terms.epoch, checkpoint.epoch],
      [terms.anchor, anchor],
      [terms.signature, base64url(textOf(body, 'signature'))],
      [terms.key, base64url(textOf(body, 'key'))],
      [terms.check, terms.command(anchor)],
    ],
  };
}

function dispositionTimes({ decisions }: ShiftFacts, words: ReportWords): Entry[] {
  const { summary: terms } = words;
  const took = decisions.map(({ tookMs }) => tookMs).filter((ms) => ms >= 0);
  const sorted = took.sort((one, other) => one - other);
  const shown = (share: number): string => {
    const ms = quantile(sorted, share);
    return ms === null ? terms.nothing : durationText(ms);
  };
  const untimed = decisions.length - sorted.length;
  return [
    [terms.median, shown(0.5)],
    [terms.ninety, shown(0.9)],
    [terms.longest, shown(1)],
    ...(untimed === 0 ? [] : [[terms.untimed, untimed] as const]),
  ];
}

function summaryEntries(facts: ShiftFacts, words: ReportWords): Entry[] {
  const { summary: terms } = words;
  const { sessions, decisions, typed, remarks } = facts;
  const parcels = (events: ShiftFacts['typed']): number =>
    new Set(events.map(({ event }) => event.session)).size;
  const typedKind = (kind: string): number =>
    typed.filter(({ event }) => event.kind === kind).length;
  const remarked = (kind: string): number =>
    remarks.filter(({ event }) => event.kind === kind).length;
  return [
    [terms.opened, sessions.opened],
    [terms.decided, sessions.decided],
    [terms.putAside, sessions.putAside],
    [terms.unfinished, sessions.opened - sessions.decided - sessions.putAside],
    [terms.overrides, decisions.filter(({ overridden }) => overridden).length],
    [terms.second, decisions.filter(({ body }) => textOf(body, 'second') !== '').length],
    [terms.typedIdentity, typedKind('identity-read')],
    [terms.enteredDeclaration, typedKind('declaration-entered')],
    [terms.notInManifest, parcels(facts.notInManifest)],
    [terms.duplicates, parcels(facts.duplicates)],
    [terms.alarms, facts.alarms],
    [terms.faults, facts.faults.reduce((sum, { times }) => sum + times, 0)],
    [terms.holds, facts.holdCount],
    ...dispositionTimes(facts, words),
    [terms.jumps, facts.clockJumps.length],
    [terms.refused, facts.signInsRefused.length],
    [terms.corrections, remarked('outcome-corrected')],
    [terms.annotations, remarked('annotated')],
  ];
}

/** The parts of a shift report that are terms with one value each. */
export function listSections(
  facts: ShiftFacts,
  context: ReportContext,
  words: ReportWords,
): ListSection[] {
  const { sections, handover, notes } = words;
  const note = freeTextOf(facts.closed?.body ?? {}, 'handover', words.erased);
  const list = (
    id: 'shift' | 'summary' | 'handover',
    entries: readonly Entry[],
    said: readonly string[] = [],
  ): ListSection => ({ layout: 'list', id, title: sections[id], notes: said, entries });
  return [
    list('shift', identification(facts, context, words)),
    proof(facts, words),
    list('summary', summaryEntries(facts, words), [notes.took]),
    list('handover', [[handover.note, note === '' ? handover.none : note]]),
  ];
}
