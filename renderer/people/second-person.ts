import { shallowRef } from 'vue';
import type { Intent } from '../../shared/bridge/contract.ts';
import type { Proof } from '../../shared/bridge/intents.ts';
import { TWO_PERSON_KINDS, type TwoPersonKind } from '../../shared/people/permissions.ts';
import { useBench } from '../stores/bench.ts';

/** What a second person may have to approve. */
type Seconded = Extract<Intent, { kind: TwoPersonKind | 'countersign-shift' }>;

const NEEDED = 'why.second-person-needed';
/** Whoever worked in a shift does not countersign it; somebody else at the bench may. */
const OWN_SHIFT = 'why.own-shift';

function canBeSeconded(intent: Intent): intent is Seconded {
  return [...TWO_PERSON_KINDS, 'countersign-shift'].includes(intent.kind);
}

/**
 * Sends an intent; when core wants a second person for it, keeps it until that person has proved to
 * be there. Which actions need two is the site's policy, so it is core that says so.
 */
export function useSecondPerson() {
  const store = useBench();
  /** What waits for the second person. */
  const waiting = shallowRef<Seconded | null>(null);

  async function send(intent: Intent): Promise<boolean> {
    waiting.value = null;
    if (await store.send(intent)) return true;
    const code = store.refusal?.code;
    if (!canBeSeconded(intent)) return false;
    if (code === NEEDED) {
      waiting.value = intent;
      // The form says the same, and what to do.
      store.refuse(null);
    } else if (code === OWN_SHIFT && intent.kind === 'countersign-shift') {
      waiting.value = intent;
    }
    return false;
  }

  async function approve(second: Proof): Promise<boolean> {
    const intent = waiting.value;
    if (intent === null) return false;
    const done = await store.send({ ...intent, second });
    if (done) waiting.value = null;
    return done;
  }

  function cancel(): void {
    waiting.value = null;
    store.refuse(null);
  }

  return { waiting, send, approve, cancel };
}
