import type {
  BenchState,
  Live,
  PersonView,
  PromptView,
  SessionView,
  ShiftRow,
  ShiftTotals,
  ShiftView,
  TrainingParcel,
  VirtualBench,
} from '../../shared/bridge/contract.ts';
import { declared } from './declared.ts';
import { OUTCOMES, type Outcome } from '../../shared/words.ts';

type Decision = SessionView['decisions'][number];

/** Every outcome open but those named. */
export function decisions(
  states: Partial<Record<Outcome, Omit<Decision, 'outcome'>>> = {},
): Decision[] {
  return OUTCOMES.map((outcome) => ({ outcome, state: 'open', why: null, ...states[outcome] }));
}

const instruments: BenchState['instruments'] = [
  {
    id: 'scale',
    kind: 'scale',
    protocol: 'mt-sics',
    line: '/dev/ttyUSB0',
    state: 'ready',
    fault: null,
    detail: '',
    identity: 'ICS425',
    observed: 0,
    requests: [],
  },
  {
    id: 'scanner',
    kind: 'scanner',
    protocol: 'line-scanner',
    line: '/dev/ttyUSB1',
    state: 'ready',
    fault: null,
    detail: '',
    identity: null,
    observed: 0,
    requests: [],
  },
  {
    id: 'dosimeter',
    kind: 'dosimeter',
    protocol: 'gq-gmc',
    line: '/dev/ttyUSB2',
    state: 'ready',
    fault: null,
    detail: '',
    identity: 'GMC-500+',
    observed: 0,
    requests: [],
  },
];

const passed: ShiftView['checks'] = [
  { check: 'background', state: 'pass', expected: null, detail: '0.12 uSv/h' },
  { check: 'test-mass', state: 'pass', expected: '500 g ± 2 g', detail: '500.1 g' },
  { check: 'scanner', state: 'pass', expected: 'STATION-TEST', detail: 'STATION-TEST' },
];

/** An operator is signed in, the shift open, its checks passed; no parcel. */
export const idle: BenchState = {
  mode: 'live',
  station: '3f9ac1d27be04455aa10',
  blocked: null,
  person: { badge: '1042', role: 'operator' },
  needsAdministrator: false,
  shift: {
    id: 'shift-1',
    officer: '1042',
    openedAtMs: 1_760_000_000_000,
    checks: passed,
    ready: true,
  },
  awaitingCountersign: [],
  lastBackup: null,
  background: {
    state: 'value',
    elapsedS: 60,
    neededS: 60,
    doseRate: '0.12',
    countsPerSecond: '0.34',
    basis: 'counts',
    why: null,
    seconds: [],
    levels: { low: '0', high: '0.72', alarm: '0.45', dwellS: 30 },
  },
  session: null,
  lastOutcome: null,
  instruments,
  events: 1234,
  outcomesThisShift: {},
  manifestItems: 25_310,
  refusedScan: null,
  lastCommand: null,
};

export const noShift: BenchState = {
  ...idle,
  shift: null,
  background: {
    state: 'not-yet',
    elapsedS: 0,
    neededS: 60,
    doseRate: null,
    countsPerSecond: null,
    basis: 'counts',
    why: null,
    seconds: [],
    levels: null,
  },
};

/** The shift was opened a moment ago. */
export const checking: BenchState = {
  ...idle,
  background: { ...noShift.background, state: 'measuring', elapsedS: 12 },
  shift: {
    ...idle.shift!,
    ready: false,
    checks: [
      { check: 'background', state: 'measuring', expected: null, detail: null },
      { check: 'test-mass', state: 'open', expected: '500 g ± 2 g', detail: null },
      { check: 'scanner', state: 'open', expected: 'STATION-TEST', detail: null },
    ],
  },
};

/** Closed a moment ago; nobody has countersigned. */
export const closedShift: BenchState = {
  ...noShift,
  awaitingCountersign: [{ shift: 'shift-1', officer: '1042', closedAtMs: 1_760_020_000_000 }],
};

