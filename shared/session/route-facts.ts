import type { Fact } from '../rules/facts.ts';
import { absent } from './known-facts.ts';
import type { SessionState } from './state.ts';

/** Where the item and its goods come from and go, and what the site's tables say of that. */
export function routeFacts(_state: SessionState) {
  const none: Fact = absent('the declaration gives no route');
  return {
    'route.origin': none,
    'route.departure': none,
    'route.transit': none,
    'route.destination': none,
    'route.free-trade-zone': none,
    'route.transshipment': none,
    'route.re-export': none,
    'route.origin-differs': none,
    'route.forwarder': none,
    'route.risk': none,
  };
}
