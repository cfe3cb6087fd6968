import type { Fact } from '../rules/facts.ts';
import { absent } from './known-facts.ts';
import type { SessionState } from './state.ts';

/** What the site's lists and the bench's own records say of sender and addressee. */
export function partyFacts(_state: SessionState) {
  const none: Fact = absent('the declaration names nobody');
  return {
    'watch.match': none,
    'watch.possible': none,
    'history.sender-findings': none,
    'history.addressee-findings': none,
    'history.sender-known': none,
    'licence.missing': none,
    'licence.quota-exceeded': none,
  };
}