export const signedOut: BenchState = { ...idle, person: null };
export const supervisor: BenchState = { ...idle, person: { badge: '2001', role: 'supervisor' } };
export const manager: BenchState = { ...noShift, person: { badge: '3001', role: 'manager' } };
export const administrator: BenchState = {
  ...noShift,
  person: { badge: '9001', role: 'administrator' },
};
export const newStation: BenchState = { ...noShift, person: null, needsAdministrator: true };

export const people: PersonView[] = [
  { badge: '1042', name: 'Ada Officer', role: 'operator', active: true, lockedUntilMs: null },
  {
    badge: '2001',
    name: 'Sam Visor',
    role: 'supervisor',
    active: true,
    lockedUntilMs: 1_760_000_900_000,
  },
  { badge: '5000', name: null, role: 'operator', active: false, lockedUntilMs: null },
  { badge: '9001', name: 'Max Admin', role: 'administrator', active: true, lockedUntilMs: null },
];

export const shifts: ShiftRow[] = [
  {
    shift: 'shift-2',
    officer: '1042',
    openedAtMs: 1_760_050_000_000,
    closedAtMs: null,
    countersignedBy: null,
    outcomes: {},
    overrides: 0,
  },
  {
    shift: 'shift-1',
    officer: '1042',
    openedAtMs: 1_760_000_000_000,
    closedAtMs: 1_760_020_000_000,
    countersignedBy: null,
    outcomes: { release: 12, hold: 2 },
    overrides: 1,
  },
];

/** The shift that was closed a moment ago. */
export const totals: ShiftTotals = {
  shift: 'shift-1',
  officer: '1042',
  openedAtMs: 1_760_000_000_000,
  closedAtMs: 1_760_020_000_000,
  handover: 'Two parcels wait in the cage.',
  outcomes: { release: 12, hold: 2 },
  putAside: 1,
  overrides: 3,
  prompts: 9,
  alarms: 0,
  faults: 4,
  holds: 5,
  ownHolds: [{ item: 'LX876543216DE', outcome: 'hold', atMs: 1_760_010_000_000 }],
  last: { seq: 412, hash: '9f3ab2c45d' },
};

/** Identified and declared; neither weighed nor measured. */
export const collectingSession: SessionView = {
  id: 'session-1',
  identity: { scheme: 's10', canonical: 'LX876543216DE', problems: [] },
  declaration: declared,
  mass: { state: 'not-yet', value: null, unit: null, fault: null },
  radiation: {
    state: 'not-yet',
    alarm: false,
    explained: null,
    face: null,
    distance: null,
    elapsedS: 0,
    dwellS: 30,
    basis: 'counts',
    windowS: null,
    doseRate: null,
    netDoseRate: null,
    smallestVisible: null,
    clearedTo: null,
    fault: null,
    faces: [],
    verdict: null,
    stillNeeded: null,
    guide: {
      next: { step: 'face', face: 'top' },
      facesDone: 0,
      facesNeeded: 1,
      oneMetre: 'not-needed',
    },
    moving: null,
    seconds: [],
  },
  labels: null,
  outside: [],
  moreOutside: 0,
  prompts: [],
  todo: ['todo.place-on-scale', 'todo.hold-to-dosimeter', 'todo.decide'],
  decisions: decisions({ release: { state: 'closed', why: 'why.missing-facts' } }),
};
export const collecting: BenchState = { ...idle, session: collectingSession };

