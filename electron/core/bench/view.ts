import type { BenchState, SessionView } from '../../../shared/bridge/contract.ts';
import { isFirst, portText } from '../../../shared/measure/instrument.ts';
import { formatDoseRate } from '../../../shared/measure/dose-rate.ts';
import type { Facts } from '../../../shared/rules/facts.ts';
import { decisionsOf } from '../../../shared/session/decision.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import { hasContents } from '../../../shared/session/form-and-file.ts';
import { FACT_INSTRUMENTS } from '../../../shared/session/known-facts.ts';
import type { BenchPolicy } from '../../../shared/session/policy.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import type { BenchMemory, BenchOptions } from './memory.ts';
import { checksDone, viewChecks } from './shift-desk.ts';
import { neededS } from './background.ts';
import { faultOf } from './view-fault.ts';
import { doseWindow } from './view-live.ts';
import { viewOutside } from './view-outside.ts';
import { judgedWindow, LONG_WINDOW_S, viewRadiation } from './view-radiation.ts';
import { viewSecondBackgrounds } from './view-protocol.ts';
import { basisOf, elapsedS, meanDoseRate } from './dwell-meter.ts';
import { lastingFault, shownFault, type InstrumentState } from './instruments.ts';
import { traceLevels } from './trace-levels.ts';

/** Content lines that the bench screen shows; the record keeps them all. */
const SHOWN_LINES = 8;
/** Longest description on the screen; the snapshot stays below 16 kB. */
const SHOWN_CHARACTERS = 300;
const SHOWN_NAME = 80;

const short = (name: string | null): string | null => name?.slice(0, SHOWN_NAME) ?? null;

function viewDeclaration(state: SessionState): SessionView['declaration'] {
  const { declaration } = state;
  if (declaration.state === 'fault') return { state: 'not-yet' };
  if (declaration.state !== 'value') return declaration;
  const { item, entered, source } = declaration;
  return {
    state: 'value',
    entered,
    source: source && { ...source, file: source.file.slice(0, SHOWN_CHARACTERS) },
    category: item.category,
    originCountry: item.origin_country,
    destinationCountry: item.destination_country,
    originOffice: short(item.origin_office),
    destinationOffice: short(item.destination_office),
    referral: item.referral,
    senderCompany: short(item.sender_company),
    addresseeCompany: short(item.addressee_company),
    grossG: item.gross_g,
    lines: item.lines.slice(0, SHOWN_LINES).map((line) => ({
      description: line.description?.slice(0, SHOWN_CHARACTERS) ?? null,
      quantity: line.quantity,
      netG: line.net_g,
      value: line.value,
      currency: line.currency,
      hsCode: line.hs_code,
    })),
    moreLines: Math.max(0, item.lines.length - SHOWN_LINES),
  };
}

/** What is missing, in the order in which to get it. */
function todoOf(memory: BenchMemory, facts: Facts, state: SessionState): string[] {
  const todo: string[] = [];
  if (facts['identity.valid'].state !== 'value' || facts['identity.valid'].value !== true) {
    todo.push('todo.scan');
  }
  const { declaration } = state;
  const isUndeclared =
    declaration.state === 'value' ? !hasContents(declaration.item) : declaration.state === 'absent';
  if (isUndeclared) todo.push('todo.enter-declaration');
  const needed = [...memory.instruments.values()].filter(({ config }) => isFirst(config));
  if (needed.some((instrument) => lastingFault(instrument) !== null)) {
    todo.push('todo.fix-instrument');
  }
  if (facts['measured.gross'].state === 'not-yet') {
    const basis = memory.instruments.get(FACT_INSTRUMENTS.mass)?.mass?.reading.basis ?? 'gross';
    const settled = memory.pan.placement?.number === memory.servedPlacement;
    const blocked = memory.pan.state === 'unknown' || (memory.pan.state === 'loaded' && settled);
    if (basis !== 'gross') todo.push('todo.clear-tare');
    else todo.push(blocked ? 'todo.empty-scale-first' : 'todo.place-on-scale');
  }
  const long = judgedWindow(memory) >= LONG_WINDOW_S;
  if (memory.survey !== null) todo.push(long ? 'todo.wait-for-average' : 'todo.wait-for-dwell');
  else if (state.dwellOwed || (facts['radiation.dose-rate'].state === 'not-yet' && !state.alarm)) {
    const ready = memory.background.state === 'value';
    const hold = long ? 'todo.hold-for-average' : 'todo.hold-to-dosimeter';
    todo.push(ready ? hold : 'todo.take-background');
  }
  if (state.prompts.some((prompt) => prompt.open)) todo.push('todo.answer-prompts');
  return todo.length === 0 ? ['todo.decide'] : todo;
}

