import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPin } from '../../../../electron/core/accounts/pin-verifier.ts';
import { createIntents, type IntentDesks } from '../../../../electron/core/intents.ts';
import type { AccountIntent } from '../../../../shared/bridge/intents.ts';
import { ROLES, type Role } from '../../../../shared/people/roles.ts';
import { openAccounts, type AccountsRig } from './rig.ts';

const BADGES = ['B-900', 'B-901', 'B-100', 'b-100'];
const PINS = ['739182', '508316', '111111'];
const NAMES = ['Ada', 'ada', 'Olaf'];

const badge = fc.constantFrom(...BADGES);
const pin = fc.constantFrom(...PINS);
const name = fc.constantFrom(...NAMES);
const role = fc.constantFrom<Role>(...ROLES, 'administrator', 'administrator');
const proof = fc.record({ who: fc.oneof(badge, name), pin });

type Step = AccountIntent | { readonly kind: 'wait'; readonly ms: number };
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('first-administrator'), badge, name, pin }),
  },
  { weight: 5, arbitrary: proof.map((tried) => ({ kind: 'sign-in' as const, ...tried })) },
  { weight: 1, arbitrary: fc.constant({ kind: 'sign-out' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('change-pin'), pin, newPin: pin }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('add-person'), badge, name, role, pin }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('change-person'), badge, role, active: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.oneof(
      fc.record({ kind: fc.constant('reset-pin'), badge, pin }),
      fc.record({ kind: fc.constant('reset-pin'), badge, pin, second: proof }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait'),
      ms: fc.constantFrom(1_000, 30_000, 900_000),
    }),
  },
) as fc.Arbitrary<Step>;

/** Where most walks begin: two administrators, the first of them signed in. */
const STAFFED: readonly Step[] = [
  { kind: 'first-administrator', badge: 'B-900', name: 'Ada', pin: '739182' },
  { kind: 'sign-in', who: 'B-900', pin: '739182' },
  { kind: 'add-person', badge: 'B-901', name: 'Olaf', role: 'administrator', pin: '739182' },
];

/** What the answers so far say about the accounts. */
class Model {
  readonly pins = new Map<string, string>();

  /** Follows an accepted intent of `actor`. */
  accept(intent: AccountIntent, actor: string | null): void {
    switch (intent.kind) {
      case 'first-administrator':
      case 'add-person':
        this.pins.set(intent.badge, intent.pin);
        return;
      case 'reset-pin':
        this.pins.set(this.stored(intent.badge), intent.pin);
        return;
      case 'change-pin':
        expect(this.pins.get(actor ?? '')).toBe(intent.pin);
        this.pins.set(actor ?? '', intent.newPin);
    }
  }

  private stored(asked: string): string {
    const same = (known: string): boolean => known.toLowerCase() === asked.toLowerCase();
    return [...this.pins.keys()].find(same) ?? asked;
  }
}

/** Account intents go to the accounts alone. */
const NO_DESK = {} as Pick<IntentDesks, 'bench' | 'review' | 'upkeep' | 'commands' | 'setup'>;

function waysIn({ accounts, store }: AccountsRig, { pins }: Model): string[] {
  return accounts
    .people()
    .filter(({ role: of, active }) => of === 'administrator' && active)
    .filter(({ badge: of }) => matchesPin(store.credentials.find(of), pins.get(of) ?? ''))
    .map(({ badge: of }) => of);
}

async function play(rig: AccountsRig, walk: readonly Step[], twoPerson: boolean): Promise<void> {
  const { accounts } = rig;
  const policy = {
    autoLockMinutes: 15,
    secondPersonFor: twoPerson ? ['reset-pin' as const] : [],
    secondPersonForPrompts: [],
  };
  const intend = createIntents({ mode: 'live', policy, accounts, ...NO_DESK });
  const model = new Model();
  for (const step of walk) {
    if (step.kind === 'wait') {
      await rig.clock.advance(step.ms);
      continue;
    }
    const before = accounts.person();
    const { accepted } = intend(step);
    const now = accounts.person();
    if (accepted) model.accept(step, before?.badge ?? null);
    if (step.kind === 'sign-in' && accepted) {
      expect(model.pins.get(now?.badge ?? '')).toBe(step.pin);
    } else if (now !== null) {
      expect(now).toEqual(before);
    }
    const here = accounts.people().find(({ badge: of }) => of === now?.badge);
    expect(now === null || (here?.active === true && here.role === now.role)).toBe(true);
    if (!accounts.needsAdministrator()) expect(waysIn(rig, model)).not.toEqual([]);
  }
}

describe('any sequence of account intents', () => {
  it('leaves a way in, lets nobody in with a wrong PIN, and keeps no disabled person in', async () => {
    const walks = fc
      .tuple(fc.constantFrom([], STAFFED, STAFFED), fc.array(steps, { maxLength: 60 }))
      .map(([first, rest]) => [...first, ...rest]);
    await fc.assert(
      fc.asyncProperty(walks, fc.boolean(), async (walk, twoPerson) => {
        const rig = openAccounts();
        await play(rig, walk, twoPerson).finally(() => rig.end());
      }),
      { numRuns: 60 },
    );
  });
});
