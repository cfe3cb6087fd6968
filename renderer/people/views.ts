import type { IntentKind } from '../../shared/bridge/intents.ts';
import { mayDo } from '../../shared/people/permissions.ts';
import type { Role } from '../../shared/people/roles.ts';
import type { Mode } from '../../shared/words.ts';

export type View = 'bench' | 'shifts' | 'people' | 'setup';

/** What somebody has to be allowed to do before a page is of any use. */
const NEEDED: readonly (readonly [View, IntentKind])[] = [
  ['bench', 'open-shift'],
  ['shifts', 'annotate'],
  ['people', 'add-person'],
  ['setup', 'import-manifest'],
];

/** The pages of a role, the one that it starts with first. Core refuses the others' intents anyway. */
export function viewsOf(role: Role, mode: Mode): readonly View[] {
  return NEEDED.filter(([, kind]) => mayDo(role, kind, mode)).map(([view]) => view);
}
