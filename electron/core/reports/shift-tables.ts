import { formatDoseRate } from '../../../shared/measure/dose-rate.ts';
import type { RecordedEvent } from '../../../shared/records/event.ts';
import { OUTCOMES, SEVERITIES } from '../../../shared/words.ts';
import type { ItemEvent } from '../store/report-queries.ts';
import type { ColumnKind, TableSection, Value } from './document.ts';
import { freeTextOf, numberOf, objectOf, textOf } from './event-values.ts';
import type { ReportWords } from './report-words.ts';
import type { ReportContext } from './shift-document.ts';
import type { DecidedItem, ShiftFacts } from './shift-facts.ts';

/** What the columns hold that hold no text. */
const KINDS: { readonly [column in keyof ReportWords['columns']]?: ColumnKind } = {
  at: 'time',
  first: 'time',
  last: 'time',
  age: 'duration',
  took: 'duration',
  jump: 'duration',
  decisions: 'number',
  records: 'number',
  counts: 'number',
  seconds: 'number',
  decided: 'number',
  correctedAway: 'number',
  correctedInto: 'number',
  prompts: 'number',
  parcels: 'number',
  hits: 'number',
  version: 'number',
  overridden: 'number',
  times: 'number',
  failures: 'number',
  record: 'number',
  about: 'number',
  item: 'code',
  hash: 'code',
  over: 'note',
  reason: 'note',
  text: 'note',
};

type ColumnName = keyof ReportWords['columns'];

/** The parts of a shift report that are tables. */
export function tableSections(
  facts: ShiftFacts,
  context: ReportContext,
  words: ReportWords,
): TableSection[] {
  const table = (
    id: keyof ReportWords['sections'],
    names: readonly ColumnName[],
    rows: readonly (readonly Value[])[],
    notes: readonly string[] = [],
  ): TableSection => {
    const columns = names.map((name) => ({
      title: words.columns[name],
      kind: KINDS[name] ?? 'text',
    }));
    return { layout: 'table', id, title: words.sections[id], notes, columns, rows };
  };
  const freeText = (body: RecordedEvent['body'], name: string): string =>
    freeTextOf(body, name, words.erased);
  const known = (value: string | null): string => value ?? words.unknown;
  const { notes } = words;
  const overridden = facts.decisions.filter((decision) => decision.overridden);
  const listed = facts.holds.length;
  const cut = listed < facts.holdCount ? [notes.holdsCut(listed, facts.holdCount)] : [];
  return [
    table('people', ['badge', 'role', 'decisions', 'records'], peopleRows(facts)),
    table(
      'checks',
      ['at', 'check', 'result', 'detail', 'counts', 'seconds', 'by', 'record'],
      facts.checks.map((event) => checkRow(event, words)),
    ),
    table(
      'outcomes',
      ['outcome', 'decided', 'correctedAway', 'correctedInto'],
      outcomeRows(facts),
      [notes.corrections],
    ),
    table('severities', ['severity', 'prompts'], severityRows(facts)),
    table(
      'rules',
      ['rule', 'version', 'severity', 'result', 'prompts', 'parcels', 'overridden'],
      ruleRows(facts, overridden),
    ),
    table(
      'sectors',
      ['sector', 'hits', 'parcels'],
      facts.sectors.map(({ sector, hits, parcels }) => [known(sector), hits, parcels]),
      [notes.sectors],
    ),
    table(
      'routes',
      ['departure', 'destination', 'hits', 'parcels'],
      facts.routes.map(({ departure, destination, hits, parcels }) => [
        ...[known(departure), known(destination), hits, parcels],
      ]),
      [notes.routes],
    ),
    table(
      'finds',
      ['method', 'concealment', 'decisions', 'hits'],
      facts.finds.map(({ method, concealment, decisions, hits }) => [
        ...[known(method), known(concealment), decisions, hits],
      ]),
      [notes.finds],
    ),
    table(
      'found-goods',
      ['category', 'decisions'],
      facts.foundGoods.map(({ category, decisions }) => [category, decisions]),
    ),
    table(
      'overrides',
      ['at', 'item', 'outcome', 'over', 'reason', 'by', 'second', 'record', 'hash'],
      overridden.map((decision) => [
        ...[decision.atMs, decision.item, decision.outcome, decision.open.join(', ')],
        overrideReason(decision, words),
        ...[decision.actor, textOf(decision.body, 'second'), decision.seq, decision.hash],
      ]),
    ),
    table(
      'reasons',
      ['at', 'item', 'outcome', 'reason', 'by', 'second', 'record', 'hash'],
      facts.decisions
        .filter((one) => !one.overridden && freeText(one.body, 'reason') !== '')
        .map((one) => [
          ...[one.atMs, one.item, one.outcome, freeText(one.body, 'reason')],
          ...[one.actor, textOf(one.body, 'second'), one.seq, one.hash],
        ]),
    ),
    table(
      'typed',
      ['at', 'item', 'what', 'by', 'record'],
      facts.typed.map(({ item, event }) => [
        ...[
          event.at_ms,
          item,
          event.kind === 'identity-read'
            ? words.entries['identity-read']
            : words.entries['declaration-entered'],
        ],
        ...[event.actor, event.seq],
      ]),
    ),
    table('not-in-manifest', ITEM_COLUMNS, itemRows(facts.notInManifest)),
    table('duplicates', ITEM_COLUMNS, itemRows(facts.duplicates)),
    table(
      'put-aside',
      ['at', 'item', 'reason', 'by', 'record'],
      facts.putAside.map(({ item, event }) => [
        ...[event.at_ms, item, freeText(event.body, 'reason'), event.actor, event.seq],
      ]),
    ),
    table(
      'faults',
      ['instrument', 'code', 'times', 'parcels', 'first', 'last'],
      facts.faults.map((fault) => [
        ...[fault.instrument, fault.code, fault.times, fault.parcels],
        ...[fault.firstAtMs, fault.lastAtMs],
      ]),
    ),
    table(
      'holds',
      ['at', 'age', 'item', 'outcome', 'ofThisShift', 'record'],
      facts.holds.map(({ seq, atMs, item, outcome, shift }) => [
        ...[atMs, context.nowMs - atMs, item, outcome],
        ...[shift === facts.summary.shift ? words.yes : words.no, seq],
      ]),
      [notes.holds, ...cut],
    ),
    table(
      'clock',
      ['at', 'jump', 'record'],
      facts.clockJumps.map(({ at_ms, body, seq }) => [at_ms, numberOf(body, 'byMs'), seq]),
    ),
    table(
      'sign-ins',
      ['at', 'badge', 'failures', 'record'],
      facts.signInsRefused.map(({ at_ms, body, seq }) => [
        ...[at_ms, textOf(body, 'badge'), numberOf(body, 'failures'), seq],
      ]),
    ),
    table(
      'remarks',
      ['at', 'about', 'item', 'kind', 'text', 'by', 'second', 'record'],
      facts.remarks.map(({ event, item, aboutSeq }) => {
        const { body } = event;
        const corrected = event.kind === 'outcome-corrected';
        const { remark } = words;
        return [
          ...[event.at_ms, aboutSeq, item],
          corrected
            ? remark.corrected(textOf(body, 'from'), textOf(body, 'outcome'))
            : remark.annotated,
          freeText(body, corrected ? 'reason' : 'note'),
          ...[event.actor, textOf(body, 'second'), event.seq],
        ];
      }),
      [notes.remarks],
    ),
    table(
      'rule-packs',
      ['pack', 'version', 'decisions', 'hash'],
      facts.packs.map(({ pack, version, decisions, hash }) => [pack, version, decisions, hash]),
      [notes.rulePacks],
    ),
    table(
      'decisions',
      ['at', 'item', 'outcome', 'correctedTo', 'override', 'took', 'by', 'record', 'hash'],
      facts.decisions.map((one) => [
        ...[one.atMs, one.item, one.outcome, one.correctedTo],
        one.overridden ? words.yes : words.no,
        one.tookMs < 0 ? null : one.tookMs,
        ...[one.actor, one.seq, one.hash],
      ]),
      [notes.hashes],
    ),
  ];
}

