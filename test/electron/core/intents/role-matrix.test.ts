import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INTENT_KINDS, type Intent, type IntentKind } from '../../../../shared/bridge/intents.ts';
import { ROLES, type Role } from '../../../../shared/people/roles.ts';
import { MODES } from '../../../../shared/words.ts';
import { BADGES, openCore, type CoreRig } from './rig.ts';

/** Somebody with this role, or nobody. */
type Who = Role | 'nobody';
const EVERYBODY: readonly Who[] = [...ROLES, 'nobody'];

/**
 * Who may ask for what: n for nobody (signed out), o operator, s supervisor, m manager,
 * a administrator, t trainer in both modes, T trainer in training only. From docs/architecture.md
 * and written here once more, not taken from the program.
 */
const MAY: { readonly [kind in IntentKind]: string } = {
  'first-administrator': 'nosmat',
  'sign-in': 'nosmat',
  'sign-out': 'osmat',
  'change-pin': 'osmat',
  'add-person': 'a',
  'change-person': 'a',
  'reset-pin': 'a',
  'open-shift': 'osT',
  'report-check': 'osT',
  'close-shift': 'osT',
  'take-background': 'osT',
  'zero-scale': 'osT',
  'tare-scale': 'osT',
  'clear-tare': 'osT',
  'type-identity': 'osT',
  'wedge-scan': 'osT',
  'enter-declaration': 'osT',
  'start-survey': 'osT',
  'move-over': 'osT',
  'end-survey': 'osT',
  'note-labels': 'osT',
  acknowledge: 'osmat',
  'answer-referral': 'osT',
  decide: 'osT',
  override: 'osT',
  'put-aside': 'osT',
  'countersign-shift': 'osmT',
  'correct-outcome': 'sm',
  annotate: 'sm',
  'place-legal-hold': 'm',
  'lift-legal-hold': 'm',
  purge: 'm',
  'back-up': 'ma',
  'renew-command-sheet': 'm',
  'configure-instruments': 'a',
  'import-manifest': 'sma',
  'save-mapping-profile': 'sma',
  'activate-rules': 'm',
};

/** The calls that ask for records, as `MAY`. The report of the open shift, and of an earlier one. */
const MAY_CALL = {
  people: ['a', {}],
  shifts: ['sm', { limit: 10, offset: 0 }],
  commandSheet: ['m', {}],
  commandSheetPage: ['m', {}],
  enteredDeclaration: ['ost', {}],
  searchGoods: ['osmat', { text: '', language: 'en', limit: 1, offset: 0 }],
  shiftTotals: ['sm', { shift: 'id-1' }],
  'own report': ['osmat', { shift: null }],
  'other report': ['sm', { shift: 'id-1' }],
  instrumentRegister: ['sma', {}],
  instrumentChecks: ['sma', { kind: 'scale', before: null, limit: 10 }],
  setupInstruments: ['a', {}],
  listPorts: ['a', {}],
  watchRaw: ['a', { instrument: 'scale' }],
  detectInstruments: ['a', { path: null }],
  cancelDetection: ['a', {}],
  testInstrument: ['a', { instrument: 'scale' }],
  manifests: ['sma', { limit: 10, offset: 0 }],
  ruleProposal: ['ma', {}],
  startRulesPreview: ['ma', { days: 30 }],
  stopRulesPreview: ['ma', {}],
  rulesPreview: ['ma', {}],
  rules: ['ma', {}],
  packRules: ['ma', { pack: 'weight', limit: 10, offset: 0 }],
} as const;

function may(letters: string, who: Who, mode: 'live' | 'training'): boolean {
  const letter = who === 'nobody' ? 'n' : who.slice(0, 1);
  return (
    letters.includes(letter) || (letter === 't' && mode === 'training' && letters.includes('T'))
  );
}

const reason = 'because of the test';

