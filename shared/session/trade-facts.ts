import type { Fact } from '../rules/facts.ts';
import { absent } from './known-facts.ts';
import type { SessionState } from './state.ts';

/** Patterns of trade, what is seen on the parcel, and whether a referral is answered. */
export function tradeFacts(_state: SessionState) {
  const none: Fact = absent('nothing is known of it');
  return {
    'trade.forced-labour': none,
    'trade.many-of-sender': none,
    'trade.many-of-addressee': none,
    'trade.value-split': none,
    'trade.contact-shared': none,
    'cylinder.above-tare': none,
    'label.un': none,
    'label.hazards': none,
    'referral.answered': none,
  };
}