const ITEM_COLUMNS: readonly ColumnName[] = ['at', 'item', 'by', 'record'];

function itemRows(events: readonly ItemEvent[]): Value[][] {
  return events.map(({ item, event }) => [event.at_ms, item, event.actor, event.seq]);
}

function peopleRows({ people }: ShiftFacts): Value[][] {
  return people.map(({ badge, role, decisions, records }) => [badge, role, decisions, records]);
}

function checkRow(event: RecordedEvent, words: ReportWords): Value[] {
  const { at_ms, seq, actor, kind, body } = event;
  if (kind === 'background-taken') {
    const rate = numberOf(body, 'doseRate');
    const detail = rate === null ? '' : words.rate(formatDoseRate(rate));
    // By dose rate nothing was counted: the record's number is what the spread is worth.
    const counts = textOf(body, 'basis') === 'dose-rate' ? null : numberOf(body, 'counts');
    const counted = [counts, numberOf(body, 'seconds')];
    return [at_ms, words.background.taken, null, detail, ...counted, actor, seq];
  }
  if (kind === 'background-refused') {
    const why = textOf(body, 'why');
    return [at_ms, words.background.refused, null, why, null, null, actor, seq];
  }
  const expected = textOf(body, 'expected');
  const said = [textOf(body, 'detail'), expected === '' ? '' : `(${expected})`];
  const given = freeTextOf(body, 'reason', words.erased);
  const detail = [...said, given].filter((text) => text !== '').join(' ');
  return [at_ms, textOf(body, 'check'), textOf(body, 'result'), detail, null, null, actor, seq];
}

function outcomeRows({ outcomes }: ShiftFacts): Value[][] {
  const sum = (of: (one: (typeof outcomes)[number]) => boolean): number =>
    outcomes.filter(of).reduce((total, { n }) => total + n, 0);
  return OUTCOMES.map((outcome) => [
    outcome,
    sum((one) => one.outcome === outcome),
    sum((one) => one.outcome === outcome && one.correctedTo !== null),
    sum((one) => one.correctedTo === outcome),
  ]);
}

function severityRows({ rules }: ShiftFacts): Value[][] {
  return SEVERITIES.map((severity) => [
    severity,
    rules
      .filter((rule) => rule.severity === severity)
      .reduce((total, { prompts }) => total + prompts, 0),
  ]);
}

function ruleRows({ rules }: ShiftFacts, overridden: readonly DecidedItem[]): Value[][] {
  return rules.map(({ rule, version, severity, result, prompts, parcels }) => [
    ...[rule, version, severity, result, prompts, parcels],
    overridden.filter(({ open }) => open.includes(rule)).length,
  ]);
}

/** The reason beside the override; records of the first version have it nowhere else. */
function overrideReason({ body }: DecidedItem, words: ReportWords): string {
  const inside = freeTextOf(objectOf(body, 'override'), 'reason', words.erased);
  return inside === '' ? freeTextOf(body, 'reason', words.erased) : inside;
}