/** One intent of each kind that can be understood; most are refused later for what they are about. */
function intents(pin: string): readonly Intent[] {
  return [
    { kind: 'first-administrator', badge: 'B-1', name: 'First', pin },
    { kind: 'change-pin', pin: '000000', newPin: '111111' },
    { kind: 'add-person', badge: BADGES.operator, name: 'Again', role: 'operator', pin },
    { kind: 'change-person', badge: 'B-404', role: 'operator', active: false },
    { kind: 'reset-pin', badge: 'B-404', pin },
    { kind: 'open-shift' },
    { kind: 'report-check', check: 'scanner', result: 'skipped', reason },
    { kind: 'take-background' },
    { kind: 'zero-scale' },
    { kind: 'tare-scale' },
    { kind: 'clear-tare' },
    { kind: 'type-identity', text: 'RR473124829US' },
    { kind: 'wedge-scan', text: 'RR473124829US', repeat: false },
    {
      kind: 'enter-declaration',
      declaration: { description: 'books', grossG: '100', originCountry: 'DE' },
    },
    { kind: 'start-survey', face: 'top', distance: 'contact' },
    { kind: 'move-over', face: 'next' },
    { kind: 'end-survey' },
    { kind: 'note-labels', un: ['3481'], hazards: [] },
    {
      ...{ kind: 'answer-referral', referral: 'RFS', method: 'x-ray' },
      ...{ result: 'nothing-found', note: null },
    },
    { kind: 'acknowledge', rule: 'weight.over' },
    { kind: 'decide', outcome: 'release' },
    { kind: 'override', outcome: 'release', reason },
    { kind: 'put-aside', reason },
    { kind: 'close-shift', handover: null },
    { kind: 'countersign-shift', shift: 'no-such-shift' },
    { kind: 'correct-outcome', seq: 1, outcome: 'hold', reason },
    { kind: 'annotate', seq: 1, note: reason },
    { kind: 'place-legal-hold', seq: 999_999, reason },
    { kind: 'lift-legal-hold', seq: 999_999, reason },
    { kind: 'purge' },
    { kind: 'back-up' },
    { kind: 'renew-command-sheet' },
    { kind: 'configure-instruments', instruments: [NOT_CONNECTED] },
    { kind: 'import-manifest', file: 'manifest.csv' },
    { kind: 'activate-rules', digest: '0'.repeat(64) },
    { kind: 'save-mapping-profile', profile: PROFILE },
    { kind: 'sign-in', who: 'B-404', pin },
    { kind: 'sign-out' },
  ];
}

const PROFILE = {
  profile: 'new-sender',
  version: 1,
  title: 'New sender',
  shape: 'table',
  fields: { item_id: 'Parcel' },
  fixed: {},
} as const;

const NOT_CONNECTED = {
  id: 'scale',
  kind: 'scale',
  protocol: 'mt-sics',
  transport: { kind: 'serial', path: '/dev/not-connected' },
} as const;

const ROLE_REFUSALS = ['why.not-allowed', 'why.signed-out'];

describe.each(MODES)('in %s mode', (mode) => {
  let core: CoreRig;
  beforeAll(async () => {
    core = await openCore(mode);
    // An earlier shift for the reports, not the operator's own: id-1.
    core.signIn('supervisor');
    core.ask({ kind: 'open-shift' });
    core.ask({ kind: 'close-shift', handover: null });
    core.signOut();
  });
  afterAll(() => core.close());

  const enter = (who: Who): void => {
    if (who !== 'nobody') core.signIn(who);
    else if (core.station.state().person !== null) core.signOut();
  };

  it('the table names every intent, and there is one of each to ask with', () => {
    const asked = intents('739182').map(({ kind }) => kind);
    expect([Object.keys(MAY).sort(), asked.sort()]).toEqual(
      Array(2).fill([...INTENT_KINDS].sort()),
    );
  });

  it.each(EVERYBODY)('%s may ask for what the table says, and leaves no trace else', (who) => {
    enter(who);
    for (const intent of intents(core.pin)) {
      const before = core.events();
      const answer = core.ask(intent);
      if (may(MAY[intent.kind], who, mode)) {
        expect(ROLE_REFUSALS, `${intent.kind}: ${answer}`).not.toContain(answer);
      } else {
        const expected = who === 'nobody' ? 'why.signed-out' : 'why.not-allowed';
        expect([intent.kind, answer, core.events()]).toEqual([intent.kind, expected, before]);
      }
    }
  });

  it.each(EVERYBODY)('%s is told what the table says', (who) => {
    enter('operator');
    core.ask({ kind: 'open-shift' });
    enter(who);
    const answers = Object.entries(MAY_CALL).map(([name, [letters, params]]) => {
      const answer = core.call(name.endsWith('report') ? 'shiftReport' : name, params);
      return [name, answer === 'done', answer === 'not-allowed', letters] as const;
    });
    for (const [name, done, refused, letters] of answers) {
      const allowed = may(letters, who, mode);
      expect([name, done, refused]).toEqual([name, allowed, !allowed]);
    }
  });
});
