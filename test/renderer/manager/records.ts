import type {
  ChainCheck,
  DecisionRow,
  HeldRow,
  Overview,
  SessionRecord,
  ShiftDetail,
  InstrumentCheck,
  RegisteredInstrument,
} from '../../../shared/bridge/contract.ts';

const AT_MS = 1_760_010_000_000;

export const overview: Overview = {
  outcomes: { release: 3, hold: 1 },
  overrides: 1,
  holdsByAge: [1, 0, 2, 5],
  awaitingCountersign: 2,
};

export const decisions: DecisionRow[] = [
  {
    ...{ seq: 88, session: 'session-1', shift: 'shift-1', item: 'LX876543216DE' },
    ...{ outcome: 'hold', correctedTo: 'return', overridden: true, atMs: AT_MS, actor: '1042' },
  },
];

export const held: HeldRow[] = [
  { seq: 88, session: 'session-1', item: 'LX876543216DE', outcome: 'hold', atMs: AT_MS },
];

export const shiftDetail: ShiftDetail = {
  prompts: [{ rule: 'weight.mismatch', version: 2, prompts: 4 }],
  sectors: [{ sector: 'weight', hits: 4, parcels: 3 }],
  routes: [{ departure: 'AE', destination: null, hits: 4, parcels: 3 }],
  finds: [{ method: 'x-ray', concealment: null, decisions: 1, hits: 2 }],
  faults: [
    {
      ...{ instrument: 'scale', code: 'disconnected', times: 2 },
      ...{ firstAtMs: AT_MS, lastAtMs: AT_MS },
    },
  ],
  overrides: [
    {
      ...{ seq: 88, session: 'session-1', item: 'LX876543216DE', outcome: 'hold' },
      ...{ actor: '1042', reason: null },
    },
  ],
};

const record = (seq: number, kind: string, body: object): SessionRecord['events'][number] => ({
  ...{ seq, epoch: 1, atMs: AT_MS, monoMs: 5_000, boot: 'boot-1', actor: '1042', shift: 'shift-1' },
  ...{ kind, body: JSON.stringify(body) },
  ...{ prev: 'a'.repeat(64), hash: String(seq).padEnd(64, 'f') },
});

export const screening: SessionRecord = {
  session: 'session-1',
  item: 'LX876543216DE',
  decidedSeq: 88,
  legalHold: false,
  counts: 6,
  more: 0,
  events: [
    record(80, 'mass-accepted', { value: '2.000', unit: 'kg', raw: '5320532020' }),
    record(84, 'prompted', {
      rule: 'weight.mismatch',
      version: 2,
      pack: 'starter',
      tests: [
        { fact: 'measured.gross', is: 'above', than: '2 kg', shown: '3.45 kg', result: 'true' },
      ],
    }),
    record(88, 'decided', { outcome: 'hold', reason: { personal: null }, open: [] }),
  ],
};

export const chainCheck: ChainCheck = { checked: 9, from: 80, to: 88, badSeq: null, more: 0 };

/** A scale whose verification is over, and a dosimeter whose calibration ends soon. */
export const register: { instruments: RegisteredInstrument[]; warnDays: number } = {
  warnDays: 30,
  instruments: [
    {
      id: 'scale',
      kind: 'scale',
      protocol: 'mt-sics',
      judged: true,
      identity: 'ICS425 B123456789',
      port: '/dev/ttyUSB0',
      portIdentity: 'usb-0403:6001-FT1234',
      calibration: null,
      verification: {
        ...{ class: 'III', e: '2 g', min: '40 g', max: '6 kg' },
        due: { day: '2026-01-31', state: 'overdue' },
      },
      cpmPerMicrosievert: null,
      lastCheck: null,
    },
    {
      id: 'dosimeter',
      kind: 'dosimeter',
      protocol: 'gamma-scout',
      judged: true,
      identity: null,
      port: 'COM7',
      portIdentity: null,
      calibration: { day: '2026-12-10', state: 'soon' },
      verification: null,
      cpmPerMicrosievert: 108,
      lastCheck: {
        ...{ seq: 12, atMs: 1_760_000_000_000, result: 'pass', actor: '1042' },
        detail: '0.12 uSv/h, 90 counts in 300 s',
      },
    },
  ],
};

export const instrumentChecks: InstrumentCheck[] = [
  {
    ...{ seq: 12, atMs: 1_760_000_000_000, result: 'pass', actor: '1042' },
    detail: '0.12 uSv/h, 90 counts in 300 s',
  },
];
