import type { BenchState, Live, SessionView } from '../../../shared/bridge/contract.ts';
import { isFirst, portText } from '../../../shared/measure/instrument.ts';
import { formatDoseRate, toMicrosieverts } from '../../../shared/measure/dose-rate.ts';
import type { DoseRateReading } from '../../../shared/measure/reading.ts';
import type { Fact, Facts } from '../../../shared/rules/facts.ts';
import { decisionsOf } from '../../../shared/session/decision.ts';
import type { Basis, DwellResult } from '../../../shared/session/events.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import { hasContents } from '../../../shared/session/form-and-file.ts';
import { FACT_INSTRUMENTS } from '../../../shared/session/known-facts.ts';
import type { BenchPolicy } from '../../../shared/session/policy.ts';
import { latestByFace } from '../../../shared/session/radiation-facts.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import type { BenchMemory, BenchOptions } from './memory.ts';
import { checksDone, viewChecks } from './shift-desk.ts';
import { neededS } from './background.ts';
import { viewOutside } from './view-outside.ts';
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

function faultOf(fact: Fact) {
  return fact.state === 'fault' ? fact.code : null;
}

/** Thousandths of a uSv/h are the last that a dwell can tell. */
function shownRate(rate: number): string {
  return formatDoseRate(Number(rate.toFixed(3)));
}

function viewRadiation(
  memory: BenchMemory,
  state: SessionState,
  facts: Facts,
  dwellS: number,
): SessionView['radiation'] {
  const { survey, background } = memory;
  const basis = background.state === 'value' ? background.background.basis : shownBasis(state);
  const windowS = judgedWindow(memory);
  const running = survey?.look?.kind === 'alarm' || survey?.look?.kind === 'keep-measuring';
  const current: DwellResult | null = running ? (survey?.look?.result ?? null) : null;
  const shown = current ?? (survey === null ? (state.finished.at(-1) ?? null) : null);
  const fact = facts['radiation.dose-rate'];
  const explained = facts['radiation.explained'];
  const inDose = (rate: number | null | undefined): string | null =>
    rate === null || rate === undefined ? null : shownRate(rate);
  return {
    state: survey !== null ? 'measuring' : fact.state,
    alarm: state.alarm,
    explained: explained.state === 'value' && explained.value === true ? explained.shown : null,
    face: state.dwell?.face ?? null,
    distance: state.dwell?.distance ?? null,
    elapsedS: survey === null ? (shown?.seconds ?? 0) : elapsedS(survey.meter),
    dwellS: Math.max(dwellS, wholeWindows(dwellS, windowS)),
    basis: basis ?? 'counts',
    windowS: windowS >= LONG_WINDOW_S ? windowS : null,
    doseRate: inDose(shown?.doseRate),
    netDoseRate: inDose(shown?.netDoseRate),
    smallestVisible: inDose(shown?.smallestVisible),
    // What earlier versions recorded has none.
    clearedTo: inDose(shown?.clearedTo),
    fault: faultOf(fact),
    faces: viewFaces(state),
  };
}

/** What the latest finished dwell was judged by. */
function shownBasis({ finished }: SessionState): Basis | undefined {
  return finished.at(-1)?.basis;
}

/** A value over this long or longer is said to the officer: the parcel has to stay for all of it. */
const LONG_WINDOW_S = 10;

/** Seconds that one value averages over which dwells are judged by; 0 while there is none. */
function judgedWindow({ background, instruments }: BenchMemory): number {
  const dosimeter = instruments.get(FACT_INSTRUMENTS.doseRate);
  const byDose = background.state === 'value' && background.background.basis === 'dose-rate';
  const counts = byDose ? undefined : dosimeter?.counts?.reading.windowS;
  return counts ?? dosimeter?.dose?.reading.windowS ?? 0;
}

/** A dwell of values over `windowS` ends with a whole one. */
function wholeWindows(dwellS: number, windowS: number): number {
  return windowS === 0 ? dwellS : Math.ceil(dwellS / windowS - 1e-9) * windowS;
}