export const overWeight: PromptView = {
  rule: 'weight.over',
  version: 1,
  severity: 'hold',
  message: 'weight.over',
  values: {
    'declared-gross': '2000 g',
    'declared-net': 'absent',
    'measured-gross': '3450 g',
    'weight-excess': '1350 g',
  },
  because:
    'The parcel weighs 3450 g; 2000 g is declared, which with its tolerance is 1350 g too little.',
  source: 'site policy',
  steps: ['steps.weigh-again', 'steps.open-declaration', 'steps.check-contents'],
  tests: [{ fact: 'weight.excess', is: 'above', than: '0 g', shown: '1350 g', result: 'true' }],
  about: null,
  answered: false,
  overridden: null,
  acknowledged: false,
};
export const promptSession: SessionView = {
  ...collectingSession,
  mass: { state: 'value', value: '3.450', unit: 'kg', fault: null },
  radiation: {
    ...collectingSession.radiation,
    state: 'value',
    face: 'top',
    distance: 'contact',
    elapsedS: 30,
    doseRate: '0.13',
    netDoseRate: '0.01',
    smallestVisible: '0.05',
    clearedTo: '0.04',
    faces: [{ face: 'top', result: 'cleared' }],
    verdict: 'cleared',
    guide: { next: null, facesDone: 1, facesNeeded: 1, oneMetre: 'not-needed' },
  },
  prompts: [overWeight],
  todo: ['todo.answer-prompts', 'todo.decide'],
  decisions: decisions({ release: { state: 'override', why: 'why.open-prompts' } }),
};
export const prompted: BenchState = { ...idle, session: promptSession };

export const stepBack: PromptView = {
  rule: 'radiation.step-back',
  version: 1,
  severity: 'danger',
  message: 'radiation.step-back',
  values: { 'radiation-peak-dose-rate': '120 uSv/h' },
  because: 'The instrument shows 120 uSv/h; 100 uSv/h or more is a reason to step back.',
  source: 'IAEA EPR-First Responders 2006, inner cordon; displayed value is site policy',
  steps: ['steps.step-back', 'steps.call-radiation-officer'],
  tests: [
    {
      fact: 'radiation.peak-dose-rate',
      is: 'at-least',
      than: '100 uSv/h',
      shown: '120 uSv/h',
      result: 'true',
    },
  ],
  about: null,
  answered: false,
  overridden: null,
  acknowledged: false,
};
export const danger: BenchState = {
  ...idle,
  session: {
    ...promptSession,
    radiation: {
      ...promptSession.radiation,
      alarm: true,
      verdict: 'alarm',
      guide: null,
      elapsedS: 4,
      doseRate: '120',
      netDoseRate: '119.88',
    },
    prompts: [overWeight, stepBack],
    decisions: decisions({ release: { state: 'closed', why: 'why.radiation-alarm' } }),
  },
};

export const notFound: BenchState = {
  ...idle,
  session: {
    ...collectingSession,
    declaration: { state: 'absent' },
    prompts: [
      {
        rule: 'manifest.not-found',
        version: 1,
        severity: 'check',
        message: 'manifest.not-found',
        values: { 'manifest-found': 'absent' },
        because: 'The item is not in the manifest; its declaration is not known yet.',
        source: 'site policy',
        steps: ['steps.copy-declaration'],
        tests: [
          { fact: 'manifest.found', is: 'false', than: null, shown: 'false', result: 'true' },
        ],
        about: null,
        answered: false,
        overridden: null,
        acknowledged: false,
      },
    ],
    todo: ['todo.enter-declaration', 'todo.place-on-scale', 'todo.hold-to-dosimeter'],
  },
};

export const blocked: BenchState = {
  ...idle,
  blocked: { code: 'disk-full', message: 'The disk that holds the records is full.' },
};

export const live: Live = {
  scale: { value: '3.450', unit: 'kg', stable: true, fault: null, ageMs: 120 },
  dosimeter: { doseRate: '0.13', unit: 'uSv/h', counts: 21, fault: null, ageMs: 300 },
  others: [],
};

export const parcels: TrainingParcel[] = [
  { number: 1, titles: { en: 'Two cotton T-shirts', fr: 'Deux T-shirts en coton' }, fault: null },
  {
    number: 2,
    titles: { en: 'Books, printed' },
    fault: { instrument: 'scale', fault: 'disconnected' },
  },
];

export const emptyBench: VirtualBench = { pan: null, dosimeter: null, broken: [] };
