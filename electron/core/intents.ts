import type { IntentReply } from '../../shared/bridge/contract.ts';
import {
  isAccountIntent,
  isReviewIntent,
  isSetupIntent,
  isUpkeepIntent,
  type Intent,
} from '../../shared/bridge/intents.ts';
import { mayDo, maySecond, TWO_PERSON_KINDS } from '../../shared/people/permissions.ts';
import type { Person } from '../../shared/people/roles.ts';
import type { BenchPolicy } from '../../shared/session/policy.ts';
import type { Mode } from '../../shared/words.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { Bench } from './bench/bench.ts';
import type { CommandSheets } from './commands/command-sheets.ts';
import type { Review } from './review/review.ts';
import type { SetupDesk } from './setup/setup-desk.ts';
import { refuse, type Told } from './told.ts';
import type { Upkeep } from './upkeep/upkeep.ts';

export interface IntentDesks {
  readonly mode: Mode;
  readonly policy: BenchPolicy['people'];
  readonly accounts: Accounts;
  readonly bench: Bench;
  readonly review: Review;
  readonly upkeep: Upkeep;
  readonly commands: Pick<CommandSheets, 'renew'>;
  readonly setup: SetupDesk;
}

/**
 * The one way of every intent: who asks, whether this person may, whether a second person agrees;
 * then the desk whose work it is.
 * @throws StoreError when it could not be recorded
 */
export function createIntents(desks: IntentDesks): (intent: Intent) => IntentReply {
  const { accounts, policy, mode } = desks;

  /** Whether it lets an item go over a prompt that the site lets nobody override alone. */
  function releasesOverGrave(intent: Intent): boolean {
    if (intent.kind !== 'override' || intent.outcome !== 'release') return false;
    const prompts = desks.bench.state().session?.prompts ?? [];
    return prompts.some(
      ({ rule, answered }) => !answered && policy.secondPersonForPrompts.includes(rule),
    );
  }

  /** The second person of an action, null when none is there and none is needed. */
  function secondPerson(intent: Intent, first: Person | null): Person | null | Told {
    const proof = 'second' in intent ? intent.second : undefined;
    const needed =
      releasesOverGrave(intent) ||
      TWO_PERSON_KINDS.some(
        (kind) => kind === intent.kind && policy.secondPersonFor.includes(kind),
      );
    if (proof === undefined) return needed ? refuse('why.second-person-needed') : null;
    const proven = accounts.prove(proof);
    if (!proven.ok) return proven.told;
    const { person } = proven;
    if (person.badge === first?.badge) return refuse('why.second-person-same');
    return maySecond(person.role, intent.kind) ? person : refuse('why.second-person-not-allowed');
  }

  function follow(intent: Intent): Told {
    const person = accounts.person();
    if (!mayDo(person?.role ?? null, intent.kind, mode)) {
      return refuse(person === null ? 'why.signed-out' : 'why.not-allowed');
    }
    const second = secondPerson(intent, person);
    if (second !== null && 'refused' in second) return second;
    accounts.touch();
    if (isAccountIntent(intent)) return accounts.follow(intent, second);
    // Everything else needs somebody, which `mayDo` has seen to.
    if (person === null) return refuse('why.signed-out');
    if (isReviewIntent(intent)) return desks.review.follow(intent, person, second);
    if (isUpkeepIntent(intent)) return desks.upkeep.follow(intent, person, second);
    if (intent.kind === 'renew-command-sheet') return desks.commands.renew(person);
    if (isSetupIntent(intent)) return desks.setup.follow(intent, person);
    const told = desks.bench.intend(intent, second);
    if (intent.kind === 'close-shift' && told.refused === null) desks.upkeep.shiftClosed();
    return told;
  }

  return (intent) => {
    const { seq, refused, message } = follow(intent);
    if (refused === null) return { accepted: true, seq };
    return { accepted: false, refusal: { code: refused, message: message ?? refused } };
  };
}