/** The faces of this parcel with their latest results; one that was broken off since has none. */
function viewFaces({ finished, openFaces }: SessionState): SessionView['radiation']['faces'] {
  const open = new Set(openFaces);
  return [
    ...latestByFace(finished)
      .filter(({ face }) => !open.has(face))
      .map(({ face, result }) => ({ face, result })),
    ...[...open].map((face) => ({ face, result: 'interrupted' as const })),
  ];
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
    radiation: viewRadiation(memory, state, facts, options.rules.policy.radiation.dwellS),
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
      about: prompt.about ?? null,
      answered: !prompt.open,
      acknowledged: prompt.acknowledged,
    })),
    todo: todoOf(memory, facts, state),
    decisions: decisionsOf(state, facts, options.rules.packs).map((decision) => ({ ...decision })),
  };
}

/** Seconds that the latest dose rate averages over; null while there is none. */
export function doseWindow(dosimeter: InstrumentState | undefined): number | null {
  return dosimeter?.dose?.reading.windowS ?? null;
}

function viewBackground(
  { background, instruments }: BenchMemory,
  policy: BenchPolicy['radiation'],
): BenchState['background'] {
  const none = {
    elapsedS: 0,
    neededS: policy.backgroundS,
    doseRate: null,
    countsPerSecond: null,
    why: null,
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

/** Three significant digits: the last digits of one second's reading are noise. */
function shownDoseRate(
  reading: DoseRateReading | null,
  sievertPerRoentgen: number,
): {
  readonly doseRate: string | null;
  readonly unit: string | null;
} {
  if (reading === null) return { doseRate: null, unit: null };
  const rate = toMicrosieverts(reading.value, reading.unit, sievertPerRoentgen);
  if (rate === null) return { doseRate: reading.value, unit: reading.unit };
  return { doseRate: formatDoseRate(rate), unit: 'uSv/h' };
}

/** A further instrument as it is shown. */
function viewOther(
  instrument: InstrumentState,
  nowMs: number,
  sievertPerRoentgen: number,
): Live['others'][number] {
  const { config, mass, dose } = instrument;
  const { doseRate, unit } = shownDoseRate(dose?.reading ?? null, sievertPerRoentgen);
  const latest = mass ?? dose;
  return {
    id: config.id,
    kind: config.kind,
    value: mass?.reading.value ?? doseRate,
    unit: mass?.reading.unit ?? unit,
    stable: mass?.reading.stable ?? null,
    fault: shownFault(instrument),
    ageMs: latest === null ? 0 : nowMs - latest.atMs,
  };
}

/** The latest values with their age; a value is gone as soon as its instrument is in fault. */
export function viewLive(memory: BenchMemory, nowMs: number, sievertPerRoentgen: number): Live {
  const scale = memory.instruments.get(FACT_INSTRUMENTS.mass);
  const dosimeter = memory.instruments.get(FACT_INSTRUMENTS.doseRate);
  return {
    scale:
      scale === undefined
        ? null
        : {
            value: scale.mass?.reading.value ?? null,
            unit: scale.mass?.reading.unit ?? null,
            stable: scale.mass?.reading.stable ?? false,
            fault: shownFault(scale),
            ageMs: scale.mass === null ? 0 : nowMs - scale.mass.atMs,
          },
    dosimeter:
      dosimeter === undefined
        ? null
        : {
            ...shownDoseRate(dosimeter.dose?.reading ?? null, sievertPerRoentgen),
            counts: dosimeter.counts === null ? null : Number(dosimeter.counts.reading.value),
            fault: shownFault(dosimeter),
            ageMs: dosimeter.dose === null ? 0 : nowMs - dosimeter.dose.atMs,
          },
    others: [...memory.instruments.values()]
      .filter(({ config }) => !isFirst(config))
      .map((instrument) => viewOther(instrument, nowMs, sievertPerRoentgen)),
  };
}