function viewSession(memory: BenchMemory, options: BenchOptions): SessionView | null {
  if (memory.session === null) return null;
  const { id, state } = memory.session;
  const facts = factsOf(state, options.rules);
  const measured = facts['measured.gross'];
  return {
    id,
    identity:
      state.identity === null
        ? null
        : {
            scheme: state.identity.scheme,
            canonical: state.identity.canonical.slice(0, 100),
            problems: [...state.identity.problems],
          },
    declaration: viewDeclaration(state),
    mass: {
      state: measured.state,
      value: state.mass?.value ?? null,
      unit: state.mass?.unit ?? null,
      fault: faultOf(measured),
    },
    radiation: viewRadiation(memory, state, facts, options.rules.policy.radiation),
    labels:
      state.labels === null
        ? null
        : { un: [...state.labels.un], hazards: [...state.labels.hazards] },
    ...viewOutside(state.outside, options.rules.policy.radiation.sievertPerRoentgen),
    prompts: state.prompts.map((prompt) => ({
      rule: prompt.rule,
      version: prompt.version,
      severity: prompt.severity,
      message: prompt.rule,
      values: { ...prompt.values },
      because: prompt.because,
      source: prompt.source,
      steps: [...prompt.steps],
      tests: (prompt.tests ?? []).map((test) => ({ ...test })),
      overridden: prompt.overridden ? { ...prompt.overridden } : null,
      about: prompt.about ?? null,
      answered: !prompt.open,
      acknowledged: prompt.acknowledged,
    })),
    todo: todoOf(memory, facts, state),
    decisions: decisionsOf(state, facts, options.rules.packs).map((decision) => ({ ...decision })),
  };
}

function viewBackground(
  memory: BenchMemory,
  policy: BenchPolicy['radiation'],
): BenchState['background'] {
  const { background, instruments } = memory;
  const none = {
    elapsedS: 0,
    neededS: policy.backgroundS,
    doseRate: null,
    countsPerSecond: null,
    why: null,
    seconds: viewSecondBackgrounds(memory),
    levels: null,
    basis: 'counts' as const,
  };
  switch (background.state) {
    case 'not-yet':
      return { ...none, state: 'not-yet' };
    case 'fault':
      return { ...none, state: 'fault', why: background.why };
    case 'measuring': {
      const { meter } = background;
      return {
        ...none,
        state: 'measuring',
        elapsedS: elapsedS(meter),
        neededS: neededS(meter, policy),
        doseRate: meter.dose.seconds > 0 ? formatDoseRate(meanDoseRate(meter)) : null,
        basis: basisOf(meter),
      };
    }
    case 'value': {
      const { counts, seconds, doseRate, basis = 'counts' } = background.background;
      const windowS = doseWindow(instruments.get(FACT_INSTRUMENTS.doseRate));
      return {
        ...none,
        state: 'value',
        elapsedS: seconds,
        doseRate: formatDoseRate(doseRate),
        countsPerSecond: basis === 'counts' ? (counts / seconds).toFixed(2) : null,
        basis,
        levels: windowS === null ? null : traceLevels(background.background, windowS, policy),
      };
    }
  }
}

function lineOf({ config: { transport } }: InstrumentState): string {
  const port = portText(transport);
  return port === '' ? transport.kind : port;
}

/** The bench's part of the snapshot; the station adds what is not the bench's own. */
export type BenchView = Omit<BenchState, 'needsAdministrator' | 'lastBackup'>;

/** Closed shifts that the screen offers for countersigning. */
const AWAITING_SHOWN = 5;

function inDanger({ session }: BenchMemory): boolean {
  if (session === null) return false;
  const { alarm, prompts } = session.state;
  const open = prompts.filter((prompt) => prompt.open);
  const ofRadiation = ({ tests = [] }: (typeof prompts)[number]): boolean =>
    tests.some(({ fact }) => fact.startsWith('radiation.'));
  return open.some(({ severity }) => severity === 'danger') || (alarm && open.some(ofRadiation));
}

/** The snapshot for the screen: the current session only. */
export function viewBench(memory: BenchMemory, options: BenchOptions): BenchView {
  const { shift } = memory;
  const person = options.person();
  return {
    person: person === null ? null : { ...person },
    mode: options.mode,
    station: options.records.station,
    blocked: null,
    shift:
      shift === null
        ? null
        : {
            id: shift.shift,
            officer: shift.officer,
            openedAtMs: shift.openedAtMs,
            checks: viewChecks(memory, options.rules.policy.shift),
            ready: checksDone(memory),
          },
    awaitingCountersign: options.records
      .awaitingCountersign(AWAITING_SHOWN)
      .map(({ shift: id, officer, closedAtMs }) => ({
        shift: id,
        officer,
        closedAtMs: closedAtMs ?? 0,
      })),
    background: viewBackground(memory, options.rules.policy.radiation),
    // Nobody is signed in: what lies on the bench is nobody's business, but danger is everybody's.
    session: person === null && !inDanger(memory) ? null : viewSession(memory, options),
    lastOutcome: person === null ? null : memory.lastOutcome,
    instruments: [...memory.instruments.values()].map((instrument) => ({
      id: instrument.config.id,
      kind: instrument.config.kind,
      protocol: instrument.config.protocol,
      line: lineOf(instrument),
      state: instrument.link.state,
      fault: shownFault(instrument),
      detail: instrument.link.detail.slice(0, 300),
      identity: instrument.link.identity,
      observed: instrument.observed,
      requests: [...instrument.requests],
    })),
    events: options.records.eventCount(),
    outcomesThisShift: shift === null ? {} : options.records.outcomeCounts(shift.shift),
    refusedScan: memory.refusedScan,
    lastCommand: memory.lastCommand,
    manifestItems: options.manifest?.items ?? null,
  };
}
