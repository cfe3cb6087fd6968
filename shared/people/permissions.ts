import type { IntentKind } from '../bridge/intents.ts';
import type { Mode } from '../words.ts';
import type { Role } from './roles.ts';

/** Who screens parcels. A trainer does in training mode only (`mayDo`). */
const BENCH: readonly Role[] = ['operator', 'supervisor', 'trainer'];
const REVIEW: readonly Role[] = ['supervisor', 'manager'];
const MANAGER: readonly Role[] = ['manager'];
const ADMINISTRATOR: readonly Role[] = ['administrator'];
const EVERYBODY: readonly Role[] = [
  'operator',
  'supervisor',
  'manager',
  'administrator',
  'trainer',
];

/** `signed-out` needs nobody. */
const PERMISSIONS: { readonly [kind in IntentKind]: readonly Role[] | 'signed-out' } = {
  'first-administrator': 'signed-out',
  'sign-in': 'signed-out',
  'sign-out': EVERYBODY,
  'change-pin': EVERYBODY,
  'add-person': ADMINISTRATOR,
  'change-person': ADMINISTRATOR,
  'reset-pin': ADMINISTRATOR,
  'open-shift': BENCH,
  'report-check': BENCH,
  'close-shift': BENCH,
  'take-background': BENCH,
  'zero-scale': BENCH,
  'tare-scale': BENCH,
  'clear-tare': BENCH,
  'type-identity': BENCH,
  'wedge-scan': BENCH,
  'enter-declaration': BENCH,
  'start-survey': BENCH,
  'move-over': BENCH,
  'end-survey': BENCH,
  // A danger covers the page of whoever sits there.
  'note-labels': BENCH,
  acknowledge: EVERYBODY,
  'answer-referral': BENCH,
  decide: BENCH,
  override: BENCH,
  'put-aside': BENCH,
  // Whoever closes a shift may call somebody who countersigns it with badge and PIN.
  'countersign-shift': ['operator', 'supervisor', 'manager', 'trainer'],
  'correct-outcome': REVIEW,
  annotate: REVIEW,
  'place-legal-hold': MANAGER,
  'lift-legal-hold': MANAGER,
  purge: MANAGER,
  'back-up': ['manager', 'administrator'],
  'renew-command-sheet': MANAGER,
  'configure-instruments': ADMINISTRATOR,
  'import-manifest': ['supervisor', 'manager', 'administrator'],
  'save-mapping-profile': ['supervisor', 'manager', 'administrator'],
  'activate-rules': MANAGER,
};

/** Who can be the second person of an action. */
const SECOND: { readonly [kind in IntentKind]?: readonly Role[] } = {
  'countersign-shift': REVIEW,
  override: REVIEW,
  'correct-outcome': REVIEW,
  'reset-pin': ['manager', 'administrator'],
  'lift-legal-hold': ['supervisor', 'manager', 'administrator'],
  purge: ['supervisor', 'manager', 'administrator'],
};

/** Intents that a site can make two-person actions. */
export const TWO_PERSON_KINDS = [
  'override',
  'correct-outcome',
  'reset-pin',
  'lift-legal-hold',
  'purge',
] as const satisfies readonly IntentKind[];
export type TwoPersonKind = (typeof TWO_PERSON_KINDS)[number];

/** Whether somebody, or nobody (null), may ask for this. */
export function mayDo(role: Role | null, kind: IntentKind, mode: Mode): boolean {
  const allowed = PERMISSIONS[kind];
  if (allowed === 'signed-out') return true;
  if (role === null || !allowed.includes(role)) return false;
  // A trainer teaches; what is recorded live is the work of officers.
  return role !== 'trainer' || mode === 'training' || allowed === EVERYBODY;
}

/** Whether somebody may be the second person of this. */
export function maySecond(role: Role, kind: IntentKind): boolean {
  return SECOND[kind]?.includes(role) ?? false;
}
