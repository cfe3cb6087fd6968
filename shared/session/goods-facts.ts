import type { Fact } from '../rules/facts.ts';
import { absent } from './known-facts.ts';
import type { SessionState } from './state.ts';

/** What the descriptions and tariff codes say of the goods. */
export function goodsFacts(_state: SessionState) {
  const none: Fact = absent('no line has a description');
  return {
    'declared.pieces': none,
    'goods.categories': none,
    'goods.possible': none,
    'goods.hs-categories': none,
    'goods.concepts': none,
    'goods.marks': none,
    'goods.post': none,
    'goods.hs-mismatch': none,
    'goods.un': none,
  };
}
